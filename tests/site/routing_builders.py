"""Reps, pools and policies in one line, so that a test says only what it is about."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.core.sla.working_week import WEEKDAYS


def a_profile(user: str, **fields: Any) -> Document:
	"""A saved Lead Rep Profile, without ramp-up unless the test is about it."""
	values = {"doctype": "Lead Rep Profile", "user": user, "ramp_up_days": 0, **fields}
	return frappe.get_doc(values).insert()


def works_always(name: str) -> str:
	"""A working calendar without a free hour."""
	spans = [{"weekday": day, "from_time": "00:00:00", "to_time": "00:00:00"} for day in WEEKDAYS]
	values = {"doctype": "Lead Working Calendar", "calendar_name": name, "spans": spans}
	return str(frappe.get_doc(values).insert().name)
