"""Working milestones out anew and storing them. Nothing here commits, but `renew` between its batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import frappe
from pypika.functions import Count, Max
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Field

from lead_intelligence.adapters.figure_marks import Figures, Record, marked
from lead_intelligence.adapters.milestones.journey_moments import (
	JOURNEY,
	last_moment,
	moments_in_journey,
)
from lead_intelligence.adapters.milestones.stored_moments import COLUMNS, DOCTYPE
from lead_intelligence.adapters.reports.numbers import digest
from lead_intelligence.adapters.statements import delete_rows, insert_rows, some_at_a_time
from lead_intelligence.adapters.stored_rows import differences
from lead_intelligence.core.qualification.stages import LADDER

LEAD: Final = "Lead"
_BATCH: Final = 2000
_ANY_NUMBER: Final = 2**31 - 1

Row = tuple[Any, ...]


def replace(records: Sequence[Record]) -> None:
	"""Of a lead without a journey, as of one that is no more, nothing is stored."""
	leads = sorted({name for _type, name in records})
	for some in some_at_a_time(leads):
		_store(some, _worked_out(moments_in_journey(LADDER, LADDER, some)))


def renew(commit: Callable[[], object] | None = None) -> int:
	"""All of them. Gives how many leads had something else stored of them, though nobody had marked them. `commit` is called after each batch."""
	after, differing = "", 0
	while after is not None:
		upto = _end_of_batch(after)
		differing += _renew_between(after, upto)
		if commit:
			commit()
		after = upto
	return differing


def _end_of_batch(after: str) -> str | None:
	"""The last lead of the batch; None where it is of all that are left."""
	journey = frappe.qb.DocType(JOURNEY)
	leads = frappe.qb.from_(journey).select(journey.lead).distinct().where(journey.lead > after)
	some = leads.orderby(journey.lead).limit(_BATCH).as_("some")
	last, number = frappe.qb.from_(some).select(Max(some.lead), Count("*")).run()[0]
	return str(last) if number == _BATCH else None


def _renew_between(after: str, upto: str | None) -> int:
	journey, stored = frappe.qb.DocType(JOURNEY), frappe.qb.DocType(DOCTYPE)
	live = moments_in_journey(LADDER, LADDER).where(_is_between(journey.lead, after, upto))
	found = _worked_out(live)
	rows = frappe.qb.from_(stored).select(*(stored[name] for name in COLUMNS))
	rows = rows.where(_is_between(stored.name, after, upto)).run()
	gone, missing = differences(((row[0], row) for row in rows), found)
	other = {name for name, _row in gone} | {row[0] for row in missing}
	if not other:
		return 0
	told = marked(Figures.MILESTONES, _ANY_NUMBER)
	_store(sorted(other), missing)
	return 0 if told.is_all else len(other.difference(told.names(LEAD)))


def _worked_out(query: QueryBuilder) -> list[Row]:
	journey = frappe.qb.DocType(JOURNEY)
	query = query.select(last_moment(journey).as_("last_at"))
	return [_row(row) for row in query.run(as_dict=True)]


def _row(found: frappe._dict) -> Row:
	values = {**found, "name": found.lead, "mask": int(found.mask or 0), "number": digest(found.lead)}
	return tuple(values[name] for name in COLUMNS)


def _store(leads: Sequence[str], rows: Sequence[Row]) -> None:
	delete_rows(DOCTYPE, leads)
	insert_rows(DOCTYPE, COLUMNS, rows, numbered=False)


def _is_between(name: Field, after: str, upto: str | None) -> Criterion:
	later = name > after
	return later if upto is None else later & (name <= upto)
