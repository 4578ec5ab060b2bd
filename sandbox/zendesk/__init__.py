"""A Zendesk with memory: the parts of its REST API a help desk integration touches, kept in memory."""
