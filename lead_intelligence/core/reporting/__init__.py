"""What is asked of a report, and the shape of what it answers."""
