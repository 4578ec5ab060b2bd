"""Choosing and fitting the words, and the note they are left in."""
