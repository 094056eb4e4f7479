"""What each rule of a model matched among past leads, how these converted, and which rules match the same leads."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..metrics.count import Count
from ..metrics.tally import Tally
from ..scoring.model import AnyRule
from ..scoring.score import Score
from .past_lead import PastLead

_MOST_KEPT = 20_000


@dataclass(slots=True)
class RuleMatch:
	"""`leads`: those that the rule matches as they are now; `alone`: no other rule matches them. `not_judged`: leads for
	which it cannot be decided. `won`, `known`: among the judged leads with a known outcome that it matched."""

	rule: AnyRule
	leads: int = 0
	alone: int = 0
	not_judged: int = 0
	outcome: Count = field(default_factory=Count)

	@property
	def tally(self) -> Tally:
		return self.outcome.outcome


class RuleMatches:
	"""Overlaps are counted by the sets of rules that match together, so that no list of leads is kept."""

	def __init__(self, rules: tuple[AnyRule, ...]) -> None:
		self.matches = [RuleMatch(rule=rule) for rule in rules]
		self._place = {rule.label: place for place, rule in enumerate(rules)}
		self._sets: dict[int, int] = {}
		self._both = [[0] * len(rules) for _ in rules]
		self.leads = 0
		self.everyone = Count()

	def add(self, lead: PastLead) -> None:
		self.leads += 1
		together = self._matching(lead.present.new)
		self._sets[together] = self._sets.get(together, 0) + 1
		if len(self._sets) > _MOST_KEPT:
			self._spread()
		for unknown in lead.present.new.unknowns:
			self.matches[self._place[unknown.rule.label]].not_judged += 1
		if lead.newer and lead.won is not None:
			self.everyone.add(lead.won)
			for line in lead.judged.new.all_lines:
				self.matches[self._place[line.rule.label]].outcome.add(lead.won)

	def both(self, one: int, other: int) -> int:
		"""Leads that the two rules match together."""
		self._spread()
		return self._both[one][other]

	def finish(self) -> list[RuleMatch]:
		self._spread()
		return self.matches

	def _matching(self, score: Score) -> int:
		together = 0
		for line in score.all_lines:
			together |= 1 << self._place[line.rule.label]
		return together

	def _spread(self) -> None:
		for together, leads in self._sets.items():
			places = [place for place in range(len(self.matches)) if together >> place & 1]
			for one in places:
				self.matches[one].leads += leads
				row = self._both[one]
				for other in places:
					row[other] += leads
			if len(places) == 1:
				self.matches[places[0]].alone += leads
		self._sets.clear()
