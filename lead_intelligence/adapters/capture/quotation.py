"""Quotations that a lead was given."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.capture.happening import Happening, Row, Source, moment_of_day

_DOCTYPE = "Quotation"


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Those that were submitted, also if they were cancelled since. One that amends another is the same again."""
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="made",
			kind="Quotation Made",
			at=moment_of_day(row["transaction_date"], row["creation"]),
			parties=[(row["quotation_to"], row["party_name"])],
			subject=row["title"],
		)
		for row in rows
		if row["quotation_to"] == "Lead"
		and row["party_name"]
		and int(row["docstatus"] or 0) > 0
		and not row["amended_from"]
	]


QUOTATION = Source(
	doctype=_DOCTYPE,
	fields=(
		*("name", "creation", "transaction_date", "title", "quotation_to", "party_name", "docstatus"),
		"amended_from",
	),
	filters={"quotation_to": "Lead", "docstatus": (">", 0)},
	read=read,
)
