"""The audit: what a scoring model says of a file of leads. Needs neither Frappe nor a site."""
