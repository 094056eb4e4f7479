"""Leads for which nobody is found, or that wait for too long to be looked after: managers hear of them at once, and again every hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.desk_users import users_with_role
from lead_intelligence.adapters.notices import language_of, readable_leads, tell, wants_to_be_told
from lead_intelligence.adapters.routing_alarm_words import words_of
from lead_intelligence.adapters.routing_requests import DOCTYPE, RequestState
from lead_intelligence.adapters.sales_managers import managers_of, sales_managers
from lead_intelligence.adapters.statements import rows_by_name, some_at_a_time, update_rows

BOARD = "/app/lead-team-board"
_AGAIN_AFTER = timedelta(hours=1)
# A request is decided within seconds: nobody works at one that waits after this time. An import or a backlog takes longer.
_TOO_LONG = {0: timedelta(minutes=15), 1: timedelta(hours=1)}
_MOST = 5000
_COLUMNS = ("name", "lead", "state", "from_user", "asked_at", "alarmed_at")
_NOBODY_TO_TELL = "Lead Intelligence: leads have no owner, and there is nobody to tell"
_NOT_TOLD = "Lead Intelligence: a manager could not be told of leads without an owner"
Rows = Sequence[frappe._dict]
Users = tuple[str, ...]


def tell_managers() -> frozenset[str]:
	"""Whom it told. All in the transaction of the caller; of two that come at once, the second waits and finds that all are told."""
	now = now_datetime()
	rows = _open_alarms(now)
	told: set[str] = set()
	if any(_is_due(row, now) for row in rows):
		for receivers, mine in _by_receivers(rows):
			told |= _tell_first_of(receivers, mine, now)
	return frozenset(told)


def _open_alarms(now: datetime) -> list[frappe._dict]:
	"""As they are now, without those that are decided meanwhile."""
	table = frappe.qb.DocType(DOCTYPE)
	wanted = table.state == RequestState.NOBODY.value
	for in_background, span in _TOO_LONG.items():
		is_slow = (table.in_background == in_background) & (table.asked_at < now - span)
		wanted = wanted | ((table.state == RequestState.WAITING.value) & is_slow)
	query = frappe.qb.from_(table).select(table.name).where(wanted).orderby(table.name).limit(_MOST)
	names = [str(name) for (name,) in query.run()]
	found: list[frappe._dict] = []
	for some in some_at_a_time(names):
		rows = rows_by_name(DOCTYPE, _COLUMNS, some, lock=True)
		found += [frappe._dict(zip(_COLUMNS, row, strict=True)) for row in rows]
	open_ones = (RequestState.NOBODY.value, RequestState.WAITING.value)
	return [row for row in found if row.lead and row.state in open_ones]


def _is_due(row: frappe._dict, now: datetime) -> bool:
	return row.alarmed_at is None or row.alarmed_at <= now - _AGAIN_AFTER


def _by_receivers(rows: Rows) -> list[tuple[list[Users], Rows]]:
	"""With those who hear of it where the ones before them cannot: the managers of whoever has the lead, all of sales, and who looks
	after the site."""
	above: dict[str | None, Users] = {}
	found: dict[Users, list[frappe._dict]] = {}
	for row in rows:
		owner = row.from_user or None
		if owner not in above:
			above[owner] = managers_of(owner)
		found.setdefault(above[owner], []).append(row)
	others = [sales_managers(), users_with_role("System Manager")] if found else []
	return [([first, *others], mine) for first, mine in found.items()]


def _tell_first_of(receivers: Sequence[Users], rows: Rows, now: datetime) -> set[str]:
	told: set[str] = set()
	left = list(rows)
	for users in receivers:
		heard: set[str] = set()
		for user in users:
			mine = _for(user, left)
			heard |= {row.lead for row in mine}
			if any(_is_due(row, now) for row in mine) and _is_told(user, mine, now):
				told.add(user)
		left = [row for row in left if row.lead not in heard]
	unheard = [row for row in left if _is_due(row, now)]
	if unheard:
		frappe.log_error(_NOBODY_TO_TELL, ", ".join(row.lead for row in unheard[:100]))
		_note(unheard, now)
	return told


def _for(user: str, rows: Rows) -> Rows:
	"""Those of which the user can be told."""
	if not rows or not wants_to_be_told(user):
		return ()
	leads = readable_leads(user, (row.lead for row in rows))
	return [row for row in rows if row.lead in leads]


def _is_told(user: str, rows: Rows, now: datetime) -> bool:
	"""Of all that are open, so that one notice an hour is enough. A defect with one user does not keep others from being told."""
	since = {"for_user": user, "link": BOARD, "creation": (">", now - _AGAIN_AFTER)}
	if frappe.db.exists("Notification Log", since):
		return False
	with surviving(lambda: log_defect(_NOT_TOLD, "User", user)), in_savepoint():
		tell(user, words_of(rows, language_of(user)), lead=None, by=None, link=BOARD)
		_note(rows, now)
		return True
	return False


def _note(rows: Rows, now: datetime) -> None:
	names = [str(row.name) for row in rows]
	for some in some_at_a_time(names):
		update_rows(DOCTYPE, some, {"alarmed_at": now})
