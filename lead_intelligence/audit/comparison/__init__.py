"""Two models on the same file: the one in use and the one that would replace it."""
