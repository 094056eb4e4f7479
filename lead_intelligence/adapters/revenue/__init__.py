"""What leads have brought in, item by item, as ERPNext's documents and its ledger hold it."""
