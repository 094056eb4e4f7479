"""Marketing and Sales Agreement: whether sales works the leads that marketing hands over, what it answers, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypika.queries import QueryBuilder

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.agreement_columns import (
	RATES,
	Group,
	cells,
	columns,
	rates,
	reasons_shown,
	refusal_column,
)
from lead_intelligence.adapters.reports.agreement_words import how, notes, nothing
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.handed_leads import Became, leads_behind, leads_named, what_became_of
from lead_intelligence.adapters.reports.handover_groups import ALWAYS, HandoverGroup
from lead_intelligence.adapters.reports.handover_period import Agreed, agreed, leads_asked
from lead_intelligence.adapters.reports.handover_rows import HandedOver, meant_by, refused_for
from lead_intelligence.adapters.reports.response_groups import named
from lead_intelligence.core.funnel.agreement_findings import is_alarming
from lead_intelligence.core.funnel.handovers import HandoverCount
from lead_intelligence.core.reporting.choices import chosen
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, Grouping, group_of, key_of
from lead_intelligence.core.reporting.result import Card, Chart, Result, Sentence, Series, Shape

__all__ = ["figures", "leads", "leads_asked"]


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
	counted = _counted(handed)
	grouping = group.grouping()
	reasons = reasons_shown(counted.all.handovers)
	if not counted.groups:
		missing = AskedLeads(filters).missing()
		return Result(
			columns=columns(grouping.column, (), with_before=False),
			rows=(),
			notes=[*missing, nothing()],
			how=how(terms),
		)
	earlier = filters.before()
	before = _counted(HandedOver(filters=earlier, group=group, agreed=terms)) if earlier else None
	with_before = before is not None
	order = grouping.ordered({name: one.handovers.handed_over for name, one in counted.groups.items()})
	names = full_names(order) if grouping.of_users else {}
	currency = currency_of(filters.company)
	rows = [
		{
			"key": key_of(name),
			"group": grouping.shown(name),
			**({"group_label": names[name]} if name in names else {}),
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
		chart=_chart(grouping, order, counted.groups, names),
		notes=[
			*AskedLeads(filters).missing(),
			*notes(counted.all, terms, without_lead=handed.without_lead(), undated=counted.undated),
		],
		how=how(terms),
		has_total=True,
	)


def _chart(
	grouping: Grouping, order: Sequence[str], groups: Mapping[str, Group], names: Mapping[str, str]
) -> Chart | None:
	found = [rates(groups[name]) for name in order]
	series = [
		Series(label=column.label, numbers=[one[column.name] for one in found], kind=_kind(grouping))
		for column in RATES
	]
	chart = grouping.chart(order, *series, shape=Shape.SHARE)
	return chart and named(chart, names)


def _kind(grouping: Grouping) -> str:
	return "line" if grouping.in_time else "bar"


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
	return leads_named(handed, group, column)


def _group(values: Mapping[str, Any]) -> HandoverGroup:
	return HandoverGroup(chosen(values, "group_by", "Group By", ALWAYS, "Month"))


def _counted(handed: HandedOver) -> Counted:
	handovers, of_leads = handed.counts(), what_became_of(handed)
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
		Card(
			label="Amount Won",
			value=total["won_amount"],
			shape=Shape.AMOUNT,
			before=_won_before(before, total["currency"]),
			currency=total["currency"],
		),
	]


def _won_before(before: Group | None, currency: str | None) -> float | None:
	"""None where it is not in the same currency."""
	if before is None or currency is None or not before.became.currencies <= {currency}:
		return None
	return before.became.deals.won_amount
