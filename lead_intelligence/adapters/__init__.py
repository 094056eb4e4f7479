"""Between Frappe's records and the domain's own terms."""
