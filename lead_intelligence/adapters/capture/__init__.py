"""Touches that ERPNext knows of by itself: one module per ERPNext doctype says what its records tell."""
