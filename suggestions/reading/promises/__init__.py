"""What agents said would happen, by when, and what became of it."""
