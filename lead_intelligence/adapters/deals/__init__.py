"""What became of leads in money: the opportunities made of them, and the sales."""
