"""What was won in some periods and how long it took, counted by the database where it is stored: these may be many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import frappe
from pypika import Table
from pypika.functions import Count, Min, Sum
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.figure_marks import Figures, Marked, marked
from lead_intelligence.adapters.milestones.reading import MOST
from lead_intelligence.adapters.milestones.stored_moments import DOCTYPE as MILESTONES
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deal_days import ways_of
from lead_intelligence.adapters.reports.deal_groups import GROUP_OF_LEAD
from lead_intelligence.adapters.reports.deals import (
	LeadOfDeal,
	changed_leads,
	fields_of_lead,
	found_deals,
	stored_deals,
	told_deals,
)
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.periods import place_among, within_any
from lead_intelligence.adapters.reports.stage_reach import days_since_first
from lead_intelligence.core.funnel.cycle import days_of
from lead_intelligence.core.funnel.cycle_question import Start
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.stagnant import label_of

WON_FIELDS: Final = ("lead", "closed_at", "has_amount", "amount")

_FEW_DAYS: Final = 100
"""Of a longer period it is faster to look leads up in the order of their names than to read its days alone, in no order."""


class WonAlike(NamedTuple):
	"""So many sales of leads of a group that were won in the period of this `place`, so many days after the first contact. `amount`: what those
	come to together; None where it is not known of them."""

	place: int
	group: str
	days: int | None
	sales: int
	amount: float | None


class Changed(NamedTuple):
	"""`leads`: of which something has changed since their deals were stored; None: nothing that is stored may be read. `won`: what is found of these
	now: `WON_FIELDS`, and what `LeadOfDeal` tells."""

	leads: Sequence[str] | None
	won: Sequence[Sequence[Any]]


def changed_since(asked: AskedLeads) -> Changed:
	leads = changed_leads()
	return Changed(leads, told_deals(asked, LeadOfDeal, WON_FIELDS, found_deals(leads, None, Outcome.WON)))


def won_in(
	asked: AskedLeads, changed: Changed, periods: Sequence[Period], dimension: Dimension
) -> Iterator[WonAlike]:
	"""`periods`: without a gap, the last one first. By the calendar, a sale belongs to the day on which it was won."""
	unread = marked(Figures.MILESTONES, MOST)
	whole = Period(first=periods[-1].first, last=periods[0].last)
	others = [row for row in changed.won if row[1] and whole.begin <= row[1] < whole.end]
	if changed.leads is not None:
		query, deal, lead = stored_deals(asked, changed.leads)
		if frappe.db.db_type == "mariadb" and whole.days > _FEW_DAYS:
			query = query.force_index("lead_outcome")
		query = query.where((deal.outcome == Outcome.WON.value) & within_any(deal.closed_at, periods))
		is_told = False
		if not unread.is_all:
			query, came = _with_coming(query, lead, unread)
			counted = _counted(query, deal, lead, came, periods, dimension)
			yield from (one for one in counted if one.days is not None)
			is_told = all(one.days is not None for one in counted)
			query = query.where(came.came_at.isnull())
		if not is_told:
			query = query.select(*(deal[field] for field in WON_FIELDS), *fields_of_lead(LeadOfDeal))
			others += query.run()
	yield from _one_by_one(asked, others, periods, dimension)


def undated(asked: AskedLeads, changed: Changed) -> int:
	"""How many sales were won of which nobody knows when."""
	number = sum(row[1] is None for row in changed.won)
	if changed.leads is None:
		return number
	query, deal, _lead = stored_deals(asked, changed.leads)
	query = query.where((deal.outcome == Outcome.WON.value) & deal.closed_at.isnull())
	return number + int(query.select(Count("*")).run()[0][0])


def _with_coming(query: QueryBuilder, lead: Table, unread: Marked) -> tuple[QueryBuilder, Table]:
	"""With what is stored of when the leads came in: nothing of those of which something has changed since."""
	came = frappe.qb.DocType(MILESTONES)
	on = came.name == lead.name
	if names := unread.names("Lead"):
		on &= came.name.notin(names)
	return query.left_join(came).on(on), came


def _counted(
	query: QueryBuilder,
	deal: Table,
	lead: Table,
	came: Table,
	periods: Sequence[Period],
	dimension: Dimension,
) -> list[WonAlike]:
	"""Without days where it is not stored when the lead came in."""
	group = value_of(dimension, lead, deal.closed_at)
	terms = {
		"won_place": place_among(deal.closed_at, periods),
		**ids_of(group),
		"won_days": days_since_first(lead.creation, came.came_at, deal.closed_at),
		"won_known": deal.has_amount,
	}
	rows = grouped(query, terms, Min(group), Count("*"), Sum(deal.amount))
	return [
		WonAlike(place, group_in(dimension, name), days, sales, amount if is_known else None)
		for place, _one, _other, days, is_known, name, sales, amount in rows
	]


def group_in(dimension: Dimension, name: str) -> str:
	return (family_of(name) or "") if dimension is Dimension.FAMILY else name


def _one_by_one(
	asked: AskedLeads, rows: Sequence[Sequence[Any]], periods: Sequence[Period], dimension: Dimension
) -> Iterator[WonAlike]:
	ways = ways_of(asked, {row[0] for row in rows}, Start.FIRST_CONTACT)
	for lead, closed_at, has_amount, amount, *told in rows:
		of_lead = LeadOfDeal._make(told)
		way = ways.get(lead)
		begun = min(of_lead.created, way.since) if way and way.since else of_lead.created
		group = group_of_deal(dimension, of_lead, closed_at)
		for place, period in enumerate(periods):
			if period.begin <= closed_at < period.end:
				known = amount if has_amount else None
				yield WonAlike(place, group, days_of(begun, closed_at), 1, known)


def group_of_deal(dimension: Dimension, lead: LeadOfDeal, day: datetime) -> str:
	if dimension in BY_TIME:
		return label_of(day.date(), dimension.value)
	return GROUP_OF_LEAD[dimension](lead) or ""
