"""What a ticket says: the requester's own words, language, facts, feeling, repeats and promises."""
