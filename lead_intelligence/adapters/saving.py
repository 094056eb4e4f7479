"""A lead is being saved, or a field of it is set past all saving: evaluate it if what the model looks at has changed."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.field_changes import changed_fields, contents_of, store_changes
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.lead_state import OWN_FIELDS, restore_own_fields, stored_state, values_to_store
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import evaluate_lead
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.scoring.compiled import CompiledModel


def evaluate_on_save(doc: Document) -> None:
	"""Decide on a lead that is being saved and set the result on the document; `finish_save` does the rest."""
	stored = doc.get_doc_before_save()
	restore_own_fields(doc, stored)
	doc.flags.update({"li_evaluation": None, "li_changed": None, "li_judged": {}})
	if not settings().enabled:
		return
	policies, catalogue = policies_for(doc.get("company"))
	model = policies.scoring
	if model is None or catalogue is None:
		return
	doc.flags.li_judged = contents_of(doc, model.fields)
	changed = changed_fields(contents_of(stored, model.fields), doc.flags.li_judged) if stored else ()
	cause = _cause(doc, changed, model) if stored else Cause.SAVE
	if cause is None:
		return
	now = now_datetime()
	changed_now = {name: now for name in changed if name in model.change_fields}
	snapshot = snapshot_of(doc, model, catalogue, changed_now)
	evaluation = evaluate_lead(snapshot, policies, stored_state(doc), now, cause)
	doc.update(values_to_store(evaluation, now))
	doc.flags.update({"li_evaluation": evaluation, "li_changed": changed_now})


def _cause(doc: Document, changed: tuple[str, ...], model: CompiledModel) -> Cause | None:
	"""Why a stored lead is evaluated again, or None when nothing has happened that could change its score."""
	if changed or not doc.get("li_scored_on"):
		return Cause.SAVE
	if doc.get("li_needs_evaluation"):
		return Cause.RETRY
	if doc.get("li_scoring_model") != model.model.version:
		return Cause.POLICY
	due_at = doc.get("li_next_change_at")
	return Cause.TIME if due_at and get_datetime(due_at) <= now_datetime() else None


def has_more_to_do(doc: Document) -> bool:
	evaluation = doc.flags.li_evaluation
	return bool(doc.flags.li_changed or (evaluation and evaluation.entries))


def finish_save(doc: Document) -> None:
	"""Enter what the evaluation of this save decided, now that the lead is stored."""
	evaluation, changed = doc.flags.pop("li_evaluation"), doc.flags.pop("li_changed")
	store_changes(doc.name, changed)
	append_entries(doc.name, evaluation.entries)


def fields_set_past_saving(doc: Document) -> tuple[str, ...]:
	"""The fields that a model looks at and that changed since it last did: set by `db_set`, or in a save that skipped
	validation or went on changing the lead after it."""
	judged = doc.flags.li_judged
	if judged is not None:
		changed = changed_fields(judged, contents_of(doc, judged))
		doc.flags.li_judged = contents_of(doc, judged) if changed else judged
		return changed
	stored = doc.get_doc_before_save()
	names = _fields_looked_at(doc)
	if not names or (stored is None and not doc.flags.in_insert):
		return ()
	doc.flags.li_judged = contents_of(doc, names)
	if stored is None:
		return names
	return changed_fields(contents_of(stored, names), doc.flags.li_judged)


def _fields_looked_at(doc: Document) -> tuple[str, ...]:
	if not settings().enabled:
		return ()
	model = policies_for(doc.get("company"))[0].scoring
	return (*model.fields, *OWN_FIELDS) if model else ()


def reevaluate_after(doc: Document, changed: Iterable[str]) -> None:
	"""The fields are stored already: evaluate the stored lead."""
	model = policies_for(doc.get("company"))[0].scoring
	if model and doc.get_doc_before_save():
		now = now_datetime()
		store_changes(doc.name, {name: now for name in changed if name in model.change_fields})
	reevaluate([doc.name], Cause.SAVE)
