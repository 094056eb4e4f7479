"""Response times from a file of due and answer moments."""
