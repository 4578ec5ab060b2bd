"""How the tables came to be, one step a file. Steps go forward only: the way back is a backup."""
