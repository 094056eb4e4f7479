"""The costs that Source Return sets beside leads and revenue, where they can be told of just these leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from lead_intelligence.adapters.marketing_costs.costs import costs_of
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.core.costs.costs import TOLD_BY, Costs
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.result import Sentence

_OWN_ONLY = Sentence(
	text="Costs are of all leads of an origin, so they are told only to those who may see all leads."
)
_SEES_SOME = Sentence(
	text="You may see only some of the leads, while costs are of all leads of an origin: cost per lead is too high here, and return on cost too low.",
	tone="bad",
)


def told_costs(asked: AskedLeads, filters: Filters, companies: Sequence[str]) -> Costs:
	"""Of the days of these filters. `companies`: in whose currency they are, which is one; none where there are several."""
	if asked.own_only:
		return Costs(period=filters.period, is_told=False, notes=(_OWN_ONLY,))
	if not companies:
		return Costs(period=filters.period, is_told=False)
	found = [costs_of(replace(filters, company=company)) for company in companies]
	notes: list[Sentence] = []
	for one in found:
		notes += [note for note in one.notes if note not in notes]
	return Costs(
		period=filters.period,
		costs=tuple(cost for one in found for cost in one.costs),
		is_told=all(one.is_told for one in found),
		notes=(*notes, *([_SEES_SOME] if asked.sees_some else [])),
	)


def by_group(costs: Costs, dimension: Dimension) -> tuple[dict[str, Decimal] | None, Decimal]:
	"""By group, and what names none; None where costs cannot be told apart so."""
	if not costs.is_told or dimension.value not in TOLD_BY:
		return None, Decimal(0)
	return costs.by(dimension.value), costs.untold(dimension.value)


def no_split(costs: Costs, dimension: Dimension) -> Sentence | None:
	"""Why no cost is told of a row, though it is of all of them."""
	if not costs.is_told or dimension.value in TOLD_BY or not costs.total:
		return None
	return Sentence(
		text="Costs name a source or a campaign. By {what}, they can be told in all only.",
		values={"what": Sentence(text=dimension.value)},
	)
