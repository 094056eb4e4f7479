"""A lead is saved, renamed, merged or deleted."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import (
	clock_renames,
	conversion_moves,
	escalations,
	field_changes,
	handovers,
	history_facts,
	journey,
	lead_desk_news,
	lead_ownership,
	next_steps,
	open_work_changes,
	qualification_answers,
	routing_requests,
	stagnation_rows,
	step_endings,
	touches,
	webhooks,
)
from lead_intelligence.adapters.assignments import keep_cold_lead_of_owner
from lead_intelligence.adapters.capture.lead import told_by_save
from lead_intelligence.adapters.capture.live import record_told
from lead_intelligence.adapters.containment import contained, contained_in_memory
from lead_intelligence.adapters.field_setting import fields_set_past_saving, reevaluate_after
from lead_intelligence.adapters.gate import enter_bypasses
from lead_intelligence.adapters.lead_subjects import normalise_subjects
from lead_intelligence.adapters.lead_territories import set_territory
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.revenue import marks
from lead_intelligence.adapters.saving import evaluate_on_save, finish_save, has_more_to_do, take_back
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.problems import Problem


def validate(doc: Document, method: str | None = None) -> None:
	problems: list[Problem] = []
	with contained_in_memory(doc):
		problems = normalise_subjects(doc)
	refuse(problems)
	with contained_in_memory(doc):
		lead_ownership.keep_owner(doc)
	with contained_in_memory(doc):
		set_territory(doc)
	keep_cold_lead_of_owner(doc)


def before_save(doc: Document, method: str | None = None) -> None:
	"""After all that validates a lead: what other apps and server scripts set in `validate` counts too."""
	with contained_in_memory(doc):
		evaluate_on_save(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	more, is_finished = False, False
	with contained(doc.name, writes=False):
		more = has_more_to_do(doc)
		is_finished = not more and not doc.get("li_needs_evaluation")
	if more:
		with contained(doc.name):
			finish_save(doc)
			is_finished = True
	if not is_finished:
		with contained(doc.name):
			take_back(doc)
	enter_bypasses(doc)
	lead_ownership.record_owner_change(doc)
	record_told(doc, lambda: told_by_save(doc))


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`), which is what we are after here."""
	changed: tuple[str, ...] = ()
	with contained(doc.name, writes=False):
		changed = fields_set_past_saving(doc)
	if changed:
		with contained(doc.name):
			reevaluate_after(doc, changed)
	step_endings.lead_changed(doc)
	open_work_changes.lead_changed(doc)
	lead_desk_news.lead_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	marks.renamed(doc.doctype, old, new)
	with contained(new):
		journey.follow_rename(old, new)
		touches.follow_rename(old, new)
		qualification_answers.follow_rename(old, new)
		handovers.follow_rename(old, new, merge=merge)
		clock_renames.follow_rename(old, new, merge=merge)
		escalations.follow_rename(old, new)
		routing_requests.follow_rename(old, new, merge=merge)
		next_steps.follow_rename(old, new, merge=merge)
		stagnation_rows.follow_rename(old, new, merge=merge)
		webhooks.follow_rename(old, new)
		history_facts.follow_rename(old, new, merge=merge)
		# Of two merged leads, the one that stays keeps its values, and so the times of their changes.
		field_changes.forget(old) if merge else field_changes.follow_rename(old, new)
	lead_desk_news.tell_desks([doc.get("lead_owner")])
	if merge:
		conversion_moves.reconsider(new, None, None, Cause.RECONCILIATION)


def after_delete(doc: Document, method: str | None = None) -> None:
	with contained(doc.name):
		journey.forget_lead(doc.name)
		touches.forget_lead(doc.name)
		qualification_answers.forget_lead(doc.name)
		handovers.forget_lead(doc.name)
		clock_renames.forget_lead(doc.name)
		escalations.forget_lead(doc.name)
		routing_requests.forget_lead(doc.name)
		next_steps.forget_lead(doc.name)
		stagnation_rows.forget_lead(doc.name)
		webhooks.forget_lead(doc.name)
		history_facts.forget_lead(doc.name)
		field_changes.forget(doc.name)
	open_work_changes.lead_is_gone(doc)
	lead_desk_news.tell_desks([doc.get("lead_owner")])
