"""Every figure of an audit as plain data: what `summary.json` holds and all that the report may show."""
