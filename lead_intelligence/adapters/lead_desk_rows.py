"""The rows of a desk as its page shows them, texts in the user's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model import get_permitted_fields
from frappe.permissions import get_role_permissions
from frappe.share import get_shared

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.lead_desk_moments import day_text, moment_text, text_of
from lead_intelligence.adapters.lead_names import name_and_company
from lead_intelligence.adapters.manual_answers import NUMBERS, link_of, numbers_of
from lead_intelligence.core.lead_queue.queued_lead import Handover, PlannedStep
from lead_intelligence.core.lead_queue.ranking import Entry
from lead_intelligence.core.lead_queue.reasons import Reason
from lead_intelligence.core.lead_queue.sentences import why_sentence
from lead_intelligence.core.lead_queue.todo import todo_text, what_to_do

_SHOWN = ("name", "lead_name", "company_name", "company", "li_stage", "status", "owner")
_CONTACT = (*NUMBERS, "email_id", "unsubscribed")


@dataclass(slots=True, kw_only=True)
class Details:
	"""What only those that are shown are asked for: what they are called, how to reach them, and their open clocks."""

	lead: frappe._dict = field(default_factory=frappe._dict)
	contact: dict[str, Any] = field(default_factory=dict)
	may_write: bool = False
	clocks: list[dict[str, Any]] = field(default_factory=list)


def details_of(leads: Sequence[str]) -> dict[str, Details]:
	"""Of each of them, also of one that has just gone."""
	if not leads:
		return {}
	lead, clock = frappe.qb.DocType("Lead"), frappe.qb.DocType(CLOCK)
	open_clock = (clock.lead == lead.name) & (clock.outcome.isnull() | (clock.outcome == ""))
	query = frappe.qb.from_(lead).left_join(clock).on(open_clock)
	query = query.select(*(lead[name] for name in (*_SHOWN, *_CONTACT)))
	query = query.select(clock.purpose, clock.due_at, clock.started_at, clock.target, clock.attempts)
	found = {name: Details(lead=frappe._dict(name=name)) for name in leads}
	permitted, writing = set(get_permitted_fields("Lead", permission_type="read")), _Writing()
	for row in query.where(lead.name.isin(list(leads))).run(as_dict=True):
		details = found[row.name]
		details.lead = row
		details.contact = {name: row[name] for name in _CONTACT if name in permitted}
		details.may_write = writing.may(row.name, row.owner)
		if row.purpose:
			details.clocks.append(row)
	return found


class _Writing:
	"""Which of the leads that the user may read they may also write. The database is only asked of those whom no role lets write."""

	def __init__(self) -> None:
		meta = frappe.get_meta("Lead")
		granted = get_role_permissions(meta, is_owner=True)
		self._any = bool(granted.get("write"))
		self._own = bool((granted.get("if_owner") or {}).get("write"))
		self._shared = frozenset() if self._any else frozenset(get_shared("Lead", rights=["write"]))

	def may(self, lead: str, made_by: str) -> bool:
		return self._any or (self._own and made_by == frappe.session.user) or lead in self._shared


def row_of(entry: Entry, details: Details, colours: Mapping[str, str], now: datetime) -> dict[str, Any]:
	lead = details.lead
	numbers = numbers_of(details.contact)
	email = details.contact.get("email_id") or None
	todo = what_to_do(entry, can_call=bool(numbers), can_mail=bool(email))
	first, *others = entry.reasons
	clock = _clock_of(first, details)
	return {
		**named(lead),
		"stage": lead.li_stage,
		"status": lead.status,
		"grade": entry.lead.grade,
		"colour": colours.get(entry.lead.grade or ""),
		"score": entry.lead.score,
		"group": entry.group.value,
		"why": said(first, now),
		"also": [said(reason, now) for reason in others],
		"todo": {
			"act": todo.value,
			"label": todo_text(todo, _),
			"step": first.step.name if first.step else None,
		},
		"since": text_of(first.since),
		"due_at": text_of(first.due_at),
		"clock": clock
		and {
			"purpose": clock["purpose"],
			"due_at": text_of(clock["due_at"]),
			"started_at": text_of(clock["started_at"]),
			"target": clock["target"],
		},
		"attempts": max((one["attempts"] or 0 for one in details.clocks), default=0),
		"phones": [{"number": number, "link": link_of(number)} for number in numbers],
		"email": email,
		"steps": [step_of(step) for step in sorted(entry.lead.steps, key=lambda step: step.due_at)],
		"handover": _handover(entry.lead.handover),
		"may_write": details.may_write,
		"do_not_contact": bool(details.contact.get("unsubscribed")),
	}


def named(lead: frappe._dict) -> dict[str, Any]:
	company = lead.company_name or None
	name = lead.lead_name or company or lead.name
	return {"lead": lead.name, "name": name, "company": company if company != name else None}


def called(lead: frappe._dict) -> str:
	return name_and_company(lead.lead_name, lead.company_name, lead.name)


def said(reason: Reason, now: datetime) -> str:
	return why_sentence(reason, _, lambda at: moment_text(at, now), day=day_text)


def step_of(step: PlannedStep) -> dict[str, Any]:
	return {
		"name": step.name,
		"kind": step.kind.value,
		"due_at": text_of(step.due_at),
		"until_at": text_of(step.until),
		"note": step.note,
		"by": step.by,
	}


def _handover(handover: Handover | None) -> dict[str, Any] | None:
	if handover is None:
		return None
	return {
		"by": handover.by,
		"handed_at": text_of(handover.handed_at),
		"due_at": text_of(handover.due_at),
	}


def _clock_of(reason: Reason, details: Details) -> dict[str, Any] | None:
	"""That of the reason; of other reasons the one that is due first."""
	of_purpose = [one for one in details.clocks if reason.purpose and one["purpose"] == reason.purpose.value]
	return min(of_purpose or details.clocks, key=lambda one: one["due_at"] or datetime.max, default=None)
