"""What a lead must be, show and say to go further."""
