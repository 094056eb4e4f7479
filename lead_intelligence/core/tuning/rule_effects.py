"""Which rules did the work: for each rule of either model, the leads to which it now gives other points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..scoring.compiled import CompiledModel
from ..scoring.model import Rule
from ..scoring.scale import clamp
from ..scoring.score import Score, ScoreLine
from .past_lead import Scores


@dataclass(slots=True)
class RuleEffect:
	"""`raised`, `lowered`: leads to which the rule now gives more, or fewer, points before caps; `points`: the sum of that.
	`decisive`: leads that would have kept their grade if this one rule had stayed as it was."""

	old: Rule | None
	new: Rule | None
	raised: int = 0
	lowered: int = 0
	points: int = 0
	decisive: int = 0


class RuleEffects:
	"""Rules are the same when they have the same name. `without_a_rule`: leads that change grade although no rule gives
	them other points: caps, the scale or the grades themselves have changed."""

	def __init__(self, old: CompiledModel, new: CompiledModel) -> None:
		self._new = new
		self._groups = {group.name: number for number, group in enumerate(new.groups)}
		self.effects: dict[str, RuleEffect] = {}
		for rule in new.model.fit.rules:
			self.effects[rule.label.casefold()] = RuleEffect(old=None, new=rule)
		for rule in old.model.fit.rules:
			self.effects.setdefault(rule.label.casefold(), RuleEffect(old=rule, new=None)).old = rule
		# The key of a rule, looked up for every line of every lead.
		self._keys = {
			rule.label: rule.label.casefold() for model in (old, new) for rule in model.model.fit.rules
		}
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

	def _by_rule(self, score: Score) -> dict[str, ScoreLine]:
		return {self._keys[line.rule.label]: line for line in score.lines}

	def _grade_if_it_had_stayed(
		self, key: str, stayed: ScoreLine | None, after: Mapping[str, ScoreLine]
	) -> str:
		"""The grade in the new model with the old line of this one rule in place of its new one."""
		lines = (
			{**after, key: stayed}
			if stayed
			else {other: line for other, line in after.items() if other != key}
		)
		sums = [0] * len(self._new.groups)
		place = self.effects[key].new or self.effects[key].old
		for name, line in lines.items():
			group = place.group if name == key and place else line.rule.group
			sums[self._groups.get(group or "", 0)] += line.points
		if any(line.rule.disqualifies for line in lines.values()):
			return self._new.bands.grade(self._new.scale.lowest)
		earned = sum(clamp(points, group) for points, group in zip(sums, self._new.groups, strict=True))
		return self._new.bands.grade(earned)


def _differ(before: ScoreLine, after: ScoreLine) -> bool:
	return before.points != after.points or before.rule.disqualifies != after.rule.disqualifies


def _points(line: ScoreLine | None) -> int:
	return line.points if line else 0
