"""Those who want no more mails, of one kind or of any."""

from __future__ import annotations

from collections.abc import Sequence

from frappe.utils import get_datetime

from lead_intelligence.adapters.capture.happening import Happening, Row, Source

_DOCTYPE = "Email Unsubscribe"


def read(rows: Sequence[Row]) -> list[Happening]:
	return [
		Happening(
			doctype=_DOCTYPE,
			name=str(row["name"]),
			event="unsubscribed",
			kind="Unsubscribed",
			at=get_datetime(row["creation"]),
			# A campaign for many tells nobody: it is looked up by the address.
			parties=[("Lead", row["reference_name"])] if row["reference_doctype"] == "Lead" else [],
			addresses=[row["email"]],
			subject=row["reference_doctype"] if row["reference_doctype"] != "Lead" else None,
		)
		for row in rows
		if row["email"]
	]


EMAIL_UNSUBSCRIBE = Source(
	doctype=_DOCTYPE,
	fields=("name", "creation", "email", "reference_doctype", "reference_name"),
	read=read,
)
