"""Leads that want an owner, or another one: asked for in the transaction in which that becomes known, chosen just after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.board_news import tell_boards
from lead_intelligence.adapters.one_call import OneCall
from lead_intelligence.adapters.statements import (
	MOST_VALUES,
	insert_new_rows,
	insert_rows,
	next_numbers,
	rows_by_name,
	update_rows,
)

DOCTYPE = "Lead Assignment"
_CALL = OneCall(
	"lead_intelligence.jobs.routing.route_waiting",
	"lead_intelligence_routing_called",
	"leads wait for the next look at those without owner",
)
# More at once than a person saves: who saves a single lead is served before them.
_FEW = 20
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "lead", "company", "state", "cause"),
	*("cause_detail", "asked_at", "asked_by", "from_user", "not_to", "in_background", "open_for"),
	*("next_attempt_at", "attempts"),
)


class RequestState(str, Enum):
	"""How far a request is, and how it ended."""

	WAITING = "Waiting"
	ASSIGNED = "Assigned"
	KEPT = "Kept"
	NOBODY = "Nobody"
	WITHDRAWN = "Withdrawn"
	BY_HAND = "By Hand"


OPEN = (RequestState.WAITING.value, RequestState.NOBODY.value)


class RoutingCause(str, Enum):
	"""Why a lead is to get an owner, or another one."""

	READY = "Ready"
	REFUSED = "Refused"
	BREACH = "Breach"
	ABSENCE = "Absence"
	LEAVING = "Leaving"
	BACK = "Back"
	ASKED = "Asked"
	BY_HAND = "By Hand"


class Request(NamedTuple):
	"""`not_to`: users that must not get the lead, each with the word for why."""

	name: int
	lead: str
	company: str | None
	cause: RoutingCause
	detail: str | None
	from_user: str | None
	not_to: Mapping[str, str]
	attempts: int
	state: RequestState


def ask(
	leads: Sequence[tuple[str, str | None, str | None]],
	cause: RoutingCause,
	*,
	detail: str | None = None,
	not_to: Mapping[str, str] | None = None,
	in_background: bool | None = None,
) -> list[str]:
	"""For each lead, with its company and its present owner, in the transaction of the caller. A lead for which somebody is being
	looked for already waits for that. Returns the leads that had not been asked for."""
	if not leads:
		return []
	now, author = now_datetime(), frappe.session.user
	later = bool(frappe.flags.in_import) or len(leads) > _FEW if in_background is None else in_background
	excluded = json.dumps(dict(not_to), sort_keys=True) if not_to else None
	numbers = next_numbers(DOCTYPE, len(leads))
	rows = [
		(
			*(number, now, now, author, author, lead, company, RequestState.WAITING.value, cause.value),
			*(detail, now, author, owner, excluded, int(later), lead, now, 0),
		)
		for number, (lead, company, owner) in zip(numbers, leads, strict=True)
	]
	new = set(insert_new_rows(DOCTYPE, _COLUMNS, rows))
	route_soon()
	tell_boards()
	return [row[5] for row in rows if row[0] in new]


class Wish(NamedTuple):
	"""What an evaluation says of a lead: whether it wants an owner, or, put aside once and back now, perhaps another one."""

	lead: str
	company: str | None
	owner: str | None
	wants_owner: bool
	begins_again: bool


def ask_as_decided(wishes: Sequence[Wish]) -> None:
	"""Who brings back a lead of theirs keeps it."""
	user = frappe.session.user
	ask([one[:3] for one in wishes if one.wants_owner], RoutingCause.READY)
	ask([one[:3] for one in wishes if one.begins_again and one.owner != user], RoutingCause.BACK)


def also_not_to(leads: Sequence[str], users: Mapping[str, str]) -> None:
	"""Of leads that are locked and for which somebody is looked for already: these are not to get them either."""
	table = frappe.qb.DocType(DOCTYPE)
	groups: dict[str, list[str]] = {}
	for start in range(0, len(leads), MOST_VALUES):
		query = frappe.qb.from_(table).select(table.name, table.not_to)
		query = query.where(table.open_for.isin(leads[start : start + MOST_VALUES]))
		for name, before in query.for_update().run():
			excluded = json.dumps({**(json.loads(before) if before else {}), **users}, sort_keys=True)
			if excluded != before:
				groups.setdefault(excluded, []).append(str(name))
	for excluded, names in groups.items():
		update_rows(DOCTYPE, names, {"not_to": excluded})


class DecidedAtOnce(NamedTuple):
	"""A change of owner that nobody had to look for."""

	lead: str
	company: str | None
	before: str | None
	to: str | None
	cause: RoutingCause = RoutingCause.BY_HAND
	detail: str | None = None
	is_told: bool = False


_COLUMNS_AT_ONCE = (
	*("name", "creation", "modified", "owner", "modified_by", "lead", "company", "state", "cause"),
	*("cause_detail", "asked_at", "asked_by", "from_user", "to_user", "because", "decided_at", "told_at"),
)


def record_at_once(changes: Sequence[DecidedAtOnce]) -> list[int]:
	"""Their names, in their order. Whoever takes a lead need not be told."""
	now, author = now_datetime(), frappe.session.user
	numbers = next_numbers(DOCTYPE, len(changes))
	rows = []
	for number, one in zip(numbers, changes, strict=True):
		by_hand = one.cause is RoutingCause.BY_HAND
		state = RequestState.BY_HAND if by_hand else RequestState.ASSIGNED
		told = now if one.is_told or one.to in (None, author) else None
		rows.append(
			(
				*(number, now, now, author, author, one.lead, one.company, state.value, one.cause.value),
				*(one.detail, now, author, one.before, one.to, "by_hand", now, told),
			)
		)
	insert_rows(DOCTYPE, _COLUMNS_AT_ONCE, rows, numbered=False)
	return numbers


def route_soon() -> None:
	"""After the commit, and not by the one who waits for a lead to be saved. What a dead queue loses, the sweep finds."""
	if not frappe.flags.li_routing_is_called:
		frappe.flags.li_routing_is_called = True
		frappe.db.after_commit.add(_call_once)
		frappe.db.after_rollback.add(_nothing_to_call)


def _nothing_to_call() -> None:
	frappe.flags.li_routing_is_called = False


def _call_once() -> None:
	frappe.flags.li_routing_is_called = False
	_CALL.make()


def let_next_call_through() -> None:
	"""For what comes from now on, a job must begin later than now."""
	try:
		_CALL.let_next_through()
	except Exception:
		frappe.logger("lead_intelligence").exception("without Redis, nobody calls")


_READ = ("name", "lead", "company", "cause", "cause_detail", "from_user", "not_to", "attempts", "state")


def waiting(limit: int) -> list[Request]:
	"""Those that have come, the earliest first; imports and backlogs after what people wait for."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(*(table[column] for column in _READ))
	query = query.where(table.state.isin(OPEN) & (table.next_attempt_at <= now_datetime()))
	query = query.orderby(table.in_background).orderby(table.name).limit(limit)
	return [_request(row) for row in query.run()]


def requests_named(names: Sequence[int], *, lock: bool) -> list[Request]:
	rows = rows_by_name(DOCTYPE, _READ, [str(name) for name in names], lock=lock) if names else ()
	return [_request(row) for row in rows]


def _request(row: Sequence[Any]) -> Request:
	name, lead, company, cause, detail, from_user, not_to, attempts, state = row
	excluded = json.loads(not_to) if not_to else {}
	return Request(
		name=name,
		lead=lead,
		company=company or None,
		cause=RoutingCause(cause),
		detail=detail or None,
		from_user=from_user or None,
		not_to=excluded,
		attempts=attempts,
		state=RequestState(state),
	)


def withdraw(leads: Iterable[str]) -> None:
	"""Open ones of leads that somebody has given an owner, or that are gone. The caller has locked the leads."""
	names = list(leads)
	# By their keys: to look for those of a lead that has none would lock the place where those of others are about to be put.
	found = frappe.get_all(DOCTYPE, filters={"open_for": ("in", names)}, pluck="name") if names else ()
	if found:
		values = {"state": RequestState.WITHDRAWN.value, "open_for": None, "next_attempt_at": None}
		values["told_at"] = now_datetime()
		update_rows(DOCTYPE, [str(name) for name in found], values)


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""After a rename or a merge, the rows are those of the new name. Of two merged leads, the one that stays keeps its owner."""
	if merge:
		withdraw([old])
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	frappe.db.set_value(DOCTYPE, {"open_for": old}, "open_for", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its rows stay for the counts and say no more whose they were."""
	withdraw([lead])
	nobody = dict.fromkeys(("lead", "cause_detail", "error"))
	frappe.db.set_value(DOCTYPE, {"lead": lead}, nobody, update_modified=False)
