"""Days, hours and lengths of time as people name them, and which day of the calendar each is."""
