"""A live definition, and leads on each of its stages, in one line."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.api.definition import sign
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, condition, stored
from tests.site.definition_builders import a_definition, criterion

NAMED = criterion("Lead", "Can be reached", condition("email_id", "is set"))
INTERESTED = criterion("MQL", "Is the head", condition("job_title", "is", "CEO"))
WITH_BUDGET = criterion("SQL", "Has a budget", condition("annual_revenue", "is at least", 1000))


def a_live_definition(**fields: Any) -> Document:
	"""Signed by both sides and live: an MQL is handed over, and whoever has a budget may become an SQL."""
	values = {"criteria": [NAMED, INTERESTED, WITH_BUDGET], "acceptance_hours": 8, **fields}
	definition = signed(a_definition(**values))
	definition.submit()
	return definition


def signed(definition: Document, marketing: str = REP.user, sales: str = MANAGER.user) -> Document:
	"""A draft with the signatures of both sides."""
	definition.update({"marketing_signatory": marketing, "sales_signatory": sales})
	definition.save()
	before = frappe.session.user
	for side, user in (("Marketing", marketing), ("Sales", sales)):
		frappe.set_user(user)
		sign(definition.name, side)
	frappe.set_user(before)
	return definition.reload()


def a_raw_lead(**fields: Any) -> str:
	return a_lead(**{"lead_owner": REP.user, **fields}).name


def a_reached_lead(**fields: Any) -> str:
	return a_raw_lead(**{"email_id": f"{frappe.generate_hash(length=12)}@agreed.example", **fields})


def an_mql(**fields: Any) -> str:
	"""It waits to be accepted by its owner."""
	return a_reached_lead(**{"job_title": "CEO", **fields})


def stage_of(lead: str) -> str | None:
	return stored(lead, "li_stage")


def handovers_of(lead: str) -> list[frappe._dict]:
	return frappe.get_all("Lead Handover", filters={"lead": lead}, fields=["*"], order_by="name")


def steps_of(lead: str) -> list[tuple[str, str | None, str | None]]:
	"""What the journey says of stages: what was done, and from where to where."""
	rows = frappe.get_all(
		"Lead Journey Entry",
		filters={"lead": lead},
		fields=["kind", "stage_before", "stage_after"],
		order_by="name",
	)
	return [(row.kind, row.stage_before, row.stage_after) for row in rows if row.stage_after]
