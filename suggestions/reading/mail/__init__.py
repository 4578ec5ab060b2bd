"""Mail as helpdesks hand it over: what its author typed, and what programs, servers and forms put around it."""
