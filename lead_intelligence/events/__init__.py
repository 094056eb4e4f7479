"""What ERPNext tells us: one module per ERPNext doctype."""
