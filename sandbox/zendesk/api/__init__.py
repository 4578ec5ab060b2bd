"""The sandbox account as seen over HTTP, one file for each resource."""
