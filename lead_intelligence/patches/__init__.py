"""What is changed once on sites that had an earlier version."""
