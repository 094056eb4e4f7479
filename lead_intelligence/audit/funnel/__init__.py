"""How far cases came and how long it took them, from a file of dated stages."""
