"""Sums of money that are told apart, and add up all the same."""
