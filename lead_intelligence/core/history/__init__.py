"""What is entered in a lead's journey, and when."""
