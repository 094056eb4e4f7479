"""Which rules did the work: for each rule of either model, the leads to which it now gives other points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..engagement.judging import EngagementLine
from ..scoring.compiled import CompiledModel
from ..scoring.model import AnyRule
from ..scoring.scale import clamp
from ..scoring.score import Score, ScoreLine
from .past_lead import Scores

Line = ScoreLine | EngagementLine


@dataclass(slots=True)
class RuleEffect:
	"""`raised`, `lowered`: leads to which the rule now gives more, or fewer, points before caps; `points`: the sum of that.
	`decisive`: leads that would have kept their grade if this one rule had stayed as it was."""

	old: AnyRule | None
	new: AnyRule | None
	raised: int = 0
	lowered: int = 0
	points: int = 0
	decisive: int = 0


class RuleEffects:
	"""Rules are the same when they have the same name. `without_a_rule`: leads that change grade although no rule gives
	them other points: caps, the scale or the grades themselves have changed."""

	def __init__(self, old: CompiledModel, new: CompiledModel) -> None:
		self._new = new
		self._groups = new.all_groups
		self.effects: dict[str, RuleEffect] = {}
		self._places: dict[str, int] = {}
		for rule in new.model.rules:
			self.effects[rule.label.casefold()] = RuleEffect(old=None, new=rule)
			self._places[rule.label.casefold()] = new.place_of(rule)
		for rule in old.model.rules:
			self.effects.setdefault(rule.label.casefold(), RuleEffect(old=rule, new=None)).old = rule
			self._places.setdefault(rule.label.casefold(), new.place_of(rule))
		# The key of a rule, looked up for every line of every lead.
		self._keys = {rule.label: rule.label.casefold() for model in (old, new) for rule in model.model.rules}
		self.without_a_rule = 0

	def add(self, scores: Scores) -> None:
		if scores.old is None:
			return
		before, after = self._by_rule(scores.old), self._by_rule(scores.new)
		moved = before.keys() ^ after.keys()
		moved |= {key for key in before.keys() & after.keys() if _differ(before[key], after[key])}
		for key in moved:
			change = _points(after.get(key)) - _points(before.get(key))
			effect = self.effects[key]
			effect.points += change
			if change > 0:
				effect.raised += 1
			elif change < 0:
				effect.lowered += 1
		if scores.old.grade == scores.new.grade:
			return
		if not moved:
			self.without_a_rule += 1
		for key in moved:
			if self._grade_if_it_had_stayed(key, before.get(key), after) == scores.old.grade:
				self.effects[key].decisive += 1

	def _by_rule(self, score: Score) -> dict[str, Line]:
		return {self._keys[line.rule.label]: line for line in score.all_lines}

	def _grade_if_it_had_stayed(self, key: str, stayed: Line | None, after: Mapping[str, Line]) -> str:
		"""The grade in the new model with the old line of this one rule in place of its new one."""
		lines = (
			{**after, key: stayed}
			if stayed
			else {other: line for other, line in after.items() if other != key}
		)
		sums = [0] * len(self._groups)
		for name, line in lines.items():
			sums[self._places[name]] += line.points
		if any(line.rule.disqualifies for line in lines.values()):
			return self._new.bands.grade(self._new.scale.lowest)
		earned = sum(clamp(points, group) for points, group in zip(sums, self._groups, strict=True))
		return self._new.bands.grade(earned)


def _differ(before: Line, after: Line) -> bool:
	return before.points != after.points or before.rule.disqualifies != after.rule.disqualifies


def _points(line: Line | None) -> int:
	return line.points if line else 0
