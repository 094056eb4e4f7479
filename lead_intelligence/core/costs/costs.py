"""Costs told apart by source, family of origin, campaign, and the parts of the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..reporting.period import Period
from ..reporting.result import Sentence
from ..responding.stagnant import MONTH, QUARTER, WEEK, stretches
from .spread import part_of

SOURCE: Final = "Source"
FAMILY: Final = "Family of Origin"
CAMPAIGN: Final = "Campaign"
TOLD_BY: Final = (FAMILY, SOURCE, CAMPAIGN, MONTH, QUARTER, WEEK)
"""What costs can be told apart by, as reports call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
	"""`source`, `campaign`: as leads have them, "" where it names none. `family`: of its source, "" where that is of none. `amount`: without
	tax, in the currency of the company; negative for what a supplier gives back; None where nobody knows the rate of `currency`.
	`places`: decimals of the currency of the company. `is_invoiced`: from purchase invoices, else entered or imported."""

	days: Period
	amount: Decimal | None
	places: int
	company: str
	currency: str
	source: str = ""
	campaign: str = ""
	family: str = ""
	is_invoiced: bool = False

	def within(self, period: Period) -> Decimal:
		"""What of it falls into the period; nought where the amount is not known."""
		return part_of(self.amount, self.days, period, self.places) if self.amount else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
	"""Costs of a period. `is_told`: whether they are told at all, which they are not of leads of one owner, say: then there are none,
	and a note says why. `notes`: what is to be known of them."""

	period: Period
	costs: Sequence[Cost] = ()
	is_told: bool = True
	notes: Sequence[Sentence] = ()

	@property
	def total(self) -> Decimal | None:
		"""None where they are not told."""
		return sum((cost.within(self.period) for cost in self.costs), Decimal(0)) if self.is_told else None

	def by(self, dimension: str) -> dict[str, Decimal]:
		"""`dimension`: one of `TOLD_BY`; of any other, nothing is known and the answer is empty. By the names that leads have; of a
		family, "" are sources that belong to none. Parts of the calendar are called 2026-03, 2026-Q1 and 2026-W10."""
		if dimension in (MONTH, QUARTER, WEEK):
			return self._by_time(dimension)
		name = _NAMES.get(dimension)
		return (
			self._summed((name(cost), cost) for cost in self.costs if _names(cost, dimension)) if name else {}
		)

	def untold(self, dimension: str) -> Decimal:
		"""What belongs to none of `by(dimension)`: of a campaign without a source, for instance."""
		if dimension not in TOLD_BY:
			return self.total or Decimal(0)
		nameless = (cost for cost in self.costs if not _names(cost, dimension))
		return sum((cost.within(self.period) for cost in nameless), Decimal(0))

	def _summed(self, named: Iterable[tuple[str, Cost]]) -> dict[str, Decimal]:
		found: dict[str, Decimal] = {}
		for name, cost in named:
			part = cost.within(self.period)
			if part:
				found[name] = found.get(name, Decimal(0)) + part
		return found

	def _by_time(self, unit: str) -> dict[str, Decimal]:
		found: dict[str, Decimal] = {}
		for cost in self.costs:
			first, last = max(cost.days.first, self.period.first), min(cost.days.last, self.period.last)
			if not cost.amount or last < first:
				continue
			for stretch in stretches(Period(first=first, last=last), unit, last):
				part = cost.within(Period(first=stretch.first, last=stretch.last))
				found[stretch.label] = found.get(stretch.label, Decimal(0)) + part
		return {label: found[label] for label in sorted(found)}


def _names(cost: Cost, dimension: str) -> bool:
	"""Whether it says to whom it belongs. A source says its family, too, if only that it has none."""
	if dimension == CAMPAIGN:
		return bool(cost.campaign)
	return bool(cost.source) or dimension in (MONTH, QUARTER, WEEK)


_NAMES: Final[Mapping[str, Callable[[Cost], str]]] = {
	SOURCE: lambda cost: cost.source,
	FAMILY: lambda cost: cost.family,
	CAMPAIGN: lambda cost: cost.campaign,
}
