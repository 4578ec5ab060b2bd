"""The team's curated responses: their format, the index over their exemplars, and the shipped starter."""
