"""What the desk may call."""
