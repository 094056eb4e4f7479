"""Leads whose clocks run, in one line: a live response policy, working hours that are now or not, and due moments as wanted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import OfLead, clocks_of, store
from lead_intelligence.adapters.lead_state import values_of_clocks
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock, Start
from lead_intelligence.core.sla.working_week import WEEKDAYS
from tests.bench.base_company import COMPANY

POLICY, CALENDAR = "Lead SLA Policy", "Lead Working Calendar"
ALWAYS = "Round the Clock"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def a_live_policy(**fields: Any) -> Document:
	"""Every lead is answered within an hour, at any time of any day, and contacted again within eight."""
	targets = [{"first_response_minutes": 60, "next_touch_hours": 8}]
	values = {"title": "Everybody", "company": COMPANY, "priority": 10, "targets": targets, **fields}
	policy = frappe.get_doc({"doctype": POLICY, "working_calendar": always(), **values})
	policy.insert().submit()
	return policy


def take_policies_down() -> None:
	for name in frappe.get_all(POLICY, filters={"docstatus": 1, "status": "Live"}, pluck="name"):
		frappe.get_doc(POLICY, name).cancel()


def a_calendar(name: str, *spans: tuple[str, str, str]) -> str:
	if frappe.db.exists(CALENDAR, name):
		frappe.delete_doc(CALENDAR, name, force=True)
	rows = [{"weekday": weekday, "from_time": start, "to_time": end} for weekday, start, end in spans]
	doc = frappe.get_doc(
		{"doctype": CALENDAR, "calendar_name": name, "time_zone": "Europe/Paris", "spans": rows}
	)
	return str(doc.insert().name)


def always() -> str:
	if frappe.db.exists(CALENDAR, ALWAYS):
		return ALWAYS
	return a_calendar(ALWAYS, *((weekday, "00:00:00", "00:00:00") for weekday in WEEKDAYS))


def in_two_days() -> tuple[str, str]:
	"""A calendar by which nobody works until the day after tomorrow at nine, and the name of that day."""
	day = WEEKDAYS[(now_datetime() + timedelta(days=2)).weekday()]
	return a_calendar("In Two Days", (day, "09:00:00", "17:00:00")), day


def clock_of(lead: str, purpose: Purpose = Purpose.FIRST_RESPONSE) -> ResponseClock:
	"""The latest one of the lead."""
	return next(one for one in reversed(clocks_of([lead]).get(lead, [])) if one.purpose is purpose)


def due_in(lead: str, minutes: float, purpose: str = "First Response", **changed: Any) -> None:
	"""The open clock of the lead, which there is afterwards, is due then. All time is working time, if nothing else is said."""
	wanted, now = Purpose(purpose), now_datetime()
	clocks = clocks_of([lead], lock=True).get(lead, [])
	known = next((one for one in clocks if one.purpose is wanted and one.is_open), None)
	target = changed.pop("target", None) or (known.target if known else HOUR)
	due_at = now + timedelta(minutes=minutes)
	values: dict[str, Any] = {
		"purpose": wanted,
		"cycle": 1,
		"because": Start.CREATED,
		"started_at": due_at - target,
		"counts_from": due_at - target,
		"due_at": due_at,
		"target": target,
		"allowed": target,
		"calendar": always(),
		"policy": known.policy if known else None,
		"name": known.name if known else None,
		**changed,
	}
	put(lead, ResponseClock(**values))


def put(lead: str, clock: ResponseClock) -> None:
	"""Stores it as evaluations do."""
	store([OfLead(lead, COMPANY, clock)])
	values = values_of_clocks(clocks_of([lead]).get(lead, []))
	frappe.db.set_value("Lead", lead, values, update_modified=False)


def without_clocks(lead: str) -> None:
	frappe.db.delete("Lead Clock", {"lead": lead, "open_for": ("is", "set")})
	frappe.db.set_value("Lead", lead, {"li_clocks": None, "li_due_at": None}, update_modified=False)


def moment(text: str) -> datetime:
	return datetime.fromisoformat(text)
