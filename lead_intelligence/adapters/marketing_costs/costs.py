"""The costs of a period, as reports ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import frappe

from lead_intelligence.adapters.marketing_costs.by_hand import entered_costs
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE, Names
from lead_intelligence.adapters.marketing_costs.purchase_invoices import invoiced_costs
from lead_intelligence.adapters.marketing_costs.rules import RULE
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.core.costs.costs import Cost, Costs
from lead_intelligence.core.costs.remarks import NOT_BY_LEADS, NOT_TO_BE_SEEN, remarks
from lead_intelligence.core.reporting.filters import Filters

_OF_LEADS = ("owner", "team", "territory", "grade", "segment", "definition")


def costs_of(filters: Filters) -> Costs:
	"""Of the days of the period, in the currency of the company, without tax; those of all companies where none is asked for, whatever
	their currencies. Not told where a filter is on something that costs are not of, or to those who may not read
	costs and their rules."""
	if any(getattr(filters, name) for name in _OF_LEADS):
		return Costs(period=filters.period, is_told=False, notes=(NOT_BY_LEADS,))
	if not (frappe.has_permission(COST, "read") and frappe.has_permission(RULE, "read")):
		return Costs(period=filters.period, is_told=False, notes=(NOT_TO_BE_SEEN,))
	names = Names()
	found = [
		*entered_costs(filters.company, filters.period),
		*invoiced_costs(filters.company, filters.period),
	]
	named = _named(found, names)
	kept = [cost for cost in named if _is_asked_for(cost, filters)]
	notes = remarks(
		kept,
		filters.period,
		unknown_sources=_met(kept, names, SOURCE),
		unknown_campaigns=_met(kept, names, CAMPAIGN),
	)
	return Costs(period=filters.period, costs=tuple(kept), notes=notes)


def _named(costs: Sequence[Cost], names: Names) -> list[Cost]:
	names.learn(SOURCE, (cost.source for cost in costs))
	names.learn(CAMPAIGN, (cost.campaign for cost in costs))
	families: dict[str, str] = {}
	found = []
	for cost in costs:
		source = names.of(SOURCE, cost.source)
		if source not in families:
			families[source] = family_of(source) or ""
		found.append(
			replace(cost, source=source, campaign=names.of(CAMPAIGN, cost.campaign), family=families[source])
		)
	return found


def _is_asked_for(cost: Cost, filters: Filters) -> bool:
	return (
		(not filters.source or cost.source.casefold() == filters.source.casefold())
		and (not filters.campaign or cost.campaign.casefold() == filters.campaign.casefold())
		and (not filters.family or cost.family == filters.family)
	)


def _met(costs: Sequence[Cost], names: Names, name: str) -> list[str]:
	return sorted({getattr(cost, name) for cost in costs} & names.unknown[name], key=str.casefold)
