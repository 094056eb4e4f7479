"""What has come up with the leads of a desk: signs that they may buy, steps that are planned, and that nothing happens any more. Each kind is one
statement, however many leads there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe
from pypika.terms import ExistsCriterion

from lead_intelligence.adapters.lead_desk_leads import DeskLeads
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stagnation_rows import DOCTYPE as STAGNATION
from lead_intelligence.core.engagement.touch import Signal
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE, HotSignal, PlannedStep, Snooze, StepKind

STEP = "Lead Next Step"
_TOUCH = "Lead Touch"
_OPEN = "Open"
_MOST_ROWS = 20_000
_LONGEST_SUBJECT = 120


@dataclass(slots=True, kw_only=True)
class Plans:
	"""By lead. `rows`: the steps as they are stored, for those who show them."""

	steps: dict[str, list[PlannedStep]] = field(default_factory=dict)
	snoozes: dict[str, Snooze] = field(default_factory=dict)


def hot_signals(leads: DeskLeads, now: datetime) -> Mapping[str, HotSignal]:
	"""The latest of each lead that nobody of ours has answered or tried to answer since."""
	touch, later, lead = (
		frappe.qb.DocType(_TOUCH),
		frappe.qb.DocType(_TOUCH).as_("later"),
		frappe.qb.DocType("Lead"),
	)
	since = now - timedelta(hours=max(settings().desk_hot_hours or 0, 1))
	answer = (
		frappe.qb.from_(later)
		.select(later.name)
		.where((later.lead == touch.lead) & later.response.notnull() & (later.response != ""))
		.where(later.happened_at >= touch.happened_at)
	)
	query = frappe.qb.from_(touch).join(lead).on(lead.name == touch.lead)
	query = query.select(touch.lead, touch.kind, touch.happened_at, touch.subject)
	query = query.where((touch.signal == Signal.INTENT.value) & (touch.happened_at > since))
	query = query.where(
		(touch.happened_at <= now) & (touch.author.isnull() | (touch.author != lead.lead_owner))
	)
	query = query.where(ExistsCriterion(answer).negate()).orderby(touch.happened_at).limit(_MOST_ROWS)
	return {
		row.lead: HotSignal(
			at=row.happened_at, kind=row.kind, subject=(row.subject or "")[:_LONGEST_SUBJECT] or None
		)
		for row in leads.only(query, lead).run(as_dict=True)
	}


def plans(leads: DeskLeads) -> Plans:
	"""A snooze is for who was the owner then; what was planned is for whoever owns the lead now."""
	step, lead, user = frappe.qb.DocType(STEP), frappe.qb.DocType("Lead"), frappe.qb.DocType("User")
	query = frappe.qb.from_(step).join(lead).on(lead.name == step.lead)
	query = query.left_join(user).on(user.name == step.user)
	query = query.select(step.name, step.lead, step.user, step.kind, step.due_at, step.until_at, step.note)
	query = query.select(step.planned_at, user.full_name).where(step.state == _OPEN)
	found = Plans()
	for row in leads.only(query, lead).orderby(step.name).limit(_MOST_ROWS).run(as_dict=True):
		if not row.due_at:
			continue
		if row.kind != SNOOZE:
			found.steps.setdefault(row.lead, []).append(_step(row, leads.user))
		elif row.user == leads.user:
			since = row.planned_at or row.due_at
			found.snoozes[row.lead] = Snooze(name=str(row.name), until=row.due_at, since=since, note=row.note)
	return found


def _step(row: frappe._dict, user: str) -> PlannedStep:
	kinds = {kind.value: kind for kind in StepKind}
	return PlannedStep(
		name=str(row.name),
		kind=kinds.get(row.kind, StepKind.OTHER),
		due_at=row.due_at,
		planned_at=row.planned_at,
		until=row.until_at,
		note=row.note or None,
		by=None if row.user == user else row.full_name or row.user or None,
	)


def unattended(leads: DeskLeads) -> Mapping[str, datetime]:
	"""Since when nothing has happened, of those for whom that is too long."""
	note, lead = frappe.qb.DocType(STAGNATION), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(note).join(lead).on(lead.name == note.open_for)
	query = query.select(note.open_for, note.quiet_since, note.stagnant_at)
	rows = leads.only(query.where(note.open_for.notnull()), lead).limit(_MOST_ROWS).run()
	return {name: quiet_since or stagnant_at for name, quiet_since, stagnant_at in rows}
