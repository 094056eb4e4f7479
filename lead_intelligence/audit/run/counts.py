"""What the audit counts while rows pass by. Nothing here grows with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.metrics.count import Count
from ...core.metrics.tally import Tally
from ...core.scoring.model import Rule
from ...core.scoring.score import Score


@dataclass(slots=True)
class RuleCount:
	fired: Count
	not_judged: int = 0


class ScoreCounts:
	def __init__(self, rules: Iterable[Rule]) -> None:
		self.all = Count()
		self.by_points: dict[int, Count] = {}
		self.by_grade: dict[str, Count] = {}
		self.by_rule: dict[str, RuleCount] = {rule.label: RuleCount(fired=Count()) for rule in rules}
		self.capped: dict[str, int] = {}
		self.disqualified = 0

	def add(self, score: Score, won: bool | None) -> None:
		self.all.add(won)
		by_points = self.by_points.get(score.points)
		if by_points is None:
			by_points = self.by_points[score.points] = Count()
		by_points.add(won)
		by_grade = self.by_grade.get(score.grade)
		if by_grade is None:
			by_grade = self.by_grade[score.grade] = Count()
		by_grade.add(won)
		by_rule = self.by_rule
		for line in score.lines:
			by_rule[line.rule.label].fired.add(won)
		for unknown in score.unknowns:
			by_rule[unknown.rule.label].not_judged += 1
		for cap in score.caps:
			self.capped[cap.group] = self.capped.get(cap.group, 0) + 1
		if score.disqualified_by:
			self.disqualified += 1

	def outcomes_by_points(self) -> Mapping[int, Tally]:
		"""Leads with a known outcome only."""
		return {points: count.outcome for points, count in self.by_points.items() if count.decided}

	def leads_by_points(self) -> Mapping[int, int]:
		return {points: count.leads for points, count in self.by_points.items()}
