"""How much working time passes, and when so much of it has passed."""
