"""Zendesk calls us: check who calls, read what they say, put the ids in the queue, run the job."""
