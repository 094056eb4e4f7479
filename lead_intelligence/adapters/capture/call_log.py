"""Calls of a telephone system, when they are over."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.capture.happening import Happening, Row, Source, first_past, parties_of

_DOCTYPE = "Call Log"
_KINDS = {
	("Incoming", "Completed"): "Call Received",
	("Incoming", "No Answer"): "Call Missed",
	("Incoming", "Busy"): "Call Missed",
	("Incoming", "Canceled"): "Call Missed",
	("Outgoing", "Completed"): "Call Made",
	# The lead's telephone rang.
	("Outgoing", "No Answer"): "Call Made",
}


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Each once: what a call was when it was over, it stays."""
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="call",
			kind=kind,
			at=first_past(row["start_time"], row["creation"]),
			parties=parties_of(row, "links"),
			numbers=[row["from" if row["type"] == "Incoming" else "to"] or ""],
			subject=row["summary"],
		)
		for row in rows
		if (kind := _KINDS.get((row["type"], row["status"])))
	]


CALL_LOG = Source(
	doctype=_DOCTYPE,
	fields=("name", "creation", "from", "to", "type", "status", "start_time", "summary"),
	tables={"links": ("Dynamic Link", ("link_doctype", "link_name"))},
	read=read,
)
