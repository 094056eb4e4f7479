"""Leads, requests and answers as the board of the managers counts them, in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead

ASSIGNMENT, CLOCK = "Lead Assignment", "Lead Clock"


def an_owned_lead(
	owner: str | None, grade: str | None = None, due_in_minutes: float | None = None, **fields: Any
) -> str:
	"""With this grade and this due moment, whatever judges leads."""
	lead = str(a_lead(**{"company": COMPANY, **fields}).name)
	due_at = None if due_in_minutes is None else now_datetime() + timedelta(minutes=due_in_minutes)
	clocks = f"First Response {due_at:%Y-%m-%d %H:%M:%S}" if due_at else None
	values = {"lead_owner": owner, "li_grade": grade, "li_due_at": due_at, "li_clocks": clocks}
	frappe.db.set_value("Lead", lead, values, update_modified=False)
	return lead


def a_request(lead: str | None, state: str = "Waiting", **fields: Any) -> str:
	"""A row of Lead Assignment as the routing leaves it."""
	is_open = state in ("Waiting", "Nobody")
	now = now_datetime()
	values = {"asked_at": now, "cause": "Ready", "open_for": lead if is_open else None, **fields}
	if not is_open:
		values.setdefault("decided_at", now)
	doc = frappe.get_doc({"doctype": ASSIGNMENT, "lead": lead, "state": state, **values})
	doc.set_new_name()
	doc.db_insert()
	return str(doc.name)


def an_answer(lead: str, by: str, minutes: float, outcome: str = "Met", at: datetime | None = None) -> None:
	"""A first response by this user after so many minutes of working time."""
	values = {
		"lead": lead,
		"purpose": "First Response",
		"outcome": outcome,
		"answered_by": by,
		"answered_at": at or now_datetime(),
		"working_time": minutes * 60,
	}
	doc = frappe.get_doc({"doctype": CLOCK, **values})
	doc.set_new_name()
	doc.db_insert()
