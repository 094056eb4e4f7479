"""Leads with a journey of given days, for the reports: written past every event, as the journey would hold them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import frappe
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.journey import mark_stages


def a_company(currency: str = "EUR") -> str:
	"""Whose leads nobody else has: a name is enough for what reads leads."""
	name = f"Verrerie {uuid4().hex[:8]}"
	doc = frappe.get_doc(
		{
			"doctype": "Company",
			"company_name": name,
			"abbr": uuid4().hex[:6],
			"default_currency": currency,
			"country": "France",
		}
	)
	doc.name = name
	doc.db_insert()
	return name


def a_bare_lead(company: str | None, **fields: Any) -> str:
	"""A lead as it is stored, without its events."""
	doc = frappe.get_doc(
		{
			"doctype": "Lead",
			"first_name": "Ada",
			"lead_name": "Ada Marchand",
			"status": "Lead",
			"company": company,
			**fields,
		}
	)
	doc.name = f"REPORT-{uuid4().hex[:12]}"
	doc.db_insert()
	if "creation" in fields:
		frappe.db.set_value("Lead", doc.name, "creation", fields["creation"], update_modified=False)
	return str(doc.name)


def a_journey(company: str | None, lead_fields: dict[str, Any] | None = None, **stages: str | None) -> str:
	"""A lead that came to each stage at the moment given; None for one that nobody knows."""
	lead = a_bare_lead(company, **(lead_fields or {}))
	before = None
	for stage, at in stages.items():
		a_stage_row(lead, stage, at, before=before)
		before = stage
	return lead


def a_stage_row(lead: str | None, stage: str, at: str | None, **fields: Any) -> None:
	values = {
		"lead": lead,
		"at": get_datetime(at) if at else None,
		"kind": "Stage changed",
		"cause": "Save",
		"stage_before": fields.pop("before", None),
		"stage_after": stage,
		"cycle": 1,
		"creation": now_datetime(),
		**fields,
	}
	doc = frappe.get_doc({"doctype": "Lead Journey Entry", **values})
	doc.set_new_name()
	doc.db_insert()
	mark_stages([lead])


def a_past_deal(lead: str, outcome: str, at: str | None, closed_at: str | None, **fields: Any) -> None:
	"""An opportunity of the time before the app."""
	amount = fields.pop("amount", None)
	values = {
		"lead": lead,
		"kind": "Opportunity",
		"outcome": outcome,
		"at": get_datetime(at) if at else None,
		"closed_at": get_datetime(closed_at) if closed_at else None,
		"has_amount": int(amount is not None),
		"amount": amount or 0,
		**fields,
	}
	doc = frappe.get_doc({"doctype": "Lead History Fact", **values})
	doc.set_new_name()
	doc.db_insert()
