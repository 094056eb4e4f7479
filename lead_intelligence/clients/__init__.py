"""Outbound HTTP: nothing else in the app uses requests."""
