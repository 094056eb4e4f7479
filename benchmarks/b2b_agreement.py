"""The agreement of a business-to-business company, as its form holds it and as the domain has it."""

from __future__ import annotations

import json
from typing import Any, Final

from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.exchange import definition_from_data
from lead_intelligence.core.qualification.facts import score_fields, touch_fields
from lead_intelligence.core.snapshot.fields import FieldCatalogue

from .b2b_model import CATALOGUE

STAGES: Final = (("Lead", True), ("MQL", True), ("SAL", False), ("SQL", False))
CRITERIA: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
	(
		"Lead",
		"Can be reached",
		{"any": [{"field": name, "operator": "is set"} for name in ("email_id", "phone", "mobile_no")]},
	),
	("Lead", "Has a name", {"field": "lead_name", "operator": "is set"}),
	("MQL", "Scores 40", {"field": "li:score", "operator": "is at least", "value": 40}),
	("MQL", "Has a title", {"field": "job_title", "operator": "is set"}),
	(
		"MQL",
		"Shows that it may buy",
		{
			"any": [
				{"field": "request_type", "operator": "is set"},
				{"field": "li:touches:<intent>", "operator": "is at least", "value": 1},
				{"field": "source", "operator": "is one of", "value": ["Reference", "Exhibition"]},
			]
		},
	),
	("SQL", "Has a budget", {"field": "annual_revenue", "operator": "is at least", "value": 1_000_000}),
)


def compiled_agreement() -> CompiledDefinition:
	catalogue = FieldCatalogue(
		(
			*CATALOGUE,
			*score_fields(),
			*touch_fields("<intent>", "Touches with Intent", "Last Touch with Intent"),
		)
	)
	definition = definition_from_data(
		{
			"format": "lead-intelligence/definition/1",
			"name": "Measured",
			"version": "Measured v1",
			"stages": [{"stage": stage, "meaning": stage, "by_itself": moves} for stage, moves in STAGES],
			"criteria": [
				{"stage": stage, "criterion": label, "condition": condition}
				for stage, label, condition in CRITERIA
			],
			"acceptance_hours": 8,
		}
	)
	return CompiledDefinition(definition, catalogue)


def _form() -> dict[str, Any]:
	"""The fields of a Lead Definition."""
	return {
		"title": "Measured",
		"acceptance_hours": 8,
		"stages": [{"stage": stage, "meaning": stage, "by_itself": int(moves)} for stage, moves in STAGES],
		"criteria": [
			{"stage": stage, "criterion": label, "condition_json": json.dumps(condition)}
			for stage, label, condition in CRITERIA
		],
	}


def agree(threshold: int) -> str:
	"""A definition that both sides have signed goes live. Its name."""
	import frappe

	from lead_intelligence.api.definition import sign
	from tests.bench.people import MANAGER, REP

	form: dict[str, Any] = _form()
	for row in form["criteria"]:
		row["condition_json"] = row["condition_json"].replace('"value": 40', f'"value": {threshold}')
	company = frappe.defaults.get_global_default("company")
	people = {"marketing_signatory": REP.user, "sales_signatory": MANAGER.user}
	doc = frappe.get_doc({"doctype": "Lead Definition", "company": company, **people, **form}).insert()
	before = frappe.session.user
	for side, person in (("Marketing", REP), ("Sales", MANAGER)):
		frappe.set_user(person.user)
		sign(doc.name, side)
	frappe.set_user(before)
	doc.reload().submit()
	return str(doc.name)
