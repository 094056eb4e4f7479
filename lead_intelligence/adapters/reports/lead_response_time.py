"""Lead Response Time: how soon leads are answered, and how many become more by how soon it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.reached_opportunity import reached_opportunity
from lead_intelligence.adapters.reports.response_counts import Counted, ResponseCounts, everyone
from lead_intelligence.adapters.reports.response_groups import (
	DIMENSIONS,
	grouping_of,
	is_in,
	sources_of_leads,
)
from lead_intelligence.adapters.reports.response_rows import nameless
from lead_intelligence.adapters.reports.response_tables import bucket_rows, cards, group_rows
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of
from lead_intelligence.core.reporting.result import Result
from lead_intelligence.core.responding.buckets import Bucket
from lead_intelligence.core.responding.question import BY_BUCKET, Basis, ResponseQuestion, read_question
from lead_intelligence.core.responding.remarks import NOTHING_ANSWERED, NOTHING_DUE, how, notes_on
from lead_intelligence.core.responding.responses import ANSWERED, OPEN, UNANSWERED, Standing, Time


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	question, fewest = read_question(values, DIMENSIONS), int(settings().get("fewest_cases") or 0)
	asked = AskedLeads(filters)
	counts = ResponseCounts(asked, question)
	groups = counts.groups()
	before = _groups_before(filters, question)
	total = everyone(groups)
	every = total.figures
	table = _table(question, groups, before, fewest)
	if not groups:
		nothing = NOTHING_DUE if question.basis is Basis.DUE else NOTHING_ANSWERED
		return replace(table, notes=[*asked.missing(), nothing], has_total=False, rows=(), chart=None)
	untimed = sum(
		one.leads for one in total.alike if one.standing in ANSWERED and one.working is Bucket.UNKNOWN
	)
	notes = notes_on(
		every,
		untimed=untimed,
		repeated=len(counts.repeated),
		nameless=nameless(filters.period, filters.company) if question.basis is Basis.DUE else 0,
		ripe_days=counts.ripe_days,
	)
	return replace(
		table,
		notes=[*asked.missing(), *notes],
		how=how(question, counts.ripe_days, fewest),
		cards=cards(every, everyone(before).figures if before is not None else None),
	)


def _groups_before(filters: Filters, question: ResponseQuestion) -> dict[str, Counted] | None:
	earlier = filters.before()
	return ResponseCounts(AskedLeads(earlier), question).groups() if earlier else None


def _table(
	question: ResponseQuestion,
	groups: Mapping[str, Counted],
	before: Mapping[str, Counted] | None,
	fewest: int,
) -> Result:
	if question.by == BY_BUCKET:
		return bucket_rows(
			everyone(groups), everyone(before) if before is not None else None, question, fewest
		)
	grouping = grouping_of(question.by)
	names = full_names(groups) if grouping.of_users else {}
	return group_rows(grouping, groups, before, names, fewest)


_STANDINGS: Mapping[str, Iterable[Standing]] = {
	"answered": ANSWERED,
	"waiting": OPEN,
	"unanswered": UNANSWERED,
	"in_time": (Standing.IN_TIME,),
	"not_in_time": (Standing.LATE, Standing.OVERDUE, Standing.BREACHED),
	"attempted_in_vain": (*OPEN, *UNANSWERED),
}


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	question = read_question(values, DIMENSIONS)
	counts = ResponseCounts(AskedLeads(filters), question)
	rows = counts.rows
	query, term = counts.joined(rows)
	query = query.select(rows.table.lead)
	if question.by == BY_BUCKET:
		if key != ALL:
			other = column == "other_leads"
			is_working = (question.time is Time.WORKING) != other
			seconds = rows.table.working if is_working else rows.table.elapsed
			query = query.where(rows.bucket(seconds) == key)
	elif (group := group_of(key)) is not None:
		query = query.where(is_in(question.by, group, term, sources_of_leads()))
	if column in _STANDINGS:
		query = query.where(rows.table.standing.isin(sorted(one.value for one in _STANDINGS[column])))
	if column == "attempted_in_vain":
		query = query.where(rows.table.attempts > 0)
	if column in ("ripe", "opportunities", "won"):
		query = query.where(counts.is_ripe(rows))
	if column == "opportunities":
		made = reached_opportunity().as_("made")
		query = query.where(rows.table.lead.isin(frappe.qb.from_(made).select(made.lead)))
	if column == "won":
		query = query.where(rows.table.lead.isin(counts.won_leads() or [""]))
	return query
