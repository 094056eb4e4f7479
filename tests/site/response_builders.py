"""Response policies and the clocks of leads in one line."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import clocks_of
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock
from tests.bench.base_company import COMPANY
from tests.site.touch_builders import touched

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def a_calendar(name: str = "Always", *spans: tuple[str, str, str], **fields: Any) -> str:
	"""Round the clock, unless spans of weekday, from and to are given."""
	rows = spans or tuple((day, "00:00:00", "24:00:00") for day in WEEKDAYS)
	doc = frappe.get_doc(
		{
			"doctype": "Lead Working Calendar",
			"calendar_name": name,
			"spans": [{"weekday": day, "from_time": start, "to_time": end} for day, start, end in rows],
			**fields,
		}
	)
	return doc.insert().name


def targets(grade: str | None = None, **spans: float) -> dict[str, Any]:
	return {"grade": grade, **spans}


def step(offset: float, action: str = "Notify Owner", unit: str = "Percent", **more: Any) -> dict[str, Any]:
	return {"offset_value": offset, "offset_unit": unit, "action": action, **more}


def a_policy(**fields: Any) -> Document:
	"""A saved draft: every lead is answered within an hour, round the clock."""
	if "working_calendar" not in fields:
		always = frappe.db.exists("Lead Working Calendar", "Always")
		fields["working_calendar"] = always or a_calendar()
	for name in ("condition_json", "pause_json"):
		if isinstance(fields.get(name), dict):
			fields[name] = json.dumps(fields[name])
	values = {
		"title": "Tested",
		"company": COMPANY,
		"priority": 10,
		"targets": [targets(first_response_minutes=60)],
		**fields,
	}
	return frappe.get_doc({"doctype": "Lead SLA Policy", **values}).insert()


def a_live_policy(**fields: Any) -> Document:
	policy = a_policy(**fields)
	policy.submit()
	return policy


def clocks(lead: str, purpose: Purpose | None = None) -> list[ResponseClock]:
	return [one for one in clocks_of([lead]).get(lead, []) if purpose in (None, one.purpose)]


def clock(lead: str, purpose: Purpose = Purpose.FIRST_RESPONSE) -> ResponseClock:
	"""The latest."""
	return clocks(lead, purpose)[-1]


def answer(lead: str, at: datetime | None = None, kind: str = "E-Mail Sent", **more: Any) -> str:
	return touched(lead, kind, at or now_datetime(), **{"response": "Answer", **more})


def attempt(lead: str, at: datetime | None = None) -> str:
	return touched(lead, "Call Attempt", at or now_datetime(), response="Attempt")


def backdated(lead: str, **ago: float) -> None:
	"""As if the clocks of the lead had begun so long ago."""
	shift = timedelta(**ago)
	for row in frappe.get_all("Lead Clock", filters={"lead": lead}, fields=["*"]):
		moments = ("started_at", "counts_from", "due_at", "next_step_at")
		values = {name: row[name] - shift for name in moments if row[name]}
		frappe.db.set_value("Lead Clock", row.name, values, update_modified=False)
	open_ones = [one for one in clocks(lead) if one.is_open]
	from lead_intelligence.adapters.lead_state import values_of_clocks

	frappe.db.set_value("Lead", lead, values_of_clocks(open_ones), update_modified=False)


def journey_of(lead: str) -> list[str]:
	"""What the journey says of clocks, in its order."""
	kinds = ("Clock started", "Answered", "Answer corrected", "Response overdue", "Due moment moved")
	kinds += ("Clock paused", "Clock resumed", "Clock ended")
	filters = {"lead": lead, "kind": ("in", kinds)}
	return frappe.get_all("Lead Journey Entry", filters=filters, pluck="kind", order_by="name")
