"""What reps take, and what becomes of it. A rate whose denominator nobody knows is no rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..metrics.conversion import difference_interval
from ..metrics.tally import Tally
from ..reporting.result import Sentence

ONLY_WON: Final = Sentence(
	text="All leads of which the owner was entered without an assignment were won. Whoever else had leads, and lost them, is not known, so there is no rate."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCount:
	"""So many `leads`; of these, `won_ever` were won. Of those that are `ripe`, so many came to an opportunity and so many were won
	after somebody took them."""

	leads: int = 0
	won_ever: int = 0
	ripe: int = 0
	opportunities: int = 0
	won: int = 0

	def __add__(self, other: LeadCount) -> LeadCount:
		return LeadCount(
			leads=self.leads + other.leads,
			won_ever=self.won_ever + other.won_ever,
			ripe=self.ripe + other.ripe,
			opportunities=self.opportunities + other.opportunities,
			won=self.won + other.won,
		)

	def __sub__(self, other: LeadCount) -> LeadCount:
		return LeadCount(
			leads=self.leads - other.leads,
			won_ever=self.won_ever - other.won_ever,
			ripe=self.ripe - other.ripe,
			opportunities=self.opportunities - other.opportunities,
			won=self.won - other.won,
		)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
	"""What a rep, or all of them, took. `recorded`: there is an assignment that says when. `told`: nothing but the owner of the lead
	says so, who may have been entered at any time, also when it was won."""

	recorded: LeadCount = LeadCount()
	told: LeadCount = LeadCount()

	@property
	def leads(self) -> int:
		return self.recorded.leads + self.told.leads

	@property
	def knows_denominator(self) -> bool:
		"""Not if whoever was told of is told of won leads alone."""
		return not self.told.leads or self.told.won_ever < self.told.leads

	@property
	def judged(self) -> LeadCount:
		"""What rates are of."""
		return self.recorded + self.told if self.knows_denominator else self.recorded

	@property
	def unripe(self) -> int:
		judged = self.judged
		return judged.leads - judged.ripe

	@property
	def opportunities(self) -> Tally:
		return Tally(leads=self.judged.ripe, won=self.judged.opportunities)

	@property
	def won(self) -> Tally:
		return Tally(leads=self.judged.ripe, won=self.judged.won)


def all_of(reps: Iterable[Taken], every: Taken) -> Taken:
	"""`every`: all leads, each once. What is told of reps of whom only won leads are known stays out of its rates."""
	if all(one.knows_denominator for one in reps):
		return every
	return Taken(recorded=every.recorded, told=LeadCount(leads=every.told.leads, won_ever=every.told.leads))


def owners_follow_outcome(won: Tally, others: Tally) -> bool:
	"""Whether an owner is known of won leads so much more often than of the others that chance alone does not explain it. Each tally:
	leads, and those of which an owner is known."""
	interval = difference_interval(won, others)
	return interval is not None and interval.low > 0
