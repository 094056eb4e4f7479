"""How far leads come, how long it takes them, and how sure that is."""
