"""Conditions as data: what they are, how they read, and how they are judged."""
