"""What became of leads after they were handed over: each counts once, with its last hand-over of the period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from ..metrics.tally import Tally
from ..qualification.stages import BESIDE, Stage
from .deal import Deal, Outcome

_BESIDE: Final = frozenset(stage.value for stage in BESIDE)


class LeadSort(NamedTuple):
	"""`is_ripe`: it was handed over so long ago that what has not become of it counts. `accepted`: sales has accepted it. `stage`: where it
	stands now. `converted`: an opportunity, or a sale, came of it since."""

	is_ripe: bool
	accepted: bool = False
	stage: str | None = None
	converted: bool = False


@dataclass(slots=True)
class LeadCount:
	"""Those whose names begin with `ripe` are of ripe leads alone. Of the accepted ones of these without an opportunity, `left`: they stand
	where they were accepted; `dropped`: they were put aside; `qualified`: they went further."""

	leads: int = 0
	converted: int = 0
	ripe: int = 0
	ripe_converted: int = 0
	ripe_accepted: int = 0
	ripe_accepted_converted: int = 0
	left: int = 0
	dropped: int = 0
	qualified: int = 0

	def add(self, sort: LeadSort, number: int = 1) -> None:
		self.leads += number
		self.converted += number * sort.converted
		if not sort.is_ripe:
			return
		self.ripe += number
		self.ripe_converted += number * sort.converted
		if not sort.accepted:
			return
		self.ripe_accepted += number
		self.ripe_accepted_converted += number * sort.converted
		if sort.converted:
			return
		if sort.stage in _BESIDE:
			self.dropped += number
		elif sort.stage == Stage.SQL.value:
			self.qualified += number
		else:
			self.left += number

	def add_all(self, other: LeadCount) -> None:
		for name in self.__slots__:
			setattr(self, name, getattr(self, name) + getattr(other, name))

	@property
	def conversion(self) -> Tally:
		return Tally(leads=self.ripe, won=self.ripe_converted)

	@property
	def conversion_of_accepted(self) -> Tally:
		return Tally(leads=self.ripe_accepted, won=self.ripe_accepted_converted)


@dataclass(slots=True)
class DealCount:
	"""Amounts are those that are known, `without_amount` the deals whose amount is not. What is `closed` without being won or lost is in
	no win rate."""

	opportunities: int = 0
	won: int = 0
	lost: int = 0
	amount: float = 0
	won_amount: float = 0
	lost_amount: float = 0
	without_amount: int = 0

	def add(self, deal: Deal) -> None:
		amount = deal.amount or 0.0
		self.opportunities += 1
		self.amount += amount
		self.without_amount += deal.amount is None
		if deal.outcome is Outcome.WON:
			self.won += 1
			self.won_amount += amount
		elif deal.outcome is Outcome.LOST:
			self.lost += 1
			self.lost_amount += amount

	def add_all(self, other: DealCount) -> None:
		for name in self.__slots__:
			setattr(self, name, getattr(self, name) + getattr(other, name))

	@property
	def win_rate(self) -> Tally:
		return Tally(leads=self.won + self.lost, won=self.won)

	@property
	def win_rate_by_amount(self) -> float | None:
		"""None where no decided deal has an amount."""
		decided = self.won_amount + self.lost_amount
		return self.won_amount / decided if decided > 0 else None
