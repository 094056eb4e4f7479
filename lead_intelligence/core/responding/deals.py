"""The opportunities of a rep: how many were won, and what they were worth."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..funnel.deal import Deal, Outcome
from ..metrics.tally import Tally


@dataclass(slots=True)
class DealCount:
	"""Counted as they pass by. `amounts`: of those that were won, by currency; `without_amount`: how many of these have none."""

	opened: int = 0
	won: int = 0
	lost: int = 0
	without_amount: int = 0
	amounts: dict[str, float] = field(default_factory=dict)

	def add(self, deal: Deal, currency: str) -> None:
		self.opened += 1
		self.lost += deal.outcome is Outcome.LOST
		if deal.outcome is not Outcome.WON:
			return
		self.won += 1
		if deal.amount is None:
			self.without_amount += 1
		else:
			self.amounts[currency] = self.amounts.get(currency, 0.0) + deal.amount

	def add_all(self, other: DealCount) -> None:
		self.opened += other.opened
		self.won += other.won
		self.lost += other.lost
		self.without_amount += other.without_amount
		for currency, amount in other.amounts.items():
			self.amounts[currency] = self.amounts.get(currency, 0.0) + amount

	@property
	def win_rate(self) -> Tally:
		return Tally(leads=self.won + self.lost, won=self.won)

	@property
	def amount(self) -> float | None:
		"""None where nothing is known, and where there are several currencies, which do not add up."""
		return next(iter(self.amounts.values())) if len(self.amounts) == 1 else None

	@property
	def currency(self) -> str | None:
		return next(iter(self.amounts)) if len(self.amounts) == 1 else None
