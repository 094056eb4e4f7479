"""What is on the desk of a rep, in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.core.history.signal_entry import SignalEntry
from tests.site.touch_builders import touched

STEP, HANDOVER, STAGNATION = "Lead Next Step", "Lead Handover", "Lead Stagnation"


def nothing_else() -> None:
	"""Leads that others have left on a kept site are over."""
	frappe.db.set_value("Lead", {"name": ("is", "set")}, "status", "Do Not Contact", update_modified=False)
	for doctype in ("Lead Clock", HANDOVER, "Lead Touch", STEP, STAGNATION):
		frappe.db.delete(doctype)


def leads_of(desk: dict[str, Any]) -> list[str]:
	return [row["lead"] for row in desk["rows"]]


def in_minutes(minutes: float) -> datetime:
	return now_datetime().replace(microsecond=0) + timedelta(minutes=minutes)


def a_step(lead: str, by: str, minutes: float, kind: str = "Call", **fields: Any) -> str:
	"""Planned yesterday, for in so many minutes."""
	values = {"due_at": in_minutes(minutes), "planned_at": in_minutes(-1440), "state": "Open", **fields}
	return _stored(STEP, lead=lead, user=by, kind=kind, **values)


def a_snooze(lead: str, by: str, minutes: float, **fields: Any) -> str:
	return a_step(lead, by, minutes, "Look Again", **{"planned_at": in_minutes(-60), **fields})


def a_handover(lead: str, to: str | None, minutes: float | None = 60, **fields: Any) -> str:
	"""Handed over an hour ago, to be answered in so many minutes, with the clock for it."""
	due_at = None if minutes is None else in_minutes(minutes)
	if due_at:
		frappe.db.set_value("Lead", lead, "li_clocks", f"Acceptance {due_at}", update_modified=False)
	values = {"act": "Marketing to Sales", "status": "Waiting", "handed_at": in_minutes(-60), **fields}
	return _stored(HANDOVER, lead=lead, to_user=to, due_at=due_at, **values)


def a_hot_touch(lead: str, minutes_ago: float = 30, kind: str = "Demo Request", **fields: Any) -> str:
	return touched(lead, kind, in_minutes(-minutes_ago), **fields)


def a_rise(lead: str, minutes_ago: float, before: int, after: int) -> None:
	"""Of the engagement, as it is written when it is seen."""
	append_entries(lead, [SignalEntry(at=in_minutes(-minutes_ago), before=before, after=after, hours=24)])


def unattended(lead: str, days: float) -> str:
	"""Nothing has happened for so many days."""
	return _stored(STAGNATION, lead=lead, open_for=lead, quiet_since=in_minutes(-1440 * days))


def in_nurture(lead: str, days: int) -> None:
	"""To be looked at again in so many days."""
	day = now_datetime().date() + timedelta(days=days)
	frappe.db.set_value("Lead", lead, {"li_stage": "Nurture", "li_revisit_on": day}, update_modified=False)


def _stored(doctype: str, **values: Any) -> str:
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.set_new_name()
	doc.db_insert()
	return str(doc.name)
