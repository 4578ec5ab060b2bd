"""A pretend Zendesk to try and test the product against: its API, its people, its pages."""
