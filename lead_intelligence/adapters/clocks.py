"""The only reader and writer of the rows of response clocks. Whoever changes one has locked its lead before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.calendars import calendar_of
from lead_intelligence.adapters.statements import insert_rows, rows_of_leads, some_at_a_time, update_rows
from lead_intelligence.core.sla.open_clocks import open_clocks, to_text
from lead_intelligence.core.sla.response_clock import Ending, Purpose, ResponseClock, Start, State
from lead_intelligence.core.sla.terms import Hours

DOCTYPE = "Lead Clock"
_BETWEEN_KEYS = ","
_VALUES = (
	*("purpose", "cycle", "started_at", "started_because", "counts_from", "target", "allowed", "due_at"),
	*("policy", "grade", "calendar", "zone", "paused_since", "paused_for"),
	*("answered_at", "answered_by", "answered_how", "touch", "working_time", "elapsed_time"),
	*("attempts", "last_attempt_at", "closed_at", "closed_because", "outcome"),
	*("steps_done", "next_step_at", "raised"),
)
_READ = ("name", "lead", "company", *_VALUES)
_WRITTEN = ("creation", "modified", "owner", "modified_by", "lead", "company", "open_for", *_VALUES)


class OfLead(NamedTuple):
	"""A clock with the lead and the company that it is of."""

	lead: str
	company: str | None
	clock: ResponseClock


def clocks_of(leads: Sequence[str], *, lock: bool = False) -> dict[str, list[ResponseClock]]:
	"""By lead, in the order in which they began. With `lock`, as they are now."""
	found: dict[str, list[ResponseClock]] = {}
	for some in some_at_a_time(leads):
		for row in rows_of_leads(DOCTYPE, _READ, some, lock=lock):
			one = clock_in(row)
			found.setdefault(one.lead, []).append(one.clock)
	return found


def current_clocks(told: Mapping[str, str | None]) -> dict[str, list[ResponseClock]]:
	"""As they are now, of leads that are locked. `told`: what each says of its open clocks, which tells what this transaction has not
	seen yet. Only then are rows locked: to look for those of a lead that has none would lock the place where the clocks of
	others are about to be put, and two who do so at once wait for one another."""
	found = clocks_of(list(told)) if told else {}
	now = now_datetime()
	behind = [lead for lead, text in told.items() if _may_be_behind(found.get(lead, ()), text, now)]
	if behind:
		found.update(clocks_of(behind, lock=True))
	return found


def _may_be_behind(clocks: Sequence[ResponseClock], text: str | None, now: datetime) -> bool:
	"""Where a step has come, a sweep may be at it."""
	is_swept = any(one.next_step_at and one.next_step_at <= now for one in clocks)
	return is_swept or to_text(open_clocks(clocks)) != (text or None)


READ_COLUMNS = _READ
"""What `clock_in` reads, in its order."""


def clock_in(row: Sequence[Any]) -> OfLead:
	content = dict(zip(_READ, row, strict=True))
	clock = ResponseClock(
		name=str(content["name"]),
		purpose=Purpose(content["purpose"]),
		cycle=content["cycle"],
		started_at=content["started_at"],
		because=Start(content["started_because"]),
		counts_from=content["counts_from"],
		target=_span(content["target"]),
		allowed=_span(content["allowed"]),
		due_at=content["due_at"],
		policy=content["policy"] or None,
		grade=content["grade"] or None,
		calendar=content["calendar"] or None,
		zone=content["zone"] or None,
		paused_since=content["paused_since"],
		paused_for=_span(content["paused_for"]),
		answered_at=content["answered_at"],
		answered_by=content["answered_by"] or None,
		answered_how=content["answered_how"] or None,
		touch=content["touch"] or None,
		working=_span(content["working_time"]) if content["answered_at"] else None,
		elapsed=_span(content["elapsed_time"]) if content["answered_at"] else None,
		attempts=content["attempts"],
		last_attempt_at=content["last_attempt_at"],
		closed_at=content["closed_at"],
		closed_because=Ending(content["closed_because"]) if content["closed_because"] else None,
		outcome=State(content["outcome"]) if content["outcome"] else None,
		steps_done=frozenset(filter(None, (content["steps_done"] or "").split(_BETWEEN_KEYS))),
		next_step_at=content["next_step_at"],
		raised=bool(content["raised"]),
	)
	return OfLead(content["lead"], content["company"] or None, clock)


def _span(seconds: Any) -> timedelta:
	return timedelta(microseconds=int((seconds or 0) * 1_000_000))


def store(clocks: Sequence[OfLead]) -> None:
	"""New ones are appended, the others changed. Those that close come first: of each purpose, only one may be open."""
	now, author = str(now_datetime()), frappe.session.user
	new = [one for one in clocks if one.clock.name is None]
	for one in sorted((one for one in clocks if one.clock.name), key=lambda one: one.clock.is_open):
		values = {"modified": now, "open_for": _open_for(one), **_values(one.clock)}
		# Only escalation raises it.
		del values["raised"]
		update_rows(DOCTYPE, [str(one.clock.name)], values)
	rows = [
		(now, now, author, author, one.lead, one.company, _open_for(one), *_values(one.clock).values())
		for one in new
	]
	if rows:
		insert_rows(DOCTYPE, _WRITTEN, rows, numbered=True)


def _open_for(one: OfLead) -> str | None:
	return open_key(one.lead, one.clock.purpose) if one.clock.is_open else None


def open_key(lead: str, purpose: Purpose) -> str:
	"""Of each purpose, a lead has one open clock at most."""
	return f"{lead}|{purpose.value}"


def _values(clock: ResponseClock) -> Mapping[str, Any]:
	values = (
		*(clock.purpose.value, clock.cycle, clock.started_at, clock.because.value, clock.counts_from),
		*(clock.target.total_seconds(), clock.allowed.total_seconds(), clock.due_at),
		*(clock.policy, clock.grade, clock.calendar, clock.zone),
		*(clock.paused_since, clock.paused_for.total_seconds()),
		*(clock.answered_at, clock.answered_by, clock.answered_how, clock.touch),
		clock.working.total_seconds() if clock.working is not None else 0,
		clock.elapsed.total_seconds() if clock.elapsed is not None else 0,
		*(clock.attempts, clock.last_attempt_at, clock.closed_at),
		clock.closed_because.value if clock.closed_because else None,
		clock.outcome.value if clock.outcome else None,
		_BETWEEN_KEYS.join(sorted(clock.steps_done)) or None,
		*(clock.next_step_at, int(clock.raised)),
	)
	return dict(zip(_VALUES, values, strict=True))


def hours_of(clock: ResponseClock, company: str | None) -> Hours:
	"""The working hours of a clock as they are now."""
	company = company or frappe.defaults.get_global_default("company")
	working = calendar_of(clock.calendar, company, clock.zone)
	return Hours(working=working, calendar=clock.calendar, zone=clock.zone)
