"""The files that the audit writes."""
