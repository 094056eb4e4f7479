"""Nurture Yield: of the leads that were put into nurture, how many came back and were converted in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe.utils import now_datetime
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.grouping import GROUPS, by_family, grouping_of, is_of_group
from lead_intelligence.adapters.reports.nurture_counts import Nursery
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.funnel.nurture import Nurtured, NurturedCounts, all_nurtured
from lead_intelligence.core.funnel.nurture_report import nurture_yield
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.reporting.choices import chosen
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import Grouping, group_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result

_BY_REASON = "Reason"


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	by, asked, before = _by(values), AskedLeads(filters), filters.before()
	periods = [filters.period, before.period] if before else [filters.period]
	nursery = _nursery(asked, periods)
	found = _counts(nursery, by, len(periods))
	return nurture_yield(
		_grouping(by, (group for of_groups in found for group in of_groups)),
		found[0],
		found[1] if before else None,
		LeftOut(undated=nursery.undated(), before=asked.missing()),
		months=nursery.months,
		fewest=settings().fewest_cases,
	)


def _by(values: Mapping[str, Any]) -> str:
	groups = tuple(dict.fromkeys((Dimension.MONTH.value, _BY_REASON, *GROUPS)))
	return chosen(values, "group_by", "Group By", groups, Dimension.MONTH.value)


def _nursery(asked: AskedLeads, periods: Sequence[Period]) -> Nursery:
	return Nursery(asked=asked, periods=periods, months=settings().nurture_months, now=now_datetime())


def _grouping(by: str, groups: Any) -> Grouping:
	return Grouping(label=_BY_REASON) if by == _BY_REASON else grouping_of(Dimension(by), groups)


def _grouped(
	nursery: Nursery, table: QueryBuilder, by: str, query: QueryBuilder
) -> tuple[QueryBuilder, Term]:
	if by == _BY_REASON:
		return nursery.with_reason(table, query)
	return query, value_of(Dimension(by), frappe.qb.DocType("Lead"), table.put_at)


def _counts(nursery: Nursery, by: str, periods: int) -> list[dict[str, NurturedCounts]]:
	table, lead = nursery.table, frappe.qb.DocType("Lead")
	query = frappe.qb.from_(table).left_join(lead).on(lead.name == table.lead)
	found: list[dict[str, dict[Nurtured, int]]] = [{} for _period in range(periods)]
	query, group = _grouped(nursery, table, by, query)
	for bucket, name, ripe, back, converted, days, leads_ in nursery.cases(table, query, group):
		case = Nurtured(
			is_ripe=bool(ripe),
			came_back=bool(back),
			converted=bool(converted),
			days=None if days is None else int(days),
		)
		of_group = found[bucket].setdefault(name, {})
		of_group[case] = of_group.get(case, 0) + leads_
	if by == Dimension.FAMILY.value:
		return [by_family(of_sources, lambda one, other: all_nurtured((one, other))) for of_sources in found]
	return list(found)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	by, nursery = _by(values), _nursery(AskedLeads(filters), [filters.period])
	table, lead, group = nursery.table, frappe.qb.DocType("Lead"), group_of(key)
	query = frappe.qb.from_(table).left_join(lead).on(lead.name == table.lead).select(table.lead)
	if group is not None:
		if by == _BY_REASON or Dimension(by) in BY_TIME:
			query, of_lead = _grouped(nursery, table, by, query)
			query = query.where(of_lead == group)
		else:
			query = query.where(is_of_group(Dimension(by), group, lead, table.put_at))
	stayed = table.back_at.isnull() | nursery.in_time(table, table.back_at).negate()
	conditions = {
		"came_back": nursery.in_time(table, table.back_at),
		"converted": nursery.in_time(table, table.converted_at),
		"waiting": stayed & nursery.is_ripe(table),
		"young": stayed & nursery.is_ripe(table).negate(),
	}
	return query.where(conditions[column]) if column in conditions else query
