"""The starter policy: a draft of how soon leads are answered, for people to change and put live. It is live for nobody."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.live_versions import MODEL, POLICY
from lead_intelligence.adapters.row_values import number_of
from lead_intelligence.setup.sample_data import record

_SETTINGS, _FIELD = "Lead Intelligence Settings", "starter_policies_for"
_LOG_TITLE = "Lead Intelligence: the starter response policy could not be installed"
# Minutes of working time for the best grades, the best first; the others have what the last row says.
_FIRST_RESPONSE = (15, 60, 240)
_REST = 480
_NEXT_TOUCH_HOURS = 16
_ACCEPTANCE_HOURS = 4
_STEPS: tuple[dict[str, Any], ...] = (
	{"offset_value": 50, "offset_unit": "Percent", "action": "Notify Owner"},
	{"offset_value": 100, "offset_unit": "Percent", "action": "Notify Owner", "by_email": 1},
	{"offset_value": 100, "offset_unit": "Percent", "action": "Notify Manager", "by_email": 1},
	{
		"offset_value": 240,
		"offset_unit": "Minutes",
		"direction": "After Due",
		"action": "Notify Role",
		"role": "Sales Manager",
	},
)
_STAGNATION = {"Lead": 10, "MQL": 3, "SAL": 5, "SQL": 10}


def seed_starter_sla_policies() -> None:
	"""For each company that has a live scoring model and never had a policy. Who deletes the draft gets no other: the company
	is remembered.

	A site where that fails is installed and its companies are saved all the same.
	"""
	models = frappe.get_all(MODEL, filters={"live_for": ("is", "set"), "docstatus": 1}, pluck="company")
	sample = record.stored()
	# The sample's company goes with all that is the sample's, and nothing else.
	done = {*_seeded(), sample.company if sample else None}
	for company in sorted(set(models) - done):
		with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
			if not frappe.db.exists(POLICY, {"company": company}):
				draft_starter(company)
			_remember(company)


def draft_starter(company: str) -> Document:
	language = frappe.db.get_single_value("System Settings", "language") or frappe.local.lang
	document = frappe.new_doc(POLICY)
	document.update(
		{
			"company": company,
			"title": _("Standard", language),
			"priority": 100,
			"targets": _targets(_grades(company)),
			"escalations": [dict(step) for step in _STEPS],
			"stagnation_limits": [
				{"stage": stage, "working_days": days} for stage, days in _STAGNATION.items()
			],
		}
	)
	document.flags.ignore_permissions = True
	return document.insert()


def _grades(company: str) -> list[str]:
	"""Of the live model, the best first. The lowest begins nowhere."""
	model = frappe.db.get_value(MODEL, {"live_for": company})
	rows = frappe.get_all("Lead Scoring Grade", filters={"parent": model}, fields=["grade", "at_least"])

	def begins(row: Any) -> float:
		points = number_of(row.at_least)
		return points if isinstance(points, (int, float)) else float("-inf")

	return [row.grade for row in sorted(rows, key=begins, reverse=True)]


def _targets(grades: list[str]) -> list[dict[str, Any]]:
	"""`grades`: of the live model, the best first. The worst has no row of its own."""
	rows = zip(grades[:-1], _FIRST_RESPONSE, strict=False)
	shares = {"acceptance_hours": _ACCEPTANCE_HOURS, "next_touch_hours": _NEXT_TOUCH_HOURS}
	found = [{"grade": grade, "first_response_minutes": minutes, **shares} for grade, minutes in rows]
	return [*found, {"first_response_minutes": _REST, **shares}]


def _seeded() -> list[str]:
	known = frappe.db.get_single_value(_SETTINGS, _FIELD)
	return list(frappe.parse_json(known)) if known else []


def _remember(company: str) -> None:
	frappe.db.set_single_value(_SETTINGS, _FIELD, frappe.as_json(sorted({*_seeded(), company}), indent=None))
