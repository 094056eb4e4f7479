"""Events and tasks of ERPNext that are about leads: what they plan, and how they are closed when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, strip_html

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.plain_text import as_text
from lead_intelligence.core.lead_queue.queued_lead import StepKind
from lead_intelligence.core.lead_queue.validation import LONGEST_NOTE

EVENT, TASK = "Event", "ToDo"
OPEN, COMPLETED, CLOSED, CANCELLED = "Open", "Completed", "Closed", "Cancelled"
_KINDS = {"Call": StepKind.CALL, "Sent/Received Email": StepKind.EMAIL, "Other": StepKind.OTHER}
# At this time of its day a task without a time is looked at.
_IN_THE_MORNING = time(9)
_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)
_LOG_TITLE = "Lead Intelligence: what a step stands for could not be closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
	doctype: str
	name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
	"""What a record says. `leads`: none where it plans nothing with any. `state`: of Lead Next Step. `user`: who has planned it."""

	leads: tuple[str, ...] = ()
	kind: StepKind = StepKind.OTHER
	due_at: datetime | None = None
	until_at: datetime | None = None
	note: str | None = None
	user: str | None = None
	state: str = "Open"


NOTHING = Told()
_STATES = {COMPLETED: "Done", CLOSED: "Done", CANCELLED: "Dropped"}


def told_by(doc: Document) -> Told:
	"""Asks the database for nothing."""
	return _told_by_event(doc) if doc.doctype == EVENT else _told_by_task(doc)


def _told_by_event(doc: Document) -> Told:
	"""Of one that repeats, the first: ERPNext keeps none of the others."""
	guests = doc.get("event_participants") or ()
	leads = {guest.reference_docname for guest in guests if guest.reference_doctype == "Lead"}
	if not doc.get("starts_on") or not any(leads):
		return NOTHING
	starts: datetime = get_datetime(doc.starts_on)
	ends = get_datetime(doc.ends_on) if doc.get("ends_on") else starts
	if doc.get("all_day"):
		# A day is over with the day, whatever hours it says.
		ends = datetime.combine(max(starts, ends).date(), time()) + _A_DAY
		starts = datetime.combine(starts.date(), _IN_THE_MORNING)
	elif ends <= starts:
		ends = starts + _AN_HOUR
	return Told(
		leads=tuple(sorted(lead for lead in leads if lead)),
		kind=_KINDS.get(doc.get("event_category") or "", StepKind.MEETING),
		due_at=starts,
		until_at=ends,
		# Whoever reads the lead reads its steps; a private event is its owner's.
		note=_short(doc.get("subject")) if doc.get("event_type") == "Public" else None,
		user=doc.owner,
		state=_STATES.get(doc.get("status") or OPEN, "Open"),
	)


def _told_by_task(doc: Document) -> Told:
	if doc.get("reference_type") != "Lead" or not doc.get("reference_name") or not doc.get("date"):
		return NOTHING
	day = getdate(doc.date)
	if doc.get("allocated_to") and day <= getdate(doc.creation):
		# ERPNext's assignments are tasks of the day they are made on. They say whose the lead is and plan nothing.
		return NOTHING
	return Told(
		leads=(doc.reference_name,),
		due_at=datetime.combine(day, _IN_THE_MORNING),
		note=_short(unescape(strip_html(doc.get("description") or ""))),
		user=doc.get("assigned_by") or doc.owner,
		state=_STATES.get(doc.get("status") or OPEN, "Open"),
	)


def _short(text: Any) -> str | None:
	words = " ".join(str(text or "").split())
	return as_text(words if len(words) <= LONGEST_NOTE else f"{words[: LONGEST_NOTE - 1]}…")


def finish_record(record: StepRecord, *, done: bool) -> None:
	"""Where the user may. An event that is dropped with one lead goes on with the others who take part."""
	with surviving(lambda: log_defect(_LOG_TITLE, record.doctype, record.name)), in_savepoint():
		if record.doctype not in (EVENT, TASK) or not frappe.db.exists(record.doctype, record.name):
			return
		doc = frappe.get_doc(record.doctype, record.name)
		if (doc.status or OPEN) != OPEN or not doc.has_permission("write"):
			return
		if not done and record.doctype == EVENT and len(doc.get("event_participants") or ()) > 1:
			return
		doc.status = CANCELLED if not done else COMPLETED if record.doctype == EVENT else CLOSED
		doc.save()
