"""Scoring every row of a table, and counting."""
