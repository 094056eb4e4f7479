"""Calls to other programs: what they say, how they are signed, where they may go, and what follows from an answer."""
