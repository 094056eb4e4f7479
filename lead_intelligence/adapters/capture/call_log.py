"""Calls of a telephone system, when they are over."""

from __future__ import annotations

from collections.abc import Sequence

from lead_intelligence.adapters.capture.happening import Happening, Row, Source, first_past, parties_of
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.engagement.touch import Response

_DOCTYPE = "Call Log"
_KINDS: dict[tuple[str, str], tuple[str, Response | None]] = {
	("Incoming", "Completed"): ("Call Received", None),
	("Incoming", "No Answer"): ("Call Missed", None),
	("Incoming", "Busy"): ("Call Missed", None),
	("Incoming", "Canceled"): ("Call Missed", None),
	("Outgoing", "Completed"): ("Call Made", Response.ANSWER),
	# The lead's telephone rang.
	("Outgoing", "No Answer"): ("Call Made", Response.ATTEMPT),
	# It did not.
	("Outgoing", "Busy"): ("Call Attempt", Response.ATTEMPT),
	("Outgoing", "Canceled"): ("Call Attempt", Response.ATTEMPT),
	("Outgoing", "Failed"): ("Call Attempt", Response.ATTEMPT),
}


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Each once: what a call was when it was over, it stays. Only an attempt may turn out to have been an answer."""
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="call",
			kind=found[0],
			response=found[1],
			author=_caller(row) if found[1] else None,
			at=first_past(row["start_time"], row["creation"]),
			parties=parties_of(row, "links"),
			numbers=[row["from" if row["type"] == "Incoming" else "to"] or ""],
			subject=row["summary"],
		)
		for row in rows
		if (found := _KINDS.get((row["type"], row["status"])))
	]


def _caller(row: Row) -> str | None:
	"""Most telephone systems are signed in as a user of their own, or as nobody."""
	return next((user for user in (row["employee_user_id"], row["owner"]) if is_person(user)), None)


CALL_LOG = Source(
	doctype=_DOCTYPE,
	fields=(
		*("name", "creation", "from", "to", "type", "status", "start_time", "summary"),
		*("employee_user_id", "owner"),
	),
	tables={"links": ("Dynamic Link", ("link_doctype", "link_name"))},
	read=read,
)
