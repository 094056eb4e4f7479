"""Importing the history of leads: a file is read, checked without writing, entered in chunks, and taken back."""
