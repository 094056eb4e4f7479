"""What is planned with leads, in one line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

STEP = "Lead Next Step"


def soon(**more: float) -> datetime:
	"""To the second, as moments are stored here."""
	return (now_datetime() + timedelta(**(more or {"days": 1}))).replace(microsecond=0)


def steps_of(lead: str | None, **filters: Any) -> list[frappe._dict]:
	return frappe.get_all(STEP, filters={"lead": lead, **filters}, fields=["*"], order_by="name")


def open_steps(lead: str) -> list[tuple[str, datetime]]:
	return [(row.kind, row.due_at) for row in steps_of(lead, state="Open")]


def an_event(*leads: str, at: datetime | None = None, **fields: Any) -> Any:
	guests = [{"reference_doctype": "Lead", "reference_docname": lead} for lead in leads]
	values = {
		"subject": "Demo of the lamp",
		"starts_on": at or soon(),
		"event_type": "Public",
		"event_participants": guests,
		**fields,
	}
	return frappe.get_doc({"doctype": "Event", **values}).insert()


def a_task(lead: str, **fields: Any) -> Any:
	values = {"reference_type": "Lead", "reference_name": lead, "description": "Send the offer", **fields}
	return frappe.get_doc({"doctype": "ToDo", **values}).insert()
