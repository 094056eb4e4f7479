"""The starter policy: for each company whose leads are scored a draft of how soon they are answered. It is live for nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.live_versions import MODEL, POLICY
from lead_intelligence.adapters.policies import compile_document
from lead_intelligence.setup.sample_data import record

_SETTINGS, _SEEDED = "Lead Intelligence Settings", "starter_policies_installed"
_LOG_TITLE = "Lead Intelligence: the starter response policy could not be installed"
_BEST, _OTHERS, _NEXT_TOUCH = timedelta(minutes=15), timedelta(hours=4), timedelta(hours=16)
_STAGNATION = {"Lead": 10, "MQL": 3, "SAL": 5, "SQL": 10}


def seed_starter_policies() -> None:
	"""Once in the life of a company. It waits until the company has a live scoring model: the targets are by grade.

	A site where that fails is installed and its companies are saved all the same.
	"""
	live = frappe.get_all(MODEL, filters={"status": "Live", "docstatus": 1}, fields=["name", "company"])
	seeded = (frappe.db.get_single_value(_SETTINGS, _SEEDED) or "").split("\n")
	sample = record.stored()
	for model in live:
		if model.company in seeded or (sample and sample.company == model.company):
			continue
		with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
			if not frappe.db.exists(POLICY, {"company": model.company}):
				draft_starter(model.company, frappe.get_doc(MODEL, model.name))
			seeded.append(model.company)
			frappe.db.set_single_value(_SETTINGS, _SEEDED, "\n".join(filter(None, seeded)))


def draft_starter(company: str, model: Document) -> Document:
	compiled, _fields = compile_document(model)
	best = compiled.bands.grades[-1].name
	others = {"first_response_minutes": _minutes(_OTHERS), "next_touch_hours": _hours(_NEXT_TOUCH)}
	document = frappe.new_doc(POLICY)
	document.update(
		{
			"company": company,
			# What people are to keep is in their language, and theirs to change.
			"title": _(
				"Standard", frappe.db.get_single_value("System Settings", "language") or frappe.local.lang
			),
			"targets": [{**others, "grade": best, "first_response_minutes": _minutes(_BEST)}, others],
			"escalations": [
				_step(50, "Notify Owner"),
				_step(100, "Notify Owner", by_email=1),
				_step(100, "Notify Manager", by_email=1),
				_step(240, "Notify Role", offset_unit="Minutes", direction="After Due", role="Sales Manager"),
			],
			"stagnation_limits": [
				{"stage": stage, "working_days": days} for stage, days in _STAGNATION.items()
			],
		}
	)
	document.flags.ignore_permissions = True
	document.flags.nobody_reads = True
	return document.insert()


def _step(offset: float, action: str, **more: Any) -> dict[str, Any]:
	return {"offset_value": offset, "offset_unit": "Percent", "action": action, **more}


def _minutes(span: timedelta) -> int:
	return int(span / timedelta(minutes=1))


def _hours(span: timedelta) -> float:
	return span / timedelta(hours=1)
