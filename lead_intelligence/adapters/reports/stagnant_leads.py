"""Stagnant Leads: with which leads nothing happens, whose they are, and whether it gets better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from frappe.utils import now_datetime
from pypika.queries import QueryBuilder
from pypika.terms import ValueWrapper

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.response_groups import is_in, sources_of_leads
from lead_intelligence.adapters.reports.stagnant_rows import StagnantRows, nameless
from lead_intelligence.adapters.reports.stagnant_tables import (
	LONG_DAYS,
	group_term,
	groups,
	listed,
	over_time,
)
from lead_intelligence.core.metrics.quantile import spread_of
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Card, Result, Sentence, Shape
from lead_intelligence.core.responding.stagnant import (
	BY_LEAD,
	BY_OWNER,
	ENDINGS,
	IN_TIME,
	Way,
	read_grouping,
	stretches,
)

# What to group by where nothing is told apart.
_EVERYTHING = ValueWrapper("")
GROUPS = tuple(one.value for one in Dimension if one.value != BY_OWNER)
_NOTHING = Sentence(
	text="No lead was stagnant on the last day of this period. Take a filter away, or see to it that the response policy has stagnation limits."
)
_NOTHING_MOVED = Sentence(
	text="No lead has become or was stagnant in this period. Choose a longer period, or take a filter away."
)


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	by, asked = read_grouping(values, GROUPS), AskedLeads(filters)
	rows, moment = StagnantRows(asked), _as_of(filters)
	earlier = filters.before()
	if by in IN_TIME:
		table = over_time(rows, filters.period, by, now_datetime())
	elif by == BY_LEAD:
		table = listed(rows, moment)
	else:
		table = groups(rows, moment, by, _as_of(earlier) if earlier else None)
	notes = [*asked.missing(), *table.notes]
	if not table.rows:
		notes.append(_NOTHING_MOVED if by in IN_TIME else _NOTHING)
	if gone := nameless(moment, filters.company):
		notes.append(
			Sentence(
				text="{times} times leads were stagnant that have been deleted since. These are in no figure.",
				values={"times": gone},
			)
		)
	if errors := rows.never_were():
		notes.append(
			Sentence(
				text="{times} times a lead was taken for stagnant until something became known that had happened before. These are in no figure.",
				values={"times": errors},
			)
		)
	return replace(table, notes=notes, how=_HOW, cards=_cards(rows, filters, earlier))


def _as_of(filters: Filters) -> datetime:
	return min(filters.period.end, now_datetime())


def _cards(rows: StagnantRows, filters: Filters, earlier: Filters | None) -> list[Card]:
	now, before = _figures(rows, filters), _figures(rows, earlier) if earlier else None
	labels = (
		("standing", Card(label="Stagnant", value=None, shape=Shape.COUNT)),
		("median", Card(label="Median Days Quiet", value=None, shape=Shape.DAYS)),
		("came", Card(label="Became Stagnant in the Period", value=None, shape=Shape.COUNT)),
		("touched", Card(label="Ended by a Touch in the Period", value=None, shape=Shape.COUNT)),
	)
	return [replace(card, value=now[name], before=before[name] if before else None) for name, card in labels]


def _figures(rows: StagnantRows, filters: Filters) -> dict[str, float | None]:
	moment, period = _as_of(filters), filters.period
	days: dict[int, int] = {}
	for _group, number, leads in rows.days_by(_EVERYTHING, moment):
		days[number] = days.get(number, 0) + leads
	spread = spread_of(days)
	touched = rows.went(period) & rows.note.ended_because.isin(ENDINGS[Way.TOUCH])
	return {
		"standing": sum(days.values()),
		"median": spread.median if spread else None,
		"came": sum(rows.leads_by(_EVERYTHING, rows.came(period)).values()),
		"touched": sum(rows.leads_by(_EVERYTHING, touched).values()),
	}


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	by, rows, moment = read_grouping(values, GROUPS), StagnantRows(AskedLeads(filters)), _as_of(filters)
	query = rows.query().select(rows.note.lead)
	if by in IN_TIME:
		found = stretches(filters.period, by, now_datetime().date())
		if key != ALL:
			found = tuple(one for one in found if key == f"={one.label}")
		if not found:
			return query.where(rows.note.lead.isnull())
		stretch = Period(first=found[0].first, last=found[-1].last)
		if column == "standing":
			return query.where(rows.stands(stretch.end))
		if column == "came":
			return query.where(rows.came(stretch))
		query = query.where(rows.went(stretch))
		return query.where(rows.way() == column) if column != "went" else query
	query = query.where(rows.stands(moment))
	if column == "long":
		query = query.where(rows.days(moment) > LONG_DAYS)
	if by != BY_LEAD and (group := group_of(key)) is not None:
		query = query.where(is_in(by, group, group_term(rows, by, moment), sources_of_leads()))
	return query


_HOW = (
	Sentence(
		text="A lead is stagnant when nothing has happened with it for as many working days as the response policy allows on its stage: no touch, no next step, no change of stage."
	),
	Sentence(
		text="What stands is what was stagnant at the end of the last day of the period, or is now. Owner and stage are those that were noted then."
	),
	Sentence(text="Days are calendar days since something happened last."),
	Sentence(
		text="What came and went is told apart by when it became stagnant, and when and by what that ended. A lead counts once in each figure."
	),
)
