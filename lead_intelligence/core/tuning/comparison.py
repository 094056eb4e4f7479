"""The pass over past leads: two models side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..metrics.auc_interval import Difference, PointsOfBoth, auc_difference
from ..metrics.count import Count
from ..metrics.tally import Tally
from ..scoring.compiled import CompiledModel
from ..scoring.score import Score
from .grade_changes import GradeChanges
from .model_figures import ModelFigures
from .past_lead import PastLead
from .rule_effects import RuleEffects
from .rule_matches import RuleMatches


@dataclass(slots=True)
class Seen:
	"""How many leads there were, and what is known of how they ended. `failed`: could not be scored, and are in no other
	figure. `judged`: newer ones with a known outcome; `older`: the others with a known outcome."""

	leads: int = 0
	failed: int = 0
	newer: int = 0
	known: int = 0
	judged: Count = field(default_factory=Count)
	older: Count = field(default_factory=Count)


class Comparison:
	def __init__(self, old: CompiledModel | None, new: CompiledModel) -> None:
		self.seen = Seen()
		self.new = ModelFigures(new)
		self.old = ModelFigures(old) if old else None
		self.changes = GradeChanges(tuple(grade.name for grade in new.bands.grades))
		self.effects = RuleEffects(old, new) if old else None
		self.matches = RuleMatches(new.model.rules)
		self._joint: dict[PointsOfBoth, Count] = {}

	def add(self, lead: PastLead) -> None:
		seen, won = self.seen, lead.won
		seen.leads += 1
		seen.newer += lead.newer
		self.changes.add(lead)
		self.matches.add(lead)
		self.new.add_present(lead.present.new, won)
		if self.old and self.effects and lead.present.old:
			self.old.add_present(lead.present.old, won)
			self.effects.add(lead.present)
		if won is None:
			return
		seen.known += 1
		if not lead.newer:
			seen.older.add(won)
			self._learn(lead.judged.old, lead.judged.new, won)
			return
		seen.judged.add(won)
		self._judge(lead.judged.old, lead.judged.new, won)

	def add_failure(self) -> None:
		"""A lead that one of the models could not score."""
		self.seen.failed += 1

	def _learn(self, old: Score | None, new: Score, won: bool) -> None:
		self.new.add_learned(new, won)
		if self.old and old:
			self.old.add_learned(old, won)

	def _judge(self, old: Score | None, new: Score, won: bool) -> None:
		self.new.add_judged(new, won)
		if self.old and old:
			self.old.add_judged(old, won)
			both = (old.points, new.points)
			count = self._joint.get(both)
			if count is None:
				count = self._joint[both] = Count()
			count.add(won)

	def auc_difference(self) -> Difference | None:
		"""None without an old model, or without both won and lost leads."""
		joint: dict[PointsOfBoth, Tally] = {both: count.outcome for both, count in self._joint.items()}
		return auc_difference(joint) if joint else None
