"""What was sold before its entries are stored is read from the documents until they are."""

from __future__ import annotations

from lead_intelligence.adapters.revenue.marks import mark_what_is_there


def execute() -> None:
	mark_what_is_there()
