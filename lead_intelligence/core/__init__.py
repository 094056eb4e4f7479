"""The domain: pure decisions about leads. Nothing in here reads a clock, a database or a network."""
