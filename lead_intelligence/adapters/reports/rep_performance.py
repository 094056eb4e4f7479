"""Rep Performance: what each rep took, how soon they answered, what they accepted, won and have open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import SEE_ALL
from lead_intelligence.adapters.reports.reached_opportunity import among_them
from lead_intelligence.adapters.reports.rep_counts import RepCounts, RowsOf, leads_asked
from lead_intelligence.adapters.reports.rep_tables import cards, chart, columns, last_row, lines
from lead_intelligence.adapters.reports.rep_team import Team
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import group_of
from lead_intelligence.core.reporting.result import Result
from lead_intelligence.core.responding.rep_remarks import NOTHING, how, notes_on
from lead_intelligence.core.responding.responses import Standing

__all__ = ["figures", "leads", "leads_asked"]


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	counts = RepCounts(filters)
	team, earlier = Team.of(counts), filters.before()
	before = Team.of(RepCounts(earlier, counts.now)) if earlier else None
	missing = counts.asked.missing()
	if not team.users:
		return Result(columns=columns(before), rows=(), notes=[*missing, NOTHING])
	fewest = int(settings().get("fewest_cases") or 0)
	nothing = Tally(leads=0, won=0)
	told = team.every.told
	won, others = (
		counts.owners_of_unrecorded(told) if told.leads and counts.reps is None else (nothing, nothing)
	)
	notes = notes_on(
		team.every,
		reps=list(team.taken.values()),
		won=won,
		others=others,
		deals=team.all_deals,
		without_rate=counts.deals.without_rate,
		sees_others=not SEE_ALL.isdisjoint(frappe.get_roles()),
		ripe_days=counts.ripe_days,
	)
	rows = lines(team, before, counts.loads(team.users), fewest)
	return Result(
		columns=columns(before),
		rows=[*rows, last_row(team, before, rows, fewest)],
		cards=cards(team, before),
		chart=chart(team),
		notes=[*missing, *notes],
		how=how(counts.ripe_days, fewest),
		has_total=True,
	)


_REPLIES = {"accepted": "Accepted", "refused": "Refused", "lapsed": "Lapsed"}
_DEALS: Mapping[str, Callable[[Deal], bool]] = {
	"deals": lambda deal: True,
	"deals_won": lambda deal: deal.outcome is Outcome.WON,
	"deals_lost": lambda deal: deal.outcome is Outcome.LOST,
}


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	counts, user = RepCounts(filters), group_of(key)
	if column in ("answered", "in_time"):
		return _answered(counts, user, column)
	if column == "handed" or column in _REPLIES:
		row = frappe.qb.DocType("Lead Handover")
		query = counts.handed().select(row.lead)
		if column in _REPLIES:
			query = query.where(row.status == _REPLIES[column])
		if user is not None:
			return query.where(row.to_user == user)
		return query if counts.reps is None else query.where(row.to_user.isin(counts.reps or [""]))
	if column in _DEALS:
		meant = (deal for owner, deal in counts.deals_of_period() if user in (None, owner))
		return _named({deal.lead for deal in meant if _DEALS[column](deal)})
	if column == "won":
		return _named(_won(counts, user))
	return _taken(counts, user, column)


def _answered(counts: RepCounts, user: str | None, column: str) -> QueryBuilder:
	found = counts.answer_counts
	query, rep = found.joined(found.rows)
	query = query.select(found.rows.table.lead)
	if column == "in_time":
		query = query.where(found.rows.table.standing == Standing.IN_TIME.value)
	if user is not None:
		return query.where(rep == user)
	return query if counts.reps is None else query.where(rep.isin(counts.reps or [""]))


def _kinds(counts: RepCounts, user: str | None) -> list[RowsOf]:
	"""Of a rep, all that was taken; of all together, each lead once."""
	taken = counts.taken_leads
	return [partial(taken.recorded, each_once=True) if user is None else taken.recorded, taken.told]


def _taken(counts: RepCounts, user: str | None, column: str) -> QueryBuilder:
	recorded, told = _kinds(counts, user)
	found = _of_kind(counts, recorded, user, column)
	if column in ("ripe", "opportunities") and not _told_is_judged(counts, user):
		return found
	every = union_of([found, _of_kind(counts, told, user, column)], "every")
	return frappe.qb.from_(every).select(every.lead)


def _of_kind(counts: RepCounts, rows_of: RowsOf, user: str | None, column: str) -> QueryBuilder:
	rows = rows_of().as_("taken")
	query = frappe.qb.from_(rows)
	if column == "opportunities":
		query, made = among_them(rows)
		query = query.where(counts.is_after(rows, made, rows_of))
	if user is not None:
		query = query.where(rows.user == user)
	if column in ("ripe", "opportunities"):
		query = query.where(counts.is_ripe(rows.at))
	return query.select(rows.lead)


def _told_is_judged(counts: RepCounts, user: str | None) -> bool:
	by_user, _every = counts.taken()
	meant = by_user.values() if user is None else [by_user[user]] if user in by_user else []
	return all(one.knows_denominator for one in meant)


def _won(counts: RepCounts, user: str | None) -> set[str]:
	kinds = _kinds(counts, user)
	return {
		lead
		for rows_of in (kinds if _told_is_judged(counts, user) else kinds[:1])
		for taker, ripe, was_after, lead in counts.won_leads(rows_of)
		if ripe and was_after and (user is None or taker == user)
	}


def _named(names: set[str]) -> QueryBuilder:
	lead = frappe.qb.DocType("Lead")
	return frappe.qb.from_(lead).select(lead.name).where(lead.name.isin(sorted(names) or [""]))
