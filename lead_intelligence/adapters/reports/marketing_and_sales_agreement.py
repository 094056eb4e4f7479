"""Marketing and Sales Agreement: whether sales works the leads that marketing hands over, what it answers, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.agreement_columns import (
	RATES,
	Group,
	cells,
	columns,
	rates,
	reasons_shown,
	refusal_column,
)
from lead_intelligence.adapters.reports.agreement_words import HOW, NOTHING, notes
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import Deals, deals_of
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.handed_leads import Became, leads_behind, named, what_became_of
from lead_intelligence.adapters.reports.handover_groups import ALWAYS, HandoverGroup
from lead_intelligence.adapters.reports.handover_period import Agreed, agreed
from lead_intelligence.adapters.reports.handover_rows import HandedOver, meant_by, refused_for
from lead_intelligence.core.funnel.agreement_findings import is_alarming
from lead_intelligence.core.funnel.handovers import HandoverCount
from lead_intelligence.core.reporting.choices import chosen
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of, key_of
from lead_intelligence.core.reporting.result import Card, Result, Sentence, Series, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
	"""By group, and all together. `undated`: deals of which nobody knows when they began."""

	groups: dict[str, Group]
	all: Group
	undated: int


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	"""`values`: `group_by`, see `handover_groups`."""
	terms, group = agreed(), _group(values)
	handed = HandedOver(filters=filters, group=group, agreed=terms)
	deals = deals_of(handed.asked)
	counted = _counted(handed, deals)
	grouping = group.grouping
	reasons = reasons_shown(counted.all.handovers)
	if not counted.groups:
		missing = AskedLeads(filters).missing()
		return Result(
			columns=columns(grouping.column, (), with_before=False),
			rows=(),
			notes=[*missing, NOTHING],
			how=HOW,
		)
	earlier = filters.before()
	before = _counted(HandedOver(filters=earlier, group=group, agreed=terms), deals) if earlier else None
	with_before = before is not None
	order = grouping.ordered({name: one.handovers.handed_over for name, one in counted.groups.items()})
	currency = currency_of(filters.company)
	rows = [
		{
			"key": key_of(name),
			"group": grouping.shown(name),
			**cells(counted.groups[name], reasons, terms.bar, currency),
			**_before(before.groups.get(name) if before and not group.in_time else None),
		}
		for name in order
	]
	total = {
		"key": ALL,
		"group": Sentence(text="Total"),
		**cells(counted.all, reasons, terms.bar, currency),
		**_before(before.all if before else None),
	}
	return Result(
		columns=columns(grouping.column, reasons, with_before=with_before),
		rows=[*rows, total],
		cards=_cards(counted.all, before.all if before else None, terms, total),
		chart=grouping.chart(
			order,
			*(
				Series(
					label=column.label,
					numbers=[rates(counted.groups[name])[column.name] for name in order],
					kind="line",
				)
				for column in RATES
			),
			shape=Shape.SHARE,
		),
		notes=[
			*AskedLeads(filters).missing(),
			*notes(counted.all, terms, without_lead=handed.without_lead(), undated=counted.undated),
		],
		how=HOW,
		has_total=True,
	)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	handed, group = HandedOver(filters=filters, group=_group(values), agreed=agreed()), group_of(key)
	if meant := meant_by(column):
		return handed.behind(group, meant)
	if column.startswith("refused_"):
		reasons = handed.counts()
		reason = next(
			(one for count in reasons.values() for one in count.refusals if refusal_column(one) == column),
			None,
		)
		if reason is not None:
			return handed.behind(group, refused_for(reason))
	if column in ("leads", "ripe"):
		return leads_behind(handed, group, ripe_only=column == "ripe")
	return named(handed, group, column)


def _group(values: Mapping[str, Any]) -> HandoverGroup:
	return HandoverGroup(chosen(values, "group_by", "Group By", ALWAYS, "Month"))


def _counted(handed: HandedOver, deals: Deals) -> Counted:
	"""`deals`: of the leads that are asked for, whatever the period."""
	handovers, of_leads = handed.counts(), what_became_of(handed, deals)
	names = {*handovers, *of_leads.groups}
	groups = {
		name: Group(
			handovers=handovers.get(name) or HandoverCount(), became=of_leads.groups.get(name) or Became()
		)
		for name in names
	}
	return Counted(groups=groups, all=_together(groups.values()), undated=of_leads.undated)


def _together(groups: Iterable[Group]) -> Group:
	whole = Group()
	for group in groups:
		whole.handovers.add_all(group.handovers)
		whole.became.add_all(group.became)
	return whole


def _before(group: Group | None) -> dict[str, float | None]:
	return {f"{name}_before": rate for name, rate in rates(group).items()} if group else {}


def _cards(group: Group, before: Group | None, terms: Agreed, total: Mapping[str, Any]) -> list[Card]:
	now, then = rates(group), rates(before) if before else {}
	tone = None
	if now["treatment"] is not None:
		tone = "bad" if is_alarming(group.handovers, terms.bar) else "good"
	return [
		Card(
			label="Treatment Rate",
			value=now["treatment"],
			shape=Shape.SHARE,
			before=then.get("treatment"),
			tone=tone,
		),
		Card(
			label="Acceptance Rate", value=now["acceptance"], shape=Shape.SHARE, before=then.get("acceptance")
		),
		Card(
			label="Conversion to Opportunity",
			value=now["conversion"],
			shape=Shape.SHARE,
			before=then.get("conversion"),
		),
		Card(label="Win Rate", value=now["win_rate"], shape=Shape.SHARE, before=then.get("win_rate")),
		Card(label="Amount Won", value=total["won_amount"], shape=Shape.AMOUNT, currency=total["currency"]),
	]
