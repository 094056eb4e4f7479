"""What is to be known of the costs of a period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from ..reporting.period import Period
from ..reporting.result import Sentence
from .costs import Cost

NOT_BY_LEADS: Final = Sentence(
	text="Costs are known by source and campaign only, so there are none beside leads of one owner, team, territory, grade, market segment or agreement."
)
NOT_TO_BE_SEEN: Final = Sentence(text="You may not see what marketing costs, so there are no costs here.")
_MOST_NAMED: Final = 5


def remarks(
	costs: Sequence[Cost], period: Period, *, unknown_sources: Sequence[str], unknown_campaigns: Sequence[str]
) -> tuple[Sentence, ...]:
	"""`costs`: those that are told of. Unknown are sources and campaigns that no lead can be of."""
	found = [*_without_rate(costs), *_overlapping(costs, period), *_beside_invoices(costs, period)]
	found += _negative(costs, period)
	if unknown_sources:
		found.append(
			Sentence(
				text="There are costs of sources that no record is called like, so they have no leads: {names}.",
				values={"names": _some(unknown_sources)},
				tone="bad",
			)
		)
	if unknown_campaigns:
		found.append(
			Sentence(
				text="There are costs of campaigns that no record is called like, so they have no leads: {names}.",
				values={"names": _some(unknown_campaigns)},
				tone="bad",
			)
		)
	invoiced = [cost for cost in costs if cost.is_invoiced]
	if invoiced:
		amount = float(sum((cost.within(period) for cost in invoiced), Decimal(0)))
		found.append(
			Sentence(text="Of the costs, {amount} is from purchase invoices.", values={"amount": amount})
		)
	return tuple(found)


def _some(names: Sequence[str]) -> str:
	shown = ", ".join(names[:_MOST_NAMED])
	return f"{shown}, …" if len(names) > _MOST_NAMED else shown


def _without_rate(costs: Sequence[Cost]) -> list[Sentence]:
	unknown = [cost for cost in costs if cost.amount is None]
	if not unknown:
		return []
	return [
		Sentence(
			text="Costs without an exchange rate: {number} ({currencies}). They are not counted. Enter the rate on each, or a Currency Exchange for buying.",
			values={
				"number": len(unknown),
				"currencies": ", ".join(sorted({cost.currency for cost in unknown})),
			},
			tone="bad",
		)
	]


def _of_same(cost: Cost) -> tuple[str, str, str]:
	return cost.company, cost.source.casefold(), cost.campaign.casefold()


def _same(costs: Sequence[Cost], period: Period) -> list[list[Cost]]:
	"""Those of one source and campaign together, by their first days; only those with days in the period."""
	seen = [cost for cost in costs if cost.days.first <= period.last and cost.days.last >= period.first]
	ordered = sorted(seen, key=lambda cost: (_of_same(cost), cost.days.first))
	return [list(group) for _key, group in groupby(ordered, _of_same)]


def _overlapping(costs: Sequence[Cost], period: Period) -> list[Sentence]:
	"""Entered ones among themselves: invoices of one day are not the same twice."""
	entered = [cost for cost in costs if not cost.is_invoiced]
	names = [_called(group[0]) for group in _same(entered, period) if _meet(group, lambda _one, _other: True)]
	if not names:
		return []
	return [
		Sentence(
			text="There are several costs of the same source and campaign for the same days, and all of them count: {names}. Delete what was entered twice.",
			values={"names": _some(names)},
		)
	]


def _beside_invoices(costs: Sequence[Cost], period: Period) -> list[Sentence]:
	names = [_called(group[0]) for group in _same(costs, period) if _meet(group, _are_of_two_kinds)]
	if not names:
		return []
	return [
		Sentence(
			text="Costs were entered beside purchase invoices of the same source and campaign for the same days, and both count: {names}. Delete what is told of twice.",
			values={"names": _some(names)},
		)
	]


def _are_of_two_kinds(one: Cost, other: Cost) -> bool:
	return one.is_invoiced != other.is_invoiced


def _meet(costs: Sequence[Cost], counts: Callable[[Cost, Cost], bool]) -> bool:
	"""Whether two of them that count have a day in common. `costs`: by their first days."""
	longest: dict[bool, Cost] = {}
	for cost in costs:
		if any(counts(cost, other) and cost.days.first <= other.days.last for other in longest.values()):
			return True
		known = longest.get(cost.is_invoiced)
		if known is None or known.days.last < cost.days.last:
			longest[cost.is_invoiced] = cost
	return False


def _negative(costs: Sequence[Cost], period: Period) -> list[Sentence]:
	credits = [cost.within(period) for cost in costs if not cost.is_invoiced and (cost.amount or 0) < 0]
	amount = float(sum(credits, Decimal(0)))
	if not amount:
		return []
	return [
		Sentence(
			text="Credits of suppliers are among the costs and lessen them by {amount}.",
			values={"amount": -amount},
		)
	]


def _called(cost: Cost) -> str:
	return " · ".join(filter(None, (cost.source, cost.campaign)))
