"""Opportunities: made by a rep, or by a visitor who filled in the contact page or a form of the website."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.capture.happening import Happening, Row, Source, moment_of_day
from lead_intelligence.adapters.capture.visitors import visitors_among

_DOCTYPE = "Opportunity"


def read(rows: Sequence[Row]) -> list[Happening]:
	visitors = visitors_among(row["owner"] for row in rows)
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="made",
			kind="Contact Form" if row["owner"] in visitors else "Opportunity Made",
			at=moment_of_day(row["transaction_date"], row["creation"]),
			parties=[(row["opportunity_from"], row["party_name"])],
			subject=row["title"],
		)
		for row in rows
		if row["opportunity_from"] == "Lead" and row["party_name"]
	]


OPPORTUNITY = Source(
	doctype=_DOCTYPE,
	fields=("name", "owner", "creation", "transaction_date", "title", "opportunity_from", "party_name"),
	filters={"opportunity_from": "Lead"},
	read=read,
)
