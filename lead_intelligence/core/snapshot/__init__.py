"""One normalised view of a lead, whatever it came from."""
