"""What has come up with the leads of a desk: signs that they may buy, steps that are planned, and that nothing happens any more. It takes
two statements, however many leads there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe
from frappe.utils import cint
from pypika.functions import Coalesce
from pypika.queries import QueryBuilder
from pypika.terms import ExistsCriterion, Field, NullValue, ValueWrapper

from lead_intelligence.adapters.lead_desk_leads import DeskLeads
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stagnation_rows import DOCTYPE as STAGNATION
from lead_intelligence.core.engagement.touch import Direction, Response, Signal
from lead_intelligence.core.history.signal_entry import SignalEvent
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE, HotSignal, PlannedStep, Snooze, StepKind

STEP = "Lead Next Step"
_TOUCH = "Lead Touch"
_OPEN = "Open"
_HOT, _QUIET = "hot", "quiet"
_MOST_ROWS = 20_000
_LONGEST_SUBJECT = 120


@dataclass(slots=True, kw_only=True)
class Signs:
	"""By lead. `hot`: the latest that nobody of ours has answered or tried to answer since. `unattended`: since when nothing has
	happened, of those for whom that is too long."""

	hot: dict[str, HotSignal] = field(default_factory=dict)
	unattended: dict[str, datetime] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Plans:
	"""By lead."""

	steps: dict[str, list[PlannedStep]] = field(default_factory=dict)
	snoozes: dict[str, Snooze] = field(default_factory=dict)


def signs(leads: DeskLeads, now: datetime) -> Signs:
	"""In one statement."""
	hours = timedelta(hours=max(cint(settings().desk_hot_hours), 1))
	since = now - hours
	found = Signs()
	query = _intents(leads, since, now) * _rises(leads, since, now) * _unattended(leads)
	for sort, name, at, kind, subject, points in query.limit(_MOST_ROWS).run():
		if sort == _QUIET:
			found.unattended[name] = at
			continue
		known = found.hot.get(name)
		# Intent says more than the points that it made.
		if known is None or (kind is not None, at) > (known.kind is not None, known.at):
			text = (subject or "")[:_LONGEST_SUBJECT] or None
			found.hot[name] = HotSignal(at=at, kind=kind, subject=text, points=points, until=at + hours)
	return found


def _intents(leads: DeskLeads, since: datetime, now: datetime) -> QueryBuilder:
	touch, lead = frappe.qb.DocType(_TOUCH), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(touch).join(lead).on(lead.name == touch.lead)
	query = query.select(
		ValueWrapper(_HOT), touch.lead, touch.happened_at, touch.kind, touch.subject, NullValue()
	)
	query = query.where((touch.signal == Signal.INTENT.value) & (touch.happened_at > since))
	query = query.where(touch.happened_at <= now)
	query = query.where(touch.direction.isnull() | (touch.direction != Direction.OUTBOUND.value))
	# What owners entered themselves is no news to them.
	by_them = (touch.author == Coalesce(lead.lead_owner, "")) | (touch.author == leads.user)
	query = query.where(touch.author.isnull() | by_them.negate())
	return leads.only(_unanswered(query, touch.lead, touch.happened_at), lead)


def _rises(leads: DeskLeads, since: datetime, now: datetime) -> QueryBuilder:
	entry, lead = frappe.qb.DocType("Lead Journey Entry"), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(entry).join(lead).on(lead.name == entry.lead)
	risen = entry.points_after - entry.points_before
	query = query.select(ValueWrapper(_HOT), entry.lead, entry.at, NullValue(), NullValue(), risen)
	query = query.where((entry.kind == SignalEvent.HOT_SIGNAL.value) & (entry.at > since) & (entry.at <= now))
	return leads.only(_unanswered(query, entry.lead, entry.at), lead)


def _unattended(leads: DeskLeads) -> QueryBuilder:
	note, lead = frappe.qb.DocType(STAGNATION), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(note).join(lead).on(lead.name == note.open_for)
	query = query.select(ValueWrapper(_QUIET), note.open_for, Coalesce(note.quiet_since, note.stagnant_at))
	query = query.select(NullValue(), NullValue(), NullValue())
	return leads.only(query, lead)


def _unanswered(query: QueryBuilder, of_lead: Field, since: Field) -> QueryBuilder:
	later = frappe.qb.DocType(_TOUCH).as_("later")
	answer = frappe.qb.from_(later).select(later.name)
	answer = answer.where((later.lead == of_lead) & later.response.isin([one.value for one in Response]))
	return query.where(ExistsCriterion(answer.where(later.happened_at >= since)).negate())


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
