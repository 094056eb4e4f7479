"""New owners of leads are told on the desk: of one lead by itself, of several in one summary."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname, now_datetime
from pypika import Table
from pypika.terms import Criterion

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.handover_notices import called
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told
from lead_intelligence.adapters.routing_requests import DOCTYPE, RequestState, RoutingCause
from lead_intelligence.adapters.statements import rows_by_name, some_at_a_time, update_rows

_TO_TELL = (RequestState.ASSIGNED.value, RequestState.BY_HAND.value)
_COLUMNS = ("name", "lead", "to_user", "asked_by", "cause", "from_user", "told_at")
_LOG_TITLE = "Lead Intelligence: a new owner could not be told"


def tell_new_owners(most: int) -> int:
	"""At most so many users, each of all that are new to them, in the transaction of the caller: who is told is told once. Those that somebody
	else tells just now are left to him. Returns how many users were looked at."""
	users = _users_to_tell(most)
	for user in users:
		rows = _to_tell(user)
		with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
			_tell_of(user, rows)
		names = [str(row.name) for row in rows]
		for some in some_at_a_time(names):
			update_rows(DOCTYPE, some, {"told_at": now_datetime()})
	return len(users)


def _users_to_tell(most: int) -> list[str]:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.to_user).distinct().where(_is_untold(table))
	return list(query.orderby(table.to_user).limit(most).run(pluck=True))


def _is_untold(table: Table) -> Criterion:
	return table.told_at.isnull() & table.state.isin(_TO_TELL) & table.to_user.isnotnull()


def _to_tell(user: str) -> list[frappe._dict]:
	"""Locked by their keys: to lock where untold ones are looked for would keep new ones from being put there."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name).where(_is_untold(table) & (table.to_user == user))
	names = [str(name) for name in query.orderby(table.name).run(pluck=True)]
	found = []
	for some in some_at_a_time(names):
		rows = rows_by_name(DOCTYPE, _COLUMNS, some, lock=True, skip_locked=True)
		found += [frappe._dict(zip(_COLUMNS, row, strict=True)) for row in rows]
	return [row for row in found if row.told_at is None]


def _tell_of(user: str, rows: Sequence[frappe._dict]) -> None:
	if not wants_to_be_told(user):
		return
	readable = readable_leads(user, (row.lead for row in rows if row.lead))
	mine = [row for row in rows if row.lead in readable]
	if not mine:
		return
	language = language_of(user)
	if len(mine) == 1:
		(row,) = mine
		tell(user, _words(row, language), lead=row.lead, by=_author(row))
		return
	words = _("{0} leads are yours now.", language).format(f"<b>{len(mine)}</b>")
	tell(user, words, lead=None, by=None, link=f"/app/lead?lead_owner={quote(user)}")


def _author(row: frappe._dict) -> str | None:
	return row.asked_by if row.cause == RoutingCause.BY_HAND.value else None


def _words(row: frappe._dict, language: str | None) -> str:
	lead, cause = called(row.lead), RoutingCause(row.cause)
	before = escape_html(str(get_fullname(row.from_user))) if row.from_user else ""
	if cause is RoutingCause.BY_HAND:
		by = escape_html(str(get_fullname(row.asked_by)))
		return _("{0} has given you {1}.", language).format(by, lead)
	if cause is RoutingCause.BREACH and before:
		return _("{0} is yours now: {1} did not answer it in time.", language).format(lead, before)
	if cause is RoutingCause.REFUSED and before:
		return _("{0} is yours now: {1} has refused it.", language).format(lead, before)
	if cause is RoutingCause.LEAVING and before:
		return _("{0} is yours now: you take over from {1}.", language).format(lead, before)
	if cause is RoutingCause.ABSENCE and before:
		return _("{0} is yours now: {1} is away.", language).format(lead, before)
	return _("{0} is your new lead.", language).format(lead)
