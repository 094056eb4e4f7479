"""Leads that were due a first response at some moment and answered at another, in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe

from lead_intelligence.adapters.journey import mark_stages
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead

CLOCK, FACT, JOURNEY = "Lead Clock", "Lead History Fact", "Lead Journey Entry"
MONDAY = datetime(2020, 3, 2, 9, 0)


def a_row(doctype: str, **values: Any) -> Any:
	"""As the app stores it, past the document."""
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.set_new_name()
	doc.db_insert()
	return doc.name


def of_lead(owner: str | None = None, **fields: Any) -> str:
	"""A lead that nothing has been said of yet."""
	lead = str(a_lead(**{"company": COMPANY, **fields}).name)
	for doctype in (CLOCK, JOURNEY, "Lead Assignment", "Lead Handover"):
		frappe.db.delete(doctype, {"lead": lead})
	frappe.db.set_value("Lead", lead, {"lead_owner": owner}, update_modified=False)
	return lead


def a_clock(lead: str | None, since: datetime = MONDAY, minutes: float | None = None, **values: Any) -> Any:
	"""A clock for a first response since then. `minutes`: until it was answered, in working time and in all."""
	due_at = values.pop("due_at", since + timedelta(hours=1))
	row: dict[str, Any] = {"lead": lead, "purpose": "First Response", "started_at": since, "due_at": due_at}
	if minutes is not None:
		at = since + timedelta(minutes=minutes)
		row |= {"answered_at": at, "working_time": minutes * 60, "elapsed_time": minutes * 60}
		row |= {"outcome": "Met" if at <= due_at else "Late"}
	return a_row(CLOCK, **{**row, **values})


def on_stage(lead: str, stage: str, at: datetime | None = MONDAY, **values: Any) -> Any:
	mark_stages([lead])
	row = {"kind": "Stage changed", "cause": "Save", "cycle": 1, "stage_after": stage, "at": at}
	return a_row(JOURNEY, lead=lead, **{**row, **values})


def an_answer_of_history(lead: str, at: datetime | None, user: str | None = None) -> Any:
	return a_row(FACT, lead=lead, kind="Answer", at=at, user=user)


def a_deal_of_history(lead: str, outcome: str = "Won", at: datetime = MONDAY, **values: Any) -> Any:
	return a_row(FACT, lead=lead, kind="Opportunity", outcome=outcome, at=at, **values)
