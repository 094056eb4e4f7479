"""The time before the app: what a file says of a lead, and what of that may enter its journey."""
