"""How long sales take, and how many of them are won."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum

from ..metrics.quantile import Spread, spread_of
from ..metrics.tally import Tally
from .deal import Deal, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
	"""A deal in its group. `days`: calendar days from its beginning to its close, below nought where it closed before; None unless both
	are known. `currency`: of its amount."""

	deal: Deal
	group: str
	days: int | None
	currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
	"""The sum of what is `known`; None of nothing known. `unknown`: how many have no amount."""

	known: float | None
	unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFigures:
	"""`closed` ended without being won or lost. `decided`: of those won or lost, the won. `currency`: of the amounts; None where they are of
	several, and then no amount is added up. `decided_days`: of the won and the lost together."""

	deals: int
	won: int
	lost: int
	open: int
	closed: int
	decided: Tally
	currency: str | None
	won_amount: Amount
	lost_amount: Amount
	open_amount: Amount
	won_days: Spread | None
	lost_days: Spread | None
	decided_days: Spread | None

	@property
	def amount_rate(self) -> float | None:
		"""Of the known amounts of what was won or lost, the share that was won."""
		won, lost = self.won_amount.known, self.lost_amount.known
		if self.lost and lost is None:
			# To leave out what was lost would make it all a success.
			return None
		whole = (won or 0.0) + (lost or 0.0)
		return (won or 0.0) / whole if whole else None


def cycle_figures(sales: Iterable[Sale]) -> CycleFigures:
	found = list(sales)
	of = {outcome: [one for one in found if one.deal.outcome is outcome] for outcome in Outcome}
	won, lost = of[Outcome.WON], of[Outcome.LOST]
	currencies = {one.currency for one in found if one.deal.amount is not None}
	several = len(currencies) > 1
	return CycleFigures(
		deals=len(found),
		won=len(won),
		lost=len(lost),
		open=len(of[Outcome.OPEN]),
		closed=len(of[Outcome.CLOSED]),
		decided=Tally(leads=len(won) + len(lost), won=len(won)),
		currency=next(iter(currencies)) if len(currencies) == 1 else None,
		won_amount=_amount(won, several),
		lost_amount=_amount(lost, several),
		open_amount=_amount(of[Outcome.OPEN], several),
		won_days=_spread(won),
		lost_days=_spread(lost),
		decided_days=_spread([*won, *lost]),
	)


def _amount(sales: list[Sale], several_currencies: bool) -> Amount:
	amounts = [one.deal.amount for one in sales if one.deal.amount is not None]
	known = fsum(amounts) if amounts and not several_currencies else None
	return Amount(known=known, unknown=len(sales) - len(amounts))


def _spread(sales: list[Sale]) -> Spread | None:
	counts: dict[int, int] = {}
	for sale in sales:
		if sale.days is not None:
			counts[sale.days] = counts.get(sale.days, 0) + 1
	return spread_of(counts)


def days_of(begun: datetime | date | None, closed: datetime | date | None) -> int | None:
	"""Calendar days between the two; None unless both are known."""
	if begun is None or closed is None:
		return None
	return (_day(closed) - _day(begun)).days


def _day(moment: datetime | date) -> date:
	return moment.date() if isinstance(moment, datetime) else moment
