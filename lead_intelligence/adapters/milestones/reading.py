"""When each lead first came to each stage, as of now: what is stored, and of leads that have changed since what their journey says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import frappe
from pypika.functions import Max
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.milestones.journey_moments import (
	JOURNEY,
	last_by_itself,
	last_moment,
	moments_in_journey,
)
from lead_intelligence.adapters.milestones.stored_moments import stored_moments
from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.core.qualification.stages import Stage

MOST: Final = 500
"""Of more leads that have changed, to leave each of them out takes longer than to read the journey of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
	"""`moments`, `reached`: the stages of which the moments are, see `moments_in_journey`. `leads`: only these. `since`: only those whose
	moments may lie there or later. `came`: only those that may have come in then, from the first moment up to the second. `numbered`: with
	the number of the lead, see `reports.numbers`."""

	moments: Sequence[Stage]
	reached: Sequence[Stage]
	leads: Sequence[str] | None = None
	since: datetime | None = None
	came: tuple[datetime, datetime] | None = None
	numbered: bool = False


def in_parts(wanted: Wanted) -> list[QueryBuilder]:
	"""No lead is in two of them. The database reads each of them as it goes, where of all at once it would write a table first."""
	if wanted.leads is not None:
		return [_from_journey(wanted, wanted.leads)]
	told = marked(Figures.MILESTONES, MOST)
	if told.is_all:
		return [_from_journey(wanted)]
	leads = told.names("Lead")
	stored = _from_store(wanted, leads)
	return [stored, _from_journey(wanted, leads)] if leads else [stored]


def in_one(wanted: Wanted) -> QueryBuilder:
	first, *others = in_parts(wanted)
	if not others:
		return first
	every = first
	for other in others:
		every = every.union_all(other)
	rows = every.as_("every")
	return frappe.qb.from_(rows).select(rows.star)


def _from_journey(wanted: Wanted, leads: Sequence[str] | None = None) -> QueryBuilder:
	journey = frappe.qb.DocType(JOURNEY)
	query = moments_in_journey(wanted.moments, wanted.reached, leads)
	if wanted.numbered:
		query = query.select(number_of(Max(journey.lead)).as_("number"))
	if wanted.since:
		late = last_moment(journey) >= wanted.since
		query = query.having(late | last_by_itself(journey).isnull())
	return query


def _from_store(wanted: Wanted, without: Sequence[str]) -> QueryBuilder:
	query, stored = stored_moments(wanted.moments, wanted.reached, without)
	if wanted.numbered:
		query = query.select(stored.number)
	if wanted.since:
		query = query.where((stored.last_at >= wanted.since) | (stored.by_itself == 0))
	if wanted.came:
		begin, end = wanted.came
		then = (stored.came_at >= begin) & (stored.came_at < end)
		query = query.where(then | stored.came_at.isnull())
	return query
