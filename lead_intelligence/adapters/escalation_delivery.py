"""Steps of escalation that were decided are done. A notice and a mail are put down in the transaction that says so, and thus come once; a
webhook is called at least once, each time with the key of the decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.clocks import READ_COLUMNS, clock_in, hours_of
from lead_intelligence.adapters.containment import in_savepoint, is_lost_transaction
from lead_intelligence.adapters.escalation_acts import call_webhook, raise_priority, reassign
from lead_intelligence.adapters.escalation_notices import Notices
from lead_intelligence.adapters.escalation_words import Told, called
from lead_intelligence.adapters.escalations import DOCTYPE, Delivery
from lead_intelligence.adapters.sales_managers import managers_of
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.adapters.users_with_role import users_with_role
from lead_intelligence.core.sla.policy import Action

MOST_ATTEMPTS = 5
_FIRST_PAUSE = timedelta(minutes=1)
_LOG_TITLE = "Lead Intelligence: an escalation could not be delivered"
_READ = (
	"name",
	"lead",
	"clock",
	"action",
	"role",
	"to_user",
	"webhook",
	"by_email",
	"state",
	"attempts",
	"decision_key",
)
_OF_LEAD = ("name", "lead_name", "company_name", "lead_owner", "company", "li_grade", "li_stage")
Row = frappe._dict


def escalations_to_deliver(limit: int) -> list[str]:
	"""The earliest first."""
	filters = {"state": Delivery.WAITING.value, "next_attempt_at": ("<=", now_datetime())}
	return frappe.get_all(DOCTYPE, filters=filters, pluck="name", order_by="name", limit=limit)


def deliver_together(names: Sequence[str]) -> None:
	"""What each user is to hear comes in one notice. The caller commits."""
	leads = _locked_leads(names)
	rows = [_dict(row) for row in rows_by_name(DOCTYPE, _READ, [str(name) for name in names], lock=True)]
	waiting = [row for row in rows if row.state == Delivery.WAITING.value]
	clocks = {str(one.clock.name): one for one in map(clock_in, _clock_rows([row.clock for row in waiting]))}
	notices, now = Notices(), now_datetime()
	for row in waiting:
		lead, one = leads.get(row.lead), clocks.get(str(row.clock))
		if lead is None or one is None:
			_done(row, Delivery.PASSED_OVER, _("The lead is gone."), now)
			continue
		told = Told(
			lead=row.lead,
			who=called(lead.lead_name, lead.company_name, row.lead),
			grade=lead.li_grade,
			clock=one.clock,
			hours=hours_of(one.clock, one.company),
			now=now,
		)
		try:
			with in_savepoint():
				_deliver(row, lead, told, notices)
		except Exception as error:
			if is_lost_transaction(error):
				raise
			_failed(row, now)
	notices.put_down()
	for row in waiting:
		if row.users is not None:
			_done(row, Delivery.DELIVERED, notices.what_came_of(row), now)
		elif row.outcome:
			_done(row, *row.outcome, now)


def _dict(row: Sequence[Any]) -> Row:
	return frappe._dict(zip(_READ, row, strict=True), users=None, outcome=None)


def _locked_leads(names: Sequence[str]) -> dict[str, Row]:
	"""Before the rows, as whoever else writes them does."""
	wanted = frappe.get_all(DOCTYPE, filters={"name": ("in", list(names))}, pluck="lead")
	leads = sorted({lead for lead in wanted if lead})
	rows = rows_by_name("Lead", _OF_LEAD, leads, lock=True) if leads else ()
	return {row[0]: frappe._dict(zip(_OF_LEAD, row, strict=True)) for row in rows}


def _clock_rows(clocks: Iterable[str]) -> Sequence[Sequence[Any]]:
	names = sorted({str(name) for name in clocks})
	return rows_by_name(CLOCK, READ_COLUMNS, names, lock=False) if names else ()


def _deliver(row: Row, lead: Row, told: Told, notices: Notices) -> None:
	action = Action(row.action)
	if action is Action.RAISE_PRIORITY:
		row.outcome = (Delivery.DELIVERED, raise_priority(row.lead, told.clock))
	elif action is Action.CALL_WEBHOOK:
		row.outcome = (Delivery.DELIVERED, call_webhook(row, lead, told))
	elif action is Action.REASSIGN:
		done, sentence = reassign(row.lead, lead.lead_owner, row.to_user)
		row.outcome = (Delivery.DELIVERED if done else Delivery.FAILED, sentence)
		if not done:
			notices.add(row, managers_of(lead.lead_owner), told, by_email=False, only_beside=True)
	else:
		row.users = _receivers(action, row, lead)
		notices.add(row, row.users, told, by_email=bool(row.by_email))


def _receivers(action: Action, row: Row, lead: Row) -> tuple[str, ...]:
	owner = lead.lead_owner if is_person(lead.lead_owner) else None
	if action is Action.NOTIFY_OWNER:
		# Where nobody owns the lead, it is up to those who can give it to somebody.
		return (owner,) if owner else managers_of(None)
	return managers_of(owner) if action is Action.NOTIFY_MANAGER else users_with_role(row.role)


def _done(row: Row, state: Delivery, sentence: str, now: datetime) -> None:
	values = {
		"state": state.value,
		"sentence": sentence,
		"attempts": row.attempts + 1,
		"next_attempt_at": None,
		"delivered_at": now if state is Delivery.DELIVERED else None,
	}
	frappe.db.set_value(DOCTYPE, row.name, values, update_modified=False)


def _failed(row: Row, now: datetime) -> None:
	"""It is tried again after a while, each time a longer one."""
	attempts = row.attempts + 1
	gives_up = attempts >= MOST_ATTEMPTS
	frappe.log_error(_LOG_TITLE, reference_doctype=DOCTYPE, reference_name=str(row.name))
	values = {
		"attempts": attempts,
		"state": Delivery.FAILED.value if gives_up else Delivery.WAITING.value,
		"next_attempt_at": None if gives_up else now + _FIRST_PAUSE * 4 ** (attempts - 1),
		"sentence": _("It failed {0} times. The error log says why.").format(attempts),
	}
	frappe.db.set_value(DOCTYPE, row.name, values, update_modified=False)
