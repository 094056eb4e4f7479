"""Leads with outcomes in a company of their own, and previews that run to their end in this process."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.previews import begin_preview
from lead_intelligence.api import preview as api
from lead_intelligence.jobs.preview import run_preview
from tests.site.builders import a_draft, a_lead, a_live_model, rule

CEO = rule("job_title", "is", "CEO", points=25, rule="Is CEO")
FRENCH = rule("country", "is", "France", points=25, rule="Is French")


def a_lead_that(ended: str | None = None, days_ago: int = 10, **fields: Any) -> str:
	"""`ended`: "won", "lost" or, still open, None."""
	lead = a_lead(**fields)
	created = now_datetime() - timedelta(days=days_ago)
	values: dict[str, Any] = {"creation": created}
	frappe.db.set_value("Lead Journey Entry", {"lead": lead.name}, "at", created, update_modified=False)
	if ended:
		values["status"] = "Converted" if ended == "won" else "Do Not Contact"
	frappe.db.set_value("Lead", lead.name, values, update_modified=False)
	return str(lead.name)


def two_models(company: str, *rules: dict[str, Any]) -> tuple[str, str]:
	"""The live model of the company, which likes CEOs, and a draft, which likes the French instead."""
	live = a_live_model(CEO, company=company)
	draft = a_draft(*(rules or (FRENCH,)), company=company)
	return live.name, draft.name


def previewed(model: str, newer_than: date | None = None, lost_after_days: int = 180) -> str:
	"""A preview that has run to its end. Commits."""
	name, already = begin_preview(frappe.get_doc("Lead Scoring Model", model), newer_than, lost_after_days)
	assert not already
	frappe.db.commit()
	run_preview(name)
	return name


def found(model: str, **more: Any) -> dict[str, Any]:
	"""The result of a preview as the desk gets it, by way of JSON."""
	return json.loads(frappe.as_json(api.result(previewed(model, **more))))


def cells(result: dict[str, Any]) -> dict[tuple[str | None, str], int]:
	return {(cell["from"], cell["to"]): cell["leads"] for cell in result["comparison"]["changes"]["cells"]}


def a_draft_on_three_leads(company: str) -> str:
	"""Of whom one is French, whom it likes."""
	_live, draft = two_models(company)
	for country in ("France", "Spain", "Italy"):
		a_lead(company=company, country=country)
	return draft
