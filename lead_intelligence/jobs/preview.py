"""The background work of a preview: past leads are scored by the model and by the live one, and counted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.live_versions import Version
from lead_intelligence.adapters.past_leads import InputsUsed, PastLeads
from lead_intelligence.adapters.policies import compile_document, compiled_version
from lead_intelligence.adapters.previews import MODEL, PREVIEW, state_of_model, store_cells
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.adapters.stored_leads import batches_of_names, leads_of_company
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.snapshot.erpnext_lead import WRITTEN_AT_CONVERSION
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.tuning.comparison import Comparison
from lead_intelligence.core.tuning.comparison_data import comparison_data
from lead_intelligence.core.tuning.grade_changes import Cell, cell_of

_EVENT = "lead_intelligence_preview"


def run_preview(preview: str) -> None:
	"""Ends with the preview done or failed, or without a trace when it was stopped or deleted meanwhile."""
	if not _taken(preview):
		return
	try:
		_run(preview)
	except Exception as error:
		frappe.db.rollback()
		if is_lost_transaction(error):
			problem = _("The database was busy or not reachable. Preview again.")
		else:
			problem = _("The preview could not be finished. The error log says why.")
			frappe.log_error("Lead Intelligence: a preview failed")
		_write(preview, {"status": "Failed", "problem": problem, "finished_at": now_datetime()})


def _taken(preview: str) -> bool:
	"""Whether it is ours to work on: it still waits, and nobody else has begun."""
	status = frappe.db.get_value(PREVIEW, preview, "status", for_update=True)
	if status != "Waiting":
		frappe.db.rollback()
		return False
	_write(preview, {"status": "Running", "started_at": now_datetime()})
	return True


def _run(name: str) -> None:
	preview = frappe.get_doc(PREVIEW, name)
	doc = frappe.get_doc(MODEL, preview.model)
	model, catalogue = compile_document(doc)
	old = _live_model(preview)
	leads = leads_of_company(doc.company)
	total = frappe.db.count("Lead", leads)
	_write(name, {"leads_total": total, "model_state": state_of_model(doc)})
	now = now_datetime()
	past = PastLeads(
		old,
		model,
		catalogue,
		newer_than=preview.newer_than,
		lost_after=timedelta(days=preview.lost_after_days),
		now=now,
	)
	comparison = Comparison(old, model)
	for number, names in enumerate(batches_of_names(leads, MOST_NAMES)):
		if frappe.db.get_value(PREVIEW, name, "status") != "Running":
			return
		store_cells(name, number, _add(comparison, past, names))
		_write(name, {"leads_done": comparison.seen.leads + comparison.seen.failed, "leads_total": total})
	figures = {
		"comparison": comparison_data(comparison, now.date(), lambda rule: rule_sentence(rule, catalogue, _)),
		"inputs": _inputs(past.inputs, catalogue),
	}
	_finish(name, figures, comparison.seen.leads + comparison.seen.failed)


def _finish(name: str, figures: dict[str, Any], leads: int) -> None:
	if frappe.db.get_value(PREVIEW, name, "status", for_update=True) == "Running":
		done = {"status": "Done", "finished_at": now_datetime(), "leads_done": leads, "leads_total": leads}
		_write(name, {**done, "figures": json.dumps(figures, ensure_ascii=False, allow_nan=False)})


def _live_model(preview: Document) -> CompiledModel | None:
	if not preview.compared_with:
		return None
	creation = frappe.db.get_value(MODEL, preview.compared_with, "creation")
	return compiled_version(Version(preview.compared_with, str(creation)))[0]


def _add(comparison: Comparison, past: PastLeads, names: list[str]) -> dict[Cell, list[str]]:
	cells: dict[Cell, list[str]] = {}
	for lead in past.read(names):
		if lead is None:
			comparison.add_failure()
			continue
		comparison.add(lead)
		cells.setdefault(cell_of(lead.present), []).append(lead.name)
	return cells


def _inputs(used: InputsUsed, catalogue: FieldCatalogue) -> dict[str, Any]:
	return {
		"judged": used.judged,
		"from_journey": used.from_journey,
		"from_today": used.from_today,
		"leaky": [
			{
				"field": name,
				"label": catalogue.label(name),
				"leads": leads,
				"written_at_conversion": name in WRITTEN_AT_CONVERSION,
			}
			for name, leads in used.leaky.most_common()
		],
	}


def _write(preview: str, values: dict[str, Any]) -> None:
	"""Commits, so that others see how far it is and the next batch sees the leads as they are then."""
	frappe.db.set_value(PREVIEW, preview, {**values, "seen_at": now_datetime()}, update_modified=False)
	frappe.db.commit()
	names = {"status": "status", "leads_done": "done", "leads_total": "total"}
	shown = {name: values[key] for key, name in names.items() if key in values}
	frappe.publish_realtime(_EVENT, {"preview": preview, **shown}, doctype=PREVIEW, docname=preview)
