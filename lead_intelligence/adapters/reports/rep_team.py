"""All that is counted of the reps of a period, and of all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lead_intelligence.adapters.reports.rep_counts import RepCounts
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.responding.deals import DealCount
from lead_intelligence.core.responding.reps import Taken, all_of
from lead_intelligence.core.responding.responses import Responses

_NOTHING_TAKEN = Taken()
_NO_ANSWERS = Responses()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
	"""By user. `every` and `all_answers`: of each lead once."""

	taken: Mapping[str, Taken]
	answers: Mapping[str, Responses]
	handovers: Mapping[str, Mapping[str, int]]
	deals: Mapping[str, DealCount]
	every: Taken
	all_answers: Responses

	@classmethod
	def of(cls, counts: RepCounts) -> Team:
		(taken, every), (answers, all_answers) = counts.taken(), counts.answers()
		return cls(
			taken=taken,
			answers=answers,
			handovers=counts.handovers(),
			deals=counts.deal_counts(),
			every=all_of(taken.values(), every),
			all_answers=all_answers,
		)

	@property
	def users(self) -> list[str]:
		"""Who took most comes first."""
		every = {*self.taken, *self.answers, *self.handovers, *self.deals}
		return sorted(every, key=lambda user: (-self.taken_of(user).leads, user))

	@property
	def all_deals(self) -> DealCount:
		found = DealCount()
		for one in self.deals.values():
			found.add_all(one)
		return found

	@property
	def all_handovers(self) -> Mapping[str, int]:
		found: dict[str, int] = {}
		for statuses in self.handovers.values():
			for status, number in statuses.items():
				found[status] = found.get(status, 0) + number
		return found

	def taken_of(self, user: str) -> Taken:
		return self.taken.get(user, _NOTHING_TAKEN)

	def answers_of(self, user: str) -> Responses:
		return self.answers.get(user, _NO_ANSWERS)

	def deals_of(self, user: str) -> DealCount:
		return self.deals.get(user) or DealCount()

	def handovers_of(self, user: str) -> Mapping[str, int]:
		return self.handovers.get(user, {})


def acceptance(statuses: Mapping[str, int]) -> Tally:
	"""Of those that were answered, the accepted ones."""
	accepted, refused = statuses.get("Accepted", 0), statuses.get("Refused", 0)
	return Tally(leads=accepted + refused, won=accepted)
