"""Scoring models: what they hold, what is wrong with them, and what they say of a lead."""
