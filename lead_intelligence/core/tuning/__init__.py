"""Trying a scoring model on leads of the past, beside the model that it would replace."""
