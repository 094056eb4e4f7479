"""The one door through which every lead is evaluated: gather inputs, decide, apply the result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.containment import contained
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.field_changes import remember_changes
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import Evaluation, Policies, evaluate_lead
from lead_intelligence.core.history.journey import Cause, LeadState

OWN_FIELDS = (
	"li_score",
	"li_points",
	"li_grade",
	"li_scored_on",
	"li_scoring_model",
	"li_needs_evaluation",
	"li_next_change_at",
)


def evaluate_on_save(doc: Document) -> None:
	"""Decide on a lead that is being saved and set the result on the document; `finish_save` does the rest."""
	stored = doc.get_doc_before_save()
	_restore_own_fields(doc, stored)
	doc.flags.li_evaluation = None
	if not settings().enabled:
		return
	policies, catalogue = policies_for(doc.get("company"))
	model = policies.scoring
	if model is None or catalogue is None:
		return
	if stored and not _is_due(doc, stored, policies):
		return
	doc.flags.li_changed_now = remember_changes(doc, stored, model.change_fields)
	evaluation = evaluate_lead(
		snapshot_of(doc, model, catalogue), policies, stored_state(doc), now_datetime(), Cause.SAVE
	)
	doc.update(_result(evaluation))
	doc.flags.li_evaluation = evaluation


def finish_save(doc: Document) -> None:
	"""Enter what the evaluation of this save decided, now that the lead is stored."""
	evaluation = doc.flags.pop("li_evaluation", None)
	if evaluation:
		append_entries(doc.name, evaluation.entries)


def _restore_own_fields(doc: Document, stored: Document | None) -> None:
	"""Our fields follow from the lead: a form that was opened before a background change must not write old ones."""
	for fieldname in OWN_FIELDS:
		doc.set(fieldname, stored.get(fieldname) if stored else None)


def _is_due(doc: Document, stored: Document, policies: Policies) -> bool:
	model = policies.scoring
	due_at = doc.get("li_next_change_at")
	return bool(
		model is None
		or doc.get("li_needs_evaluation")
		or doc.get("li_scoring_model") != model.model.version
		or (due_at and get_datetime(due_at) <= now_datetime())
		or any(_differs(doc, stored, actual_name(name)) for name in model.fields)
	)


def _differs(doc: Document, stored: Document, fieldname: str) -> bool:
	df = doc.meta.get_field(fieldname)
	if df and df.fieldtype == "Table MultiSelect":
		return [row.as_dict(no_default_fields=True) for row in doc.get(fieldname) or ()] != [
			row.as_dict(no_default_fields=True) for row in stored.get(fieldname) or ()
		]
	return bool(doc.has_value_changed(fieldname))


def stored_state(doc: Document) -> LeadState:
	if not doc.get("li_scored_on"):
		return LeadState()
	return LeadState(
		points=doc.get("li_points"),
		score=doc.get("li_score"),
		grade=doc.get("li_grade"),
		model=doc.get("li_scoring_model"),
	)


def _result(evaluation: Evaluation) -> dict[str, Any]:
	score = evaluation.score
	if score is None:
		return {}
	return {
		"li_score": score.value,
		"li_points": score.points,
		"li_grade": score.grade,
		"li_scored_on": now_datetime(),
		"li_scoring_model": score.version,
		"li_needs_evaluation": 0,
		"li_next_change_at": evaluation.next_change_at,
	}


def evaluate_stored(doc: Document, cause: Cause) -> Evaluation | None:
	"""What the evaluation of a stored lead would be now; None when it is not to be scored. Writes nothing."""
	policies, catalogue = policies_for(doc.get("company"))
	if policies.scoring is None or catalogue is None:
		return None
	snapshot = snapshot_of(doc, policies.scoring, catalogue)
	return evaluate_lead(snapshot, policies, stored_state(doc), now_datetime(), cause)


def reevaluate_if_changed(doc: Document) -> None:
	"""For a field that was set without a save: evaluate the stored lead again if the model looks at that field."""
	stored = doc.get_doc_before_save()
	if stored is None or not settings().enabled:
		return
	policies, _ = policies_for(doc.get("company"))
	if policies.scoring and any(_differs(doc, stored, actual_name(n)) for n in policies.scoring.fields):
		reevaluate([doc.name], Cause.SAVE)


def reevaluate(leads: Iterable[str], cause: Cause) -> list[str]:
	"""Evaluate stored leads again, each in a savepoint of its own, and write what changed.

	`modified` stays: an open form can still be saved. Returns the leads that were evaluated; those that no longer
	exist, or whose evaluation failed and was logged, are not among them.
	"""
	if not settings().enabled:
		return []
	return [name for name in leads if _reevaluate(name, cause)]


def _reevaluate(name: str, cause: Cause) -> bool:
	with contained(name):
		# The row is locked, so that of two evaluations at once the later one sees the other's result.
		if not frappe.db.get_value("Lead", name, "name", for_update=True):
			return False
		doc = frappe.get_doc("Lead", name)
		evaluation = evaluate_stored(doc, cause)
		result = _result(evaluation) if evaluation else {"li_needs_evaluation": 0}
		frappe.db.set_value("Lead", name, result, update_modified=False)
		if evaluation:
			append_entries(name, evaluation.entries)
		return evaluation is not None
	return False
