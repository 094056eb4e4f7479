"""The desk of a rep: their leads in the order in which to turn to them, and what that order is made of.

However many leads there are, it takes the same seven statements, and one more for those who may not see all leads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html, now_datetime

from lead_intelligence.adapters.explanation import grade_colours
from lead_intelligence.adapters.lead_desk_day import done_today, response_time
from lead_intelligence.adapters.lead_desk_leads import DeskLeads
from lead_intelligence.adapters.lead_desk_moments import moment_text, text_of
from lead_intelligence.adapters.lead_desk_rows import (
	Details,
	called,
	details_of,
	named,
	row_of,
	said,
)
from lead_intelligence.adapters.lead_desk_signals import plans, signs
from lead_intelligence.adapters.policies import compiled_version, live_version
from lead_intelligence.adapters.sales_users import is_manager
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.team_leads import SeenLeads
from lead_intelligence.core.lead_queue.groups import Group, order_of
from lead_intelligence.core.lead_queue.queued_lead import QueuedLead
from lead_intelligence.core.lead_queue.ranking import Entry, Queue, Resting, rank
from lead_intelligence.core.lead_queue.sentences import group_label, group_sentence, precedence
from lead_intelligence.core.sla.open_clocks import OpenClocks, from_text
from lead_intelligence.core.sla.response_clock import Purpose

MOST_RESTING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
	"""`colours`: of the grades, by company."""

	user: str
	seen: SeenLeads
	now: datetime
	queue: Queue
	colours: Mapping[str, Mapping[str, str]]

	def colours_of(self, details: Details) -> Mapping[str, str]:
		return self.colours.get(details.lead.company or "", {})


def desk_of(user: str) -> Desk:
	"""What whoever is signed in may see of the desk of `user`, which is their own unless they are a manager."""
	now = now_datetime()
	seen = SeenLeads(None)
	leads = DeskLeads(user, seen, now)
	colours = {company: _colours(company) for company in {lead.company or "" for lead in leads.leads}}
	queue = rank(
		_queued(leads, colours, now),
		now,
		order=groups_in_order(),
		soon=timedelta(minutes=max(cint(settings().desk_soon_minutes), 1)),
	)
	return Desk(user=user, seen=seen, now=now, queue=queue, colours=colours)


def groups_in_order() -> tuple[Group, ...]:
	"""As the settings say; what is no group of the queue is passed over."""
	known = {group.value: group for group in Group}
	chosen = (known.get(row.group) for row in settings().get("desk_groups") or ())
	return order_of(tuple(group for group in chosen if group))


def _colours(company: str) -> Mapping[str, str]:
	"""The grades of the live model, the worst first, each with its colour."""
	version = live_version(company or None)
	return grade_colours(compiled_version(version)[0].bands.grades) if version else {}


def _queued(leads: DeskLeads, colours: Mapping[str, Mapping[str, str]], now: datetime) -> list[QueuedLead]:
	ranks = {company: _ranks(grades) for company, grades in colours.items()}
	sign, plan = signs(leads, now), plans(leads)
	found = []
	for name, company, since, grade, score, clocks, revisit_on in leads.leads:
		handover = leads.handovers.get(name)
		found.append(
			QueuedLead(
				name=name,
				grade=grade or None,
				grade_rank=ranks[company or ""].get(grade or ""),
				score=score,
				since=since,
				clocks=_clocks(clocks, is_asked=handover is not None),
				handover=handover,
				hot=sign.hot.get(name),
				steps=tuple(plan.steps.get(name, ())),
				snooze=plan.snoozes.get(name),
				revisit_on=revisit_on,
				stagnant_since=sign.unattended.get(name),
			)
		)
	return found


def _clocks(text: str | None, *, is_asked: bool) -> OpenClocks:
	"""Those that are up to the rep: where not they but somebody else is asked, that of the acceptance is not."""
	clocks = from_text(text) if text else {}
	if is_asked or Purpose.ACCEPTANCE not in clocks:
		return clocks
	return {purpose: due_at for purpose, due_at in clocks.items() if purpose is not Purpose.ACCEPTANCE}


def _ranks(grades: Mapping[str, str]) -> dict[str, int]:
	return {grade: place for place, grade in enumerate(reversed(list(grades)))}


def shown(desk: Desk, most: int, group: Group | None = None) -> dict[str, Any]:
	"""`group`: only the leads of it; what is counted is of all."""
	entries = desk.queue.entries
	first = [entry for entry in entries if group in (None, entry.group)][:most]
	next_back = desk.queue.resting[:1]
	details = details_of([one.lead.name for one in (*first, *next_back)])
	counts = Counter(entry.group for entry in entries)
	return {
		"server_now": text_of(desk.now),
		"user": {"user": desk.user, "name": _full_name(desk.user) or desk.user},
		"is_own": desk.user == frappe.session.user,
		"may_write": bool(frappe.has_permission("Lead", "write")),
		"groups": [
			{"group": group.value, "label": group_label(group, _), "leads": counts[group]}
			for group in groups_in_order()
		],
		"rows": [
			row_of(entry, details[entry.lead.name], desk.colours_of(details[entry.lead.name]), desk.now)
			for entry in first
		],
		"left": len(entries) - counts[Group.OPEN],
		"total": len(entries),
		"resting": _resting_in_short(desk.queue.resting, details),
		"next_change_at": text_of(desk.queue.next_change_at),
		"today": done_today(desk.user, desk.now),
		"response": response_time(desk.user, desk.seen, desk.now),
	}


def _resting_in_short(resting: Sequence[Resting], details: Mapping[str, Details]) -> dict[str, Any]:
	snoozed = sum(1 for rest in resting if rest.snooze)
	return {
		"snoozed": snoozed,
		"planned": len(resting) - snoozed,
		"next": _rest(resting[0], details) if resting else None,
	}


def resting_leads(desk: Desk) -> list[dict[str, Any]]:
	first = desk.queue.resting[:MOST_RESTING]
	details = details_of([rest.lead.name for rest in first])
	return [_rest(rest, details) for rest in first]


def _rest(rest: Resting, details: Mapping[str, Details]) -> dict[str, Any]:
	step, snooze = rest.step, rest.snooze
	return {
		**named(details[rest.lead.name].lead),
		"until": text_of(rest.until),
		"snoozed": snooze is not None,
		"step": snooze.name if snooze else step.name if step else None,
		"kind": step.kind.value if step and not snooze else None,
		"note": snooze.note if snooze else step.note if step else None,
	}


def why(desk: Desk, lead: str) -> dict[str, Any] | None:
	"""None where it is not in the queue."""
	entries = desk.queue.entries
	place = next((place for place, entry in enumerate(entries) if entry.lead.name == lead), None)
	if place is None:
		return None
	entry = entries[place]
	before = entries[place - 1] if place else None
	after = entries[place + 1] if place + 1 < len(entries) else None
	details = details_of([one.lead.name for one in (before, after) if one])
	at = partial(moment_text, now=desk.now)
	return {
		"place": place + 1,
		"of": len(entries),
		"group_sentence": group_sentence(entry.group, _),
		"reasons": [
			{
				"group": reason.group.value,
				"label": group_label(reason.group, _),
				"sentence": said(reason, desk.now),
				"since": text_of(reason.since),
			}
			for reason in entry.reasons
		],
		"before": _neighbour(before, details, precedence(before, entry, _, at)) if before else None,
		"after": _neighbour(after, details, precedence(entry, after, _, at)) if after else None,
	}


def _neighbour(entry: Entry, details: Mapping[str, Details], sentence: str) -> dict[str, Any]:
	lead = details[entry.lead.name].lead
	return {"lead": lead.name, "name": called(lead), "sentence": sentence}


def needs_desk(user: str) -> None:
	"""That whoever is signed in may look at it."""
	frappe.has_permission("Lead", "read", throw=True)
	if user == frappe.session.user:
		return
	if not is_manager():
		frappe.throw(_("Only managers can look at the desks of others."), frappe.PermissionError)
	if not _full_name(user):
		frappe.throw(_("There is no user {0}.").format(escape_html(user)), frappe.DoesNotExistError)


def _full_name(user: str) -> str | None:
	"""None where there is no such user."""
	return frappe.get_cached_value("User", user, "full_name")
