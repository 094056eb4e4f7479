"""Meetings that were held. To plan one is no touch: it becomes one when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.capture.happening import Filters, Happening, Row, Source, parties_of
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.engagement.touch import Response

_DOCTYPE = "Event"
_DAY = timedelta(days=1)
_KINDS = {"Call": "Call Made", "Sent/Received Email": None}


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Of an event that repeats, the first one: ERPNext keeps none of the others."""
	now = now_datetime()
	return [
		Happening(
			doctype=_DOCTYPE,
			name=row["name"],
			event="held",
			kind=kind,
			at=get_datetime(row["starts_on"]),
			parties=_attending(row),
			# Whoever reads the lead reads its touches; a private event is its owner's.
			subject=row["subject"] if row["event_type"] == "Public" else None,
			response=Response.ANSWER,
			author=row["owner"] if is_person(row["owner"]) else None,
		)
		for row in rows
		if (kind := _KINDS.get(row["event_category"] or "", "Meeting"))
		and row["status"] != "Cancelled"
		and row["starts_on"]
		and _end(row) <= now
	]


def _end(row: Row) -> datetime:
	start: datetime = get_datetime(row["starts_on"])
	if row["all_day"]:
		# A day is over with the day, whatever hours it says.
		last = get_datetime(row["ends_on"]) if row["ends_on"] and not row["repeat_this_event"] else start
		return max(start, last).replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
	end: datetime = get_datetime(row["ends_on"]) if row["ends_on"] else start
	return end


def _attending(row: Row) -> list[tuple[str, str]]:
	return parties_of(row, "event_participants", "reference_doctype", "reference_docname")


def _due(since: datetime, now: datetime) -> list[Filters]:
	"""A day on both sides, for those that last all day."""
	between = ("between", (since - _DAY, now))
	return [{"ends_on": between}, {"starts_on": between, "ends_on": ("is", "not set")}]


EVENT = Source(
	doctype=_DOCTYPE,
	fields=(
		*("name", "subject", "event_category", "event_type", "status", "starts_on", "ends_on", "all_day"),
		*("repeat_this_event", "owner"),
	),
	tables={"event_participants": ("Event Participants", ("reference_doctype", "reference_docname"))},
	due=_due,
	read=read,
)
