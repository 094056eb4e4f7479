"""Appointments that were booked on the website, confirmed where ERPNext asks for it. The meeting itself is an Event."""

from __future__ import annotations

from collections.abc import Sequence

from frappe.utils import get_datetime

from lead_intelligence.adapters.capture.happening import Happening, Row, Source

_DOCTYPE = "Appointment"


def read(rows: Sequence[Row]) -> list[Happening]:
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="booked",
			kind="Appointment Booked",
			at=get_datetime(row["creation"]),
			parties=[(row["appointment_with"], row["party"])],
			subject=row["customer_details"],
		)
		for row in rows
		if row["appointment_with"] == "Lead" and row["party"]
	]


APPOINTMENT = Source(
	doctype=_DOCTYPE,
	fields=("name", "creation", "appointment_with", "party", "customer_details"),
	filters={"appointment_with": "Lead"},
	read=read,
)
