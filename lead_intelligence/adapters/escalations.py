"""Steps of escalation that have come due are decided, each once: under the lock of its clock, and by a key that only one row can have.

What is decided is delivered afterwards, by `escalation_delivery`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.clocks import READ_COLUMNS, OfLead, clock_in, hours_of, store
from lead_intelligence.adapters.escalation_steps import steps_of_clock
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.statements import insert_new_rows, next_numbers, rows_by_name
from lead_intelligence.core.history.clock_entry import ClockEntry
from lead_intelligence.core.sla.entries import overdue_entry
from lead_intelligence.core.sla.escalation import BREACH, after_steps, due_steps, is_still_done
from lead_intelligence.core.sla.policy import Action, EscalationStep
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock
from lead_intelligence.core.sla.step_sentence import step_sentence

DOCTYPE = "Lead Escalation"
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by"),
	*("lead", "clock", "policy", "purpose", "step", "action", "role", "to_user", "webhook", "by_email"),
	*("step_at", "decided_at", "state", "sentence", "attempts", "next_attempt_at", "decision_key"),
)


class Delivery(str, Enum):
	"""How far a step is that is decided."""

	WAITING = "Waiting"
	DELIVERED = "Delivered"
	PASSED_OVER = "Passed Over"
	FAILED = "Failed"


def clocks_to_decide(limit: int) -> list[tuple[int, str]]:
	"""Name and lead of those with a step that has come, the earliest first."""
	table = frappe.qb.DocType(CLOCK)
	query = frappe.qb.from_(table).select(table.name, table.lead)
	query = query.where(table.next_step_at <= now_datetime()).orderby(table.next_step_at).limit(limit)
	return [(name, lead) for name, lead in query.run()]


def decide(clocks: Sequence[tuple[int, str | None]]) -> list[str]:
	"""The names of the escalations that are to be delivered. The caller commits; of two that come at once, the second finds
	nothing left to decide."""
	if not clocks:
		return []
	_lock_leads(sorted({lead for _name, lead in clocks if lead}))
	found = rows_by_name(CLOCK, READ_COLUMNS, [str(name) for name, _lead in clocks], lock=True)
	now, author = now_datetime(), frappe.session.user
	rows: list[tuple[Any, ...]] = []
	entries: list[tuple[str, ClockEntry]] = []
	decided: list[OfLead] = []
	for one in map(clock_in, found):
		if one.clock.next_step_at is None or one.clock.next_step_at > now:
			continue
		steps, calendar = steps_of_clock(one.clock), hours_of(one.clock, one.company).working
		due = due_steps(one.clock, steps, calendar, now)
		if one.lead:
			rows += [_row(one, at, step, now, author) for _key, at, step in due if step]
			entries += [(one.lead, overdue_entry(one.clock)) for key, _at, _step in due if _is_told(key, one)]
		after = after_steps(one.clock, [key for key, _at, _step in due], steps, calendar)
		decided.append(one._replace(clock=after))
	store(decided)
	append_many(entries, author)
	return _stored(rows)


def _lock_leads(leads: Sequence[str]) -> None:
	if leads:
		rows_by_name("Lead", ("name",), leads, lock=True)


def _is_told(key: str, one: OfLead) -> bool:
	"""Of a hand-over, its journey says that it has lapsed."""
	return key == BREACH and one.clock.purpose is not Purpose.ACCEPTANCE


def _row(one: OfLead, at: datetime, step: EscalationStep, now: datetime, author: str) -> tuple[Any, ...]:
	clock, because = one.clock, passed_over(one.clock, at, step.action)
	state = Delivery.PASSED_OVER if because else Delivery.WAITING
	return (
		*(now, now, author, author, one.lead, clock.name, clock.policy, clock.purpose.value),
		*(_in_words(step), step.action.value, step.role, step.user, step.webhook, int(step.by_email)),
		*(at, now, state.value, because, 0, None if because else now),
		f"{clock.name}:{step.key}",
	)


def _in_words(step: EscalationStep) -> str:
	names = {step.user: str(get_fullname(step.user))} if step.user else {}
	return step_sentence(step, _, names)


def passed_over(clock: ResponseClock, at: datetime, action: Action) -> str | None:
	"""Why a step of a clock that is closed meanwhile is not done; None where it is."""
	if is_still_done(clock, at, action):
		return None
	if clock.answered_at is None:
		return _("The clock had ended before this could be told.")
	return _("The lead was answered before this could be told.")


def _stored(rows: list[tuple[Any, ...]]) -> list[str]:
	if not rows:
		return []
	numbers = next_numbers(DOCTYPE, len(rows))
	new = insert_new_rows(DOCTYPE, _COLUMNS, [(n, *row) for n, row in zip(numbers, rows, strict=True)])
	waiting = _COLUMNS.index("state") - 1
	states = {number: row[waiting] for number, row in zip(numbers, rows, strict=True)}
	return [str(number) for number in new if states[number] == Delivery.WAITING.value]


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, what was escalated of it stays for the counts and says no more whose it was."""
	waiting = {"lead": lead, "state": Delivery.WAITING.value}
	over = {"state": Delivery.PASSED_OVER.value, "sentence": _("The lead was deleted.")}
	frappe.db.set_value(DOCTYPE, waiting, over, update_modified=False)
	frappe.db.set_value(DOCTYPE, {"lead": lead}, {"lead": None, "sentence": None}, update_modified=False)


def follow_rename(old: str, new: str) -> None:
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
