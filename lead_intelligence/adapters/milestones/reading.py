"""When each lead first came to each stage, as of now: what is stored, and of leads that have changed since what their journey says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import frappe
from pypika import Table
from pypika.functions import Max
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.milestones.journey_moments import (
	CAME,
	JOURNEY,
	last_moment,
	moments_in_journey,
)
from lead_intelligence.adapters.milestones.stored_moments import stored_moments
from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.qualification.stages import LADDER, Stage

MOST: Final = 500
"""Of more leads that have changed, to leave each of them out takes longer than to read the journey of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
	"""`moments`, `reached`: the stages of which the moments are, see `moments_in_journey`. `leads`: only these. `since`: only those whose
	moments may lie there or later. `came`: only those that may have come in then, from the first moment up to the second. `numbered`: with
	the number of the lead, see `reports.numbers`. `apart`: those that the journey alone tells of are a part of their own. `by_name`: in the
	order of their names, in which leads are looked up in half the time."""

	moments: Sequence[Stage]
	reached: Sequence[Stage]
	leads: Sequence[str] | None = None
	since: datetime | None = None
	came: tuple[datetime, datetime] | None = None
	numbered: bool = False
	apart: bool = True
	by_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
	"""With the columns of `moments_in_journey`. `told`: when each of them came in is in `CAME`, without a look at when it was made."""

	query: QueryBuilder
	told: bool = False


def in_parts(wanted: Wanted) -> list[Rows]:
	"""No lead is in two of them. The database reads each of them as it goes, where of all at once it would write a table first."""
	told = marked(Figures.MILESTONES, MOST)
	if told.is_all:
		return [Rows(query=_from_journey(wanted, wanted.leads))]
	leads = told.names("Lead")
	if wanted.leads is not None:
		changed = {lead.casefold() for lead in leads}
		leads = sorted(lead for lead in {*wanted.leads} if lead.casefold() in changed)
	found = _stored_parts(wanted, leads)
	return [*found, Rows(query=_from_journey(wanted, leads))] if leads else found


def in_one(wanted: Wanted) -> Rows:
	queries = [rows.query for rows in in_parts(replace(wanted, apart=False))]
	if len(queries) == 1:
		return Rows(query=queries[0])
	every = union_of(queries, "every")
	return Rows(query=frappe.qb.from_(every).select(every.star))


def _stored_parts(wanted: Wanted, without: Sequence[str]) -> list[Rows]:
	"""Of most leads the journey says when they came in: for these nothing has to be looked up."""
	query, stored = _from_store(wanted, without)
	if not wanted.apart or LADDER[0] not in wanted.reached:
		return [Rows(query=query)]
	# The few others are found by the index.
	others, of_others = _from_store(replace(wanted, by_name=False), without)
	return [
		Rows(query=query.where(stored[CAME].isnotnull()), told=True),
		Rows(query=others.where(of_others[CAME].isnull())),
	]


def _from_journey(wanted: Wanted, leads: Sequence[str] | None = None) -> QueryBuilder:
	journey = frappe.qb.DocType(JOURNEY)
	query = moments_in_journey(wanted.moments, wanted.reached, leads)
	if wanted.numbered:
		query = query.select(number_of(Max(journey.lead)).as_("number"))
	if wanted.since:
		last = last_moment(journey)
		query = query.having(last.isnull() | (last >= wanted.since))
	return query


def _from_store(wanted: Wanted, without: Sequence[str]) -> tuple[QueryBuilder, Table]:
	query, stored = stored_moments(wanted.moments, wanted.reached, without)
	if wanted.by_name and frappe.db.db_type == "mariadb":
		query = query.force_index("PRIMARY")
	if wanted.numbered:
		query = query.select(stored.number)
	if wanted.leads is not None:
		query = query.where(stored.name.isin(list(wanted.leads) or [""]))
	if wanted.since:
		query = query.where(stored.last_at.isnull() | (stored.last_at >= wanted.since))
	if wanted.came:
		begin, end = wanted.came
		then = (stored.came_at >= begin) & (stored.came_at < end)
		query = query.where(then | stored.came_at.isnull())
	return query, stored
