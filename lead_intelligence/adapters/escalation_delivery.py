"""Steps of escalation that were decided are done. A notice and a mail are put down in the transaction that says so, and thus come once; a
webhook is called at least once, each time with the key of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.clocks import READ_COLUMNS, OfLead, clock_in, hours_of
from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction
from lead_intelligence.adapters.escalation_acts import call_webhook, raise_priority, reassign
from lead_intelligence.adapters.escalation_notices import Message, tell_all
from lead_intelligence.adapters.escalation_receivers import Receivers
from lead_intelligence.adapters.escalation_words import Told
from lead_intelligence.adapters.escalations import DOCTYPE, Delivery, passed_over
from lead_intelligence.adapters.lead_names import name_and_company
from lead_intelligence.adapters.reroutes import after_breach
from lead_intelligence.adapters.statements import rows_by_name, update_rows
from lead_intelligence.core.sla.policy import Action

MOST_ATTEMPTS = 5
_FIRST_PAUSE = timedelta(minutes=1)
_LOG_TITLE = "Lead Intelligence: an escalation could not be delivered"
_READ = (
	*("name", "lead", "clock", "step", "step_at", "action", "role", "to_user", "webhook", "by_email"),
	*("state", "attempts", "decision_key"),
)
_OF_LEAD = ("name", "lead_name", "company_name", "lead_owner", "company", "li_grade", "li_stage")
Row = frappe._dict
Outcome = tuple[Delivery, str]
Values = dict[str, Any]


def escalations_to_deliver(limit: int) -> list[str]:
	"""The earliest first."""
	filters = {"state": Delivery.WAITING.value, "next_attempt_at": ("<=", now_datetime())}
	return frappe.get_all(
		DOCTYPE, filters=filters, pluck="name", order_by="next_attempt_at, name", limit=limit
	)


def deliver_together(names: Sequence[str]) -> None:
	"""What each user is to hear comes in one notice. The caller commits; of two that come at once, the second finds nothing left
	to do."""
	waiting, leads, clocks = _locked(names)
	receivers, now = Receivers(), now_datetime()
	begun: list[tuple[Row, Outcome | None, Message | None]] = []
	written: list[tuple[Row, Values]] = []
	for row in waiting:
		try:
			with in_savepoint():
				first = _begin(row, leads.get(row.lead), clocks.get(str(row.clock)), receivers, now)
		except Exception as error:
			if is_lost_transaction(error):
				raise
			_log(row)
			written.append((row, _again(row, now)))
		else:
			begun.append((row, *first))
	tell_all([message for _row, _outcome, message in begun if message])
	written += [(row, _done(row, outcome, message, now)) for row, outcome, message in begun]
	_write(written)


def _locked(names: Sequence[str]) -> tuple[list[Row], dict[str, Row], dict[str, OfLead]]:
	"""Those that wait still, with their leads and clocks, as they are now. Leads are locked first and clocks then, as by whoever
	answers or decides."""
	numbers = [str(name) for name in names]
	wanted = rows_by_name(DOCTYPE, ("lead", "clock"), numbers, lock=False)
	leads = _by_name("Lead", _OF_LEAD, {lead for lead, _clock in wanted if lead})
	clock_rows = _rows(CLOCK, READ_COLUMNS, {str(clock) for _lead, clock in wanted})
	clocks = {str(one.clock.name): one for one in map(clock_in, clock_rows)}
	found = _by_name(DOCTYPE, _READ, set(numbers)).values()
	return [row for row in found if row.state == Delivery.WAITING.value], leads, clocks


def _by_name(doctype: str, columns: tuple[str, ...], names: set[str]) -> dict[Any, Row]:
	rows = _rows(doctype, columns, names)
	return {row[0]: frappe._dict(zip(columns, row, strict=True)) for row in rows}


def _rows(doctype: str, columns: tuple[str, ...], names: set[str]) -> Sequence[Sequence[Any]]:
	return rows_by_name(doctype, columns, sorted(names), lock=True) if names else ()


def _begin(
	row: Row, lead: Row | None, one: OfLead | None, receivers: Receivers, now: datetime
) -> tuple[Outcome | None, Message | None]:
	"""What came of it, unless that depends on who is told, and what is to be told."""
	if lead is None or one is None:
		return (Delivery.PASSED_OVER, _("The lead is gone.")), None
	action, clock, owner = Action(row.action), one.clock, lead.lead_owner
	# It may have been answered since it was decided.
	if because := passed_over(clock, row.step_at, action):
		return (Delivery.PASSED_OVER, because), None
	told = Told(
		lead=row.lead,
		who=name_and_company(lead.lead_name, lead.company_name, row.lead),
		owner=owner,
		clock=clock,
		hours=hours_of(clock, one.company),
		now=now,
		is_new_owner=action is Action.REASSIGN and bool(row.to_user) and owner != row.to_user,
	)
	if action is Action.RAISE_PRIORITY:
		return _outcome(*raise_priority(row.lead, clock)), None
	if action is Action.CALL_WEBHOOK:
		return _outcome(*call_webhook(row, lead, told)), None
	if action is Action.REASSIGN and row.to_user:
		return _reassigned(row, lead, told, receivers)
	if action is Action.REASSIGN:
		return _rerouted(told, receivers)
	asked = receivers.of(action, owner, row.role)
	return None, Message(told=told, receivers=asked, by_email=bool(row.by_email))


def _outcome(is_done: bool, sentence: str) -> Outcome:
	return (Delivery.DELIVERED if is_done else Delivery.FAILED), sentence


def _reassigned(
	row: Row, lead: Row, told: Told, receivers: Receivers
) -> tuple[Outcome | None, Message | None]:
	"""The new owner hears of it; where the lead stays, whoever manages its owner."""
	is_done, sentence = reassign(row.lead, lead.lead_owner, row.to_user)
	if not is_done:
		stays = replace(told, is_new_owner=False)
		return _outcome(False, sentence), Message(told=stays, receivers=receivers.above(lead.lead_owner))
	lead.lead_owner = row.to_user
	return _outcome(True, sentence), Message(
		told=told, receivers=[(row.to_user,)] if told.is_new_owner else []
	)


def _rerouted(told: Told, receivers: Receivers) -> tuple[Outcome, Message | None]:
	"""Whom routing finds is told when it has."""
	is_done, sentence = after_breach(told.lead, told.clock)
	stays = None if is_done else Message(told=told, receivers=receivers.above(told.owner))
	return _outcome(is_done, sentence), stays


def _done(row: Row, outcome: Outcome | None, message: Message | None, now: datetime) -> Values:
	if outcome:
		state, sentence = outcome
		if message and message.receivers:
			sentence = f"{sentence} {message.in_words()}"
	elif message and message.ways:
		state, sentence = Delivery.DELIVERED, message.in_words()
	elif message and message.had_defect:
		return _again(row, now)
	else:
		state, sentence = Delivery.FAILED, message.in_words() if message else ""
	return {
		"state": state.value,
		"sentence": sentence,
		"attempts": row.attempts + 1,
		"next_attempt_at": None,
		"delivered_at": now if state is Delivery.DELIVERED else None,
	}


def _write(written: Sequence[tuple[Row, Values]]) -> None:
	"""Most of them end alike: those are written together."""
	alike: dict[tuple[tuple[str, Any], ...], list[str]] = {}
	for row, values in written:
		alike.setdefault(tuple(values.items()), []).append(str(row.name))
	for items, names in alike.items():
		update_rows(DOCTYPE, names, dict(items))


def put_off(names: Sequence[str]) -> None:
	"""In the handling of an error for which they could not be delivered. The caller commits."""
	now, rows = now_datetime(), _by_name(DOCTYPE, _READ, set(map(str, names))).values()
	waiting = [row for row in rows if row.state == Delivery.WAITING.value]
	for row in waiting:
		_log(row)
	_write([(row, _again(row, now)) for row in waiting])


def _log(row: Row) -> None:
	frappe.log_error(_LOG_TITLE, reference_doctype=DOCTYPE, reference_name=str(row.name))


def _again(row: Row, now: datetime) -> Values:
	"""It is tried again after a while, each time a longer one."""
	attempts = row.attempts + 1
	gives_up = attempts >= MOST_ATTEMPTS
	return {
		"attempts": attempts,
		"state": Delivery.FAILED.value if gives_up else Delivery.WAITING.value,
		"next_attempt_at": None if gives_up else now + _FIRST_PAUSE * 4 ** (attempts - 1),
		"sentence": _("It failed {0} times. The error log says why.").format(attempts),
	}
