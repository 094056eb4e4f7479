"""Which column of a file is which field of a lead, and how its cells are to be read."""
