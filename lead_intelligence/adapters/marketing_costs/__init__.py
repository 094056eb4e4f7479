"""What marketing costs: entered by hand, imported, or taken from purchase invoices where a rule says so."""
