"""Hand-overs of given days, for the reports: written past every event, as the app would have written them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import frappe
from frappe.utils import getdate

from tests.bench.people import REP
from tests.site.raw_documents import inserted
from tests.site.report_builders import a_bare_lead


def days_ago(days: int, hour: int = 10) -> datetime:
	return datetime.combine(getdate() - timedelta(days=days), time(hour))


def a_handover(company: str | None, days: int, *, lead: str | None = None, **fields: Any) -> str:
	"""Of a lead of its own, `days` ago at ten, waiting; gives the name of the lead. `answered_after`: days until sales answered. Fields that
	begin with `lead_` are those of the lead."""
	of_lead = {name[5:]: fields.pop(name) for name in [*fields] if name.startswith("lead_")}
	lead = lead or a_bare_lead(company, **of_lead)
	after = fields.pop("answered_after", None)
	values = {
		"lead": lead,
		"act": "Marketing to Sales",
		"status": "Waiting",
		"stage": "MQL",
		"cycle": 1,
		"to_user": REP.user,
		"handed_at": days_ago(days),
		**fields,
	}
	if values["status"] not in ("Waiting", "Lapsed"):
		values.setdefault("decided_at", values["handed_at"] + timedelta(days=1 if after is None else after))
		values.setdefault("decided_by", REP.user)
	doc = frappe.get_doc({"doctype": "Lead Handover", **values})
	doc.set_new_name()
	doc.db_insert()
	return lead


def accepted(company: str | None, days: int, **fields: Any) -> str:
	return a_handover(company, days, status="Accepted", **fields)


def refused(
	company: str | None,
	days: int,
	reason: str | None = "No Fit",
	consequence: str = "Disqualify",
	**fields: Any,
) -> str:
	return a_handover(company, days, status="Refused", reason=reason, consequence=consequence, **fields)


def a_contact(lead: str, at: datetime, response: str = "Answer") -> None:
	doc = frappe.get_doc(
		{
			"doctype": "Lead Touch",
			"lead": lead,
			"kind": "Call Made",
			"happened_at": at,
			"response": response,
			"author": REP.user,
		}
	)
	doc.set_new_name()
	doc.db_insert()


def an_opportunity(lead: str, days: int, amount: float | None = 1000, **fields: Any) -> str:
	"""Opened `days` ago."""
	at = days_ago(days)
	values = {
		"doctype": "Opportunity",
		"opportunity_from": "Lead",
		"party_name": lead,
		"status": "Open",
		"transaction_date": at.date(),
		"opportunity_amount": amount or 0,
		"base_opportunity_amount": amount or 0,
		"company": frappe.db.get_value("Lead", lead, "company"),
		**fields,
	}
	doc = frappe.get_doc(values)
	doc.name = f"REPORT-OPP-{frappe.generate_hash(length=12)}"
	inserted(doc)
	frappe.db.set_value("Opportunity", doc.name, "creation", at, update_modified=False)
	return str(doc.name)
