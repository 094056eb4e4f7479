"""Newsletters, of which ERPNext 15 keeps no Communication: each mail in the queue says to whom one went."""

from __future__ import annotations

from collections.abc import Sequence

from frappe.utils import get_datetime

from lead_intelligence.adapters.capture.happening import Happening, Row, Source

_DOCTYPE = "Email Queue"
_NEWSLETTER = "Newsletter"


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Once for each newsletter and lead: the queue is emptied of old mails, so the newsletter is what is referred to."""
	return [
		Happening(
			doctype=_NEWSLETTER,
			name=row["reference_name"],
			event="sent",
			kind="Campaign E-Mail Sent",
			at=get_datetime(row["creation"]),
			addresses=[to["recipient"]],
			campaign=row["reference_name"],
		)
		for row in rows
		if row["reference_doctype"] == _NEWSLETTER and row["reference_name"]
		for to in row["recipients"]
		if to["status"] == "Sent" and to["recipient"]
	]


EMAIL_QUEUE = Source(
	doctype=_DOCTYPE,
	fields=("name", "creation", "reference_doctype", "reference_name"),
	tables={"recipients": ("Email Queue Recipient", ("recipient", "status"))},
	filters={"reference_doctype": _NEWSLETTER},
	read=read,
)
