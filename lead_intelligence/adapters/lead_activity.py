"""What happened with leads last, and what is planned with them, for many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import frappe
from pypika import Parameter
from pypika.functions import Max

from lead_intelligence.adapters.statements import MOST_VALUES
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE
from lead_intelligence.core.qualification.place import Act

_PLACE = Parameter("%s")
_END_OF_DAY = time(23, 59, 59)
# When an event that repeats without end is over.
_NEVER = datetime(2199, 12, 31)
# Takes the type of the database and a number of leads, and gives the statement with places for their names.
_Statement = Callable[[str, int], str]


def last_touches(leads: Sequence[str], now: datetime) -> dict[str, datetime]:
	"""Of not more leads than a page has. What is dated later has not happened yet."""
	if not leads:
		return {}
	statement = _last_touches(frappe.db.db_type, len(leads))
	return dict(frappe.db.sql(statement, (*leads, now)))


def releases(leads: Sequence[str]) -> dict[str, datetime]:
	"""When leads that had been placed as history came to take part."""
	return {lead: at for lead, at in _rows(_releases, leads) if at}


def steps(leads: Sequence[str], now: datetime) -> dict[str, datetime]:
	"""For when the latest of their next steps is or was planned: on the lead desk, as tasks with a date, until the end of their day, and
	as events that were not cancelled."""
	found: dict[str, datetime] = {}
	for lead, at in (*_tasks(leads, now.date()), *_events(leads), *_planned(leads)):
		found[lead] = max(at, found.get(lead, at))
	return found


def revisits(rows: Iterable[Mapping[str, Any]]) -> dict[str, datetime]:
	"""A lead that is to be looked at again on a day has its next step then."""
	return {row["name"]: _end_of(row["li_revisit_on"]) for row in rows if row["li_revisit_on"]}


def _tasks(leads: Sequence[str], today: date) -> Iterator[tuple[str, datetime]]:
	"""What is done already is planned no more; until its day it was."""
	for lead, status, day in _rows(_task_days, leads):
		if status == "Open" or day <= today:
			yield lead, _end_of(day)


def _events(leads: Sequence[str]) -> Iterator[tuple[str, datetime]]:
	for lead, starts_on, ends_on, repeats, until in _rows(_event_times, leads):
		if repeats:
			yield lead, _end_of(until) if until else _NEVER
		elif starts_on:
			yield lead, max(starts_on, ends_on or starts_on)


def _planned(leads: Sequence[str]) -> Iterator[tuple[str, datetime]]:
	"""What was done sooner was planned until then."""
	for lead, due_at, done_at in _rows(_step_times, leads):
		yield lead, min(due_at, done_at) if done_at else due_at


def _end_of(day: date) -> datetime:
	return datetime.combine(day, _END_OF_DAY)


def _rows(statement: _Statement, leads: Sequence[str]) -> list[tuple[Any, ...]]:
	found: list[tuple[Any, ...]] = []
	for start in range(0, len(leads), MOST_VALUES):
		some = leads[start : start + MOST_VALUES]
		# A name that is asked for again changes nothing, and so few statements are written.
		size = min(MOST_VALUES, 1 << (len(some) - 1).bit_length())
		names = (*some, *[some[-1]] * (size - len(some)))
		found += frappe.db.sql(statement(frappe.db.db_type, size), names)
	return found


@lru_cache(maxsize=64)
def _last_touches(_db_type: str, leads: int) -> str:
	table = frappe.qb.DocType("Lead Touch")
	# For so many leads MariaDB guesses, and would rather read all touches.
	query = frappe.qb.from_(table).force_index("lead_happened_at").select(table.lead, Max(table.happened_at))
	query = query.where(table.lead.isin([_PLACE] * leads) & (table.happened_at <= _PLACE))
	return str(query.groupby(table.lead).get_sql())


@lru_cache(maxsize=16)
def _releases(_db_type: str, leads: int) -> str:
	table = frappe.qb.DocType("Lead Journey Entry")
	query = frappe.qb.from_(table).select(table.lead, Max(table.at))
	query = query.where(table.lead.isin([_PLACE] * leads) & (table.kind == Act.RELEASED.value))
	return str(query.groupby(table.lead).get_sql())


@lru_cache(maxsize=16)
def _task_days(_db_type: str, leads: int) -> str:
	table = frappe.qb.DocType("ToDo")
	query = frappe.qb.from_(table).select(table.reference_name, table.status, Max(table.date))
	query = query.where((table.reference_type == "Lead") & table.reference_name.isin([_PLACE] * leads))
	query = query.where(table.status.isin(("Open", "Closed")) & table.date.notnull())
	return str(query.groupby(table.reference_name, table.status).get_sql())


@lru_cache(maxsize=16)
def _event_times(_db_type: str, leads: int) -> str:
	event, with_whom = frappe.qb.DocType("Event"), frappe.qb.DocType("Event Participants")
	query = frappe.qb.from_(with_whom).join(event).on(event.name == with_whom.parent)
	query = query.select(
		with_whom.reference_docname,
		event.starts_on,
		event.ends_on,
		event.repeat_this_event,
		event.repeat_till,
	)
	query = query.where(with_whom.reference_docname.isin([_PLACE] * leads))
	query = query.where((with_whom.reference_doctype == "Lead") & (event.status != "Cancelled"))
	return str(query.get_sql())


@lru_cache(maxsize=16)
def _step_times(_db_type: str, leads: int) -> str:
	"""Without those that stand for tasks and events, which are asked themselves, and without snoozes: to look away plans nothing."""
	step = frappe.qb.DocType("Lead Next Step")
	query = frappe.qb.from_(step).select(step.lead, step.due_at, step.closed_at)
	query = query.where(step.lead.isin([_PLACE] * leads) & step.state.isin(("Open", "Done")))
	query = query.where((step.kind != SNOOZE) & step.reference_name.isnull() & step.due_at.notnull())
	return str(query.get_sql())
