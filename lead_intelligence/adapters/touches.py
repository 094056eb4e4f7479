"""The only writer of touches: rows are appended, each key once, and never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clock_answers import about_leads
from lead_intelligence.adapters.clock_answers import take_in as answer_clocks
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.plain_text import as_text
from lead_intelligence.adapters.statements import (
	insert_new_rows,
	next_numbers,
	some_at_a_time,
	touches_by_day,
	update_rows,
)
from lead_intelligence.adapters.steps_done import DoneBy, close_done_by
from lead_intelligence.adapters.touch_kinds import touch_kinds
from lead_intelligence.adapters.touched_leads import evaluate_after_commit
from lead_intelligence.core.engagement.touch import Response, Signal, TouchDays, TouchSort

_DOCTYPE = "Lead Touch"
LONGEST_SUBJECT = 500
LONGEST_NOTES = 2_000
LONGEST_NAME = 140

_COLUMNS = (
	*(
		"name",
		"creation",
		"modified",
		"owner",
		"modified_by",
		"lead",
		"kind",
		"signal",
		"direction",
		"channel",
	),
	*("origin", "source", "campaign", "subject", "notes", "happened_at", "recorded_at"),
	*("reference_doctype", "reference_name", "author", "response", "idempotency_key"),
)


class UnknownKind(ValueError):
	"""There is no such kind of touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTouch:
	"""`kind`: the name of a Lead Touch Kind, or the name under which the app brought it. What it says of a touch applies
	where `signal`, `direction` or `channel` is None. `happened_at` is naive, in the system time zone. `response`: what it is
	towards a lead that waits for us, by the values of Response. `author`: who did it, where that is not who is signed in."""

	lead: str
	kind: str
	happened_at: datetime
	idempotency_key: str
	signal: str | None = None
	direction: str | None = None
	channel: str | None = None
	origin: str | None = None
	source: str | None = None
	campaign: str | None = None
	subject: str | None = None
	notes: str | None = None
	reference_doctype: str | None = None
	reference_name: str | None = None
	response: str | None = None
	author: str | None = None


def record(touches: Sequence[NewTouch]) -> list[str | None]:
	"""The names of the new rows, in the order of `touches`; None where there is a touch of that key already, also in
	`touches` itself and also when it is another transaction's that is first, where the kind is disabled, and where there is
	no such lead.

	The leads are marked, and evaluated soon after the commit. Raises UnknownKind, and ValueError for a key or lead that is
	missing or too long.
	"""
	names: list[str | None] = [None] * len(touches)
	present = about_leads([_checked(touch).lead for touch in touches])
	kinds, now, author = touch_kinds(), str(now_datetime()), frappe.session.user
	rows: dict[int, tuple[Any, ...]] = {}
	# In one order, two transactions with the same keys wait for one another and do not deadlock.
	for at in sorted(range(len(touches)), key=lambda at: touches[at].idempotency_key.casefold()):
		touch = touches[at]
		kind = kinds.get(touch.kind)
		if kind is None:
			raise UnknownKind(touch.kind)
		if touch.lead in present and not kind.disabled:
			signal, direction = touch.signal or kind.signal, touch.direction or kind.direction
			sort = (kind.name, signal, direction, _cut(touch.channel or kind.channel))
			rows[at] = (now, now, author, author, touch.lead, *sort, *_content(touch, now, author))
	if not rows:
		return names
	numbers = next_numbers(_DOCTYPE, len(rows))
	new = set(
		insert_new_rows(
			_DOCTYPE, _COLUMNS, [(n, *row) for n, row in zip(numbers, rows.values(), strict=True)]
		)
	)
	for at, number in zip(rows, numbers, strict=True):
		names[at] = str(number) if number in new else None
	recorded = [touch for touch, name in zip(touches, names, strict=True) if name]
	mark_leads({touch.lead for touch in recorded})
	is_hot = Signal.INTENT.value
	tell_desks(
		present[touch.lead].owner
		for touch in recorded
		if touch.response or (touch.signal or kinds[touch.kind].signal) == is_hot
	)
	answer_clocks({touch.lead: present[touch.lead] for touch in recorded if touch.response})
	close_done_by(
		DoneBy(
			lead=touch.lead,
			touch=name,
			channel=touch.channel or kinds[touch.kind].channel,
			at=touch.happened_at.replace(tzinfo=None),
			by=touch.author or author,
		)
		for touch, name in zip(touches, names, strict=True)
		if name and touch.response == Response.ANSWER.value
	)
	return names


def _checked(touch: NewTouch) -> NewTouch:
	for value in (touch.lead, touch.idempotency_key):
		if not value or len(value) > LONGEST_NAME:
			raise ValueError(f"not a name of 1 to {LONGEST_NAME} characters: {value!r:.200}")
	return touch


def _content(touch: NewTouch, now: str, author: str) -> tuple[Any, ...]:
	return (
		*(_cut(value) for value in (touch.origin, touch.source, touch.campaign)),
		_cut(touch.subject, LONGEST_SUBJECT),
		_cut(touch.notes, LONGEST_NOTES),
		str(touch.happened_at.replace(tzinfo=None)),
		now,
		*(_cut(value) for value in (touch.reference_doctype, touch.reference_name, touch.author or author)),
		touch.response,
		touch.idempotency_key,
	)


def _cut(text: str | None, length: int = LONGEST_NAME) -> str | None:
	"""Subject and notes may become longer than they were: their columns have no end."""
	if not text:
		return None
	text = as_text(text[:length])
	return text if length > LONGEST_NAME else text[:length]


def mark_leads(leads: set[str]) -> None:
	"""Marked leads are evaluated even if the job that is to do so soon is lost."""
	if not leads:
		return
	ordered = sorted(leads)
	for some in some_at_a_time(ordered):
		update_rows("Lead", some, {"li_needs_evaluation": 1})
	evaluate_after_commit(ordered)


def touch_days(leads: Sequence[str], *, lock: bool = False) -> dict[str, TouchDays]:
	"""The touches of the leads that have any, counted by the database. With `lock`, as they are now."""
	found: dict[str, dict[TouchSort, dict[int, int]]] = {}
	ordered = sorted(set(leads))
	sorts: dict[tuple[str | None, ...], TouchSort] = {}
	for some in some_at_a_time(ordered):
		for lead, kind, signal, channel, direction, number, days in touches_by_day(some, lock=lock):
			parts = (kind, signal, channel, direction)
			sort = sorts.get(parts)
			if sort is None:
				sort = sorts[parts] = TouchSort(
					kind or "", signal or None, channel or None, direction or None
				)
			counted = Counter(map(int, days.split(",")))
			if counted.total() != number:
				raise ValueError("the database cut off a list of days: raise its group_concat_max_len")
			# The database takes no notice of case where it groups; what is blank and what is null are one sort here.
			together = found.setdefault(lead, {}).setdefault(sort, {})
			for day, touches in counted.items():
				together[day] = together.get(day, 0) + touches
	return dict(found)


def touches_of(lead: str, limit: int, start: int = 0) -> list[frappe._dict]:
	"""The latest `limit` touches of a lead after the first `start`, the latest first."""
	return frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead},
		fields=[
			*("name", "kind", "signal", "direction", "channel", "origin", "source", "campaign", "subject"),
			*("notes", "happened_at", "recorded_at", "reference_doctype", "reference_name", "author"),
			"response",
		],
		order_by="happened_at desc, name desc",
		limit_start=start,
		limit=limit,
	)


def follow_rename(old: str, new: str) -> None:
	"""After a rename or a merge, the touches are those of the new name, which may be worth more by them."""
	if not frappe.db.exists(_DOCTYPE, {"lead": old}):
		return
	frappe.db.set_value(_DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	mark_leads({new})


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its touches stay for the counts and say no more whose they were."""
	nobody = dict.fromkeys(("lead", "subject", "notes", "reference_doctype", "reference_name"))
	frappe.db.set_value(_DOCTYPE, {"lead": lead}, nobody, update_modified=False)
