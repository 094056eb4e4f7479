"""What a weekly digest tells: of which week, what changed most in it, and whom to talk to."""
