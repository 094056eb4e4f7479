"""Notes of stagnant leads: opened once for each quiet time, and closed when it ends. The only writer of Lead Stagnation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.statements import (
	MOST_VALUES,
	insert_new_rows,
	next_numbers,
	rows_by_name,
	rows_of_leads,
	update_rows,
)
from lead_intelligence.core.sla.stagnation import Ending

DOCTYPE = "Lead Stagnation"
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by"),
	*("lead", "stage", "owner_user", "company", "quiet_since", "stagnant_at", "open_for"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
	"""A lead that is stagnant since `stagnant_at`."""

	lead: str
	stage: str
	owner: str | None
	company: str | None
	quiet_since: datetime
	stagnant_at: datetime


def open_rows(quiet: Sequence[Quiet]) -> None:
	"""Of leads that are locked: of two that come at once, the second finds the rows of the first. A quiet time that was over
	only because something was planned or the limit was another, and goes on, is noted no second time."""
	known = _known([one.lead for one in quiet])
	new = []
	for one in quiet:
		rows = known.get(one.lead, [])
		if any(open_for for _name, _stage, _since, open_for in rows):
			continue
		same = [name for name, stage, since, _ in rows if (stage, since) == (one.stage, one.quiet_since)]
		if same:
			_open_again(same[-1], one)
		else:
			new.append(one)
	if new:
		_insert(new)
		tell_desks(one.owner for one in new)


def _known(leads: Sequence[str]) -> dict[str, list[tuple[object, ...]]]:
	known: dict[str, list[tuple[object, ...]]] = {}
	columns = ("lead", "name", "stage", "quiet_since", "open_for")
	for start in range(0, len(leads), MOST_VALUES):
		for lead, *row in rows_of_leads(DOCTYPE, columns, leads[start : start + MOST_VALUES], lock=True):
			known.setdefault(lead, []).append(tuple(row))
	return known


def _open_again(name: object, one: Quiet) -> None:
	nothing = dict.fromkeys(("ended_at", "ended_because"))
	values = {"open_for": one.lead, "owner_user": one.owner, "stagnant_at": one.stagnant_at}
	update_rows(DOCTYPE, [name], {**nothing, **values, "modified": now_datetime()})


def _insert(quiet: Sequence[Quiet]) -> None:
	now, author = str(now_datetime()), frappe.session.user
	numbers = next_numbers(DOCTYPE, len(quiet))
	rows = [
		(
			*(number, now, now, author, author),
			*(one.lead, one.stage, one.owner, one.company, one.quiet_since, one.stagnant_at, one.lead),
		)
		for number, one in zip(numbers, quiet, strict=True)
	]
	insert_new_rows(DOCTYPE, _COLUMNS, rows)


def still_open(names: Sequence[int]) -> frozenset[int]:
	"""Locked, as they are now."""
	return frozenset(
		name for name, open_for in rows_by_name(DOCTYPE, ("name", "open_for"), names, lock=True) if open_for
	)


def close_row(name: int, because: Ending, at: datetime) -> None:
	values = {"ended_at": at, "ended_because": because.value, "open_for": None, "modified": now_datetime()}
	update_rows(DOCTYPE, [name], values)


def correct_row(name: int, **values: object) -> None:
	"""Another owner, or other moments, of a lead that is stagnant all the same."""
	update_rows(DOCTYPE, [name], {**values, "modified": now_datetime()})


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""After a rename or a merge, the notes are those of the new name. Of two merged leads, the one that stays keeps its own
	quiet time: that of the other is over."""
	if merge:
		_close_of(old, Ending.MERGED)
	frappe.db.set_value(DOCTYPE, {"open_for": old}, "open_for", new, update_modified=False)
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its notes stay for the counts and say no more whose they were."""
	_close_of(lead, Ending.DELETED)
	frappe.db.set_value(DOCTYPE, {"lead": lead}, "lead", None, update_modified=False)


def _close_of(lead: str, because: Ending) -> None:
	now = now_datetime()
	values = {"ended_at": now, "ended_because": because.value, "open_for": None, "modified": now}
	frappe.db.set_value(DOCTYPE, {"open_for": lead}, values, update_modified=False)
