"""From raw points to 0–100 and to grades, by a stated map that never clips and never rounds.

The map is linear: the fewest points that the model's rules can give are 0, the most are 100. Both ends follow from
the rules and caps alone, whatever day it is, so the map is strictly increasing and stays the same for a version.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .model import EngagementSet, Grade, Group, RuleSet, Scale, ScoringModel


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsScale:
	"""`lowest` and `highest` are the fewest and the most points that the model can give."""

	lowest: int
	highest: int
	scale: Scale

	@classmethod
	def of(cls, model: ScoringModel) -> PointsScale:
		fit, engagement = reachable_points(model.fit), reachable_engagement(model.engagement)
		return cls(lowest=fit[0] + engagement[0], highest=fit[1] + engagement[1], scale=model.scale)

	@property
	def span(self) -> int:
		return self.highest - self.lowest

	def percent(self, points: int) -> float:
		"""Raw points on 0–100, unrounded."""
		span = self.span
		return 100 * (points - self.lowest) / span if span else 0.0

	def value(self, points: int) -> float:
		"""Raw points on the model's own scale."""
		return self.percent(points) if self.scale is Scale.PERCENT else float(points)

	def points_at(self, bound: int | float) -> int:
		"""The fewest points whose value is at least `bound`, in exact arithmetic."""
		exact = Fraction(str(bound))
		return ceil(self.lowest + exact * self.span / 100 if self.scale is Scale.PERCENT else exact)


class GradeBands:
	"""Finds the grade of raw points."""

	__slots__ = ("_bounds", "grades")

	def __init__(self, grades: tuple[Grade, ...], scale: PointsScale) -> None:
		lowest = [grade for grade in grades if grade.at_least is None]
		bounded = sorted(
			((scale.points_at(grade.at_least), grade) for grade in grades if grade.at_least is not None),
			key=lambda band: (band[0], band[1].at_least),
		)
		self._bounds = tuple(points for points, _ in bounded)
		self.grades = (*lowest, *(grade for _, grade in bounded))

	def grade(self, points: int) -> str:
		return self.grades[bisect_right(self._bounds, points)].name

	def rank(self, points: int) -> int:
		"""0 for the lowest grade, 1 for the next, and so on."""
		return bisect_right(self._bounds, points)


def clamp(points: int, group: Group) -> int:
	"""What a group counts for when its rules gave `points`."""
	if group.at_most is not None and points > group.at_most:
		return group.at_most
	if group.at_least is not None and points < group.at_least:
		return group.at_least
	return points


def reachable_points(half: RuleSet) -> tuple[int, int]:
	"""The fewest and the most points that the rules can give together, caps included."""
	return _reachable([(rule.group, rule.points) for rule in half.rules], half.groups)


def reachable_engagement(half: EngagementSet) -> tuple[int, int]:
	return _reachable([(rule.group, rule.most) for rule in half.rules], half.groups)


def _reachable(points_by_group: Sequence[tuple[str | None, int]], groups: Iterable[Group]) -> tuple[int, int]:
	lowest = highest = 0
	by_name = {group.name: group for group in groups}
	for name in {group for group, _points in points_by_group}:
		points = [points for group, points in points_by_group if group == name]
		bounds = by_name.get(name, Group(name="")) if name is not None else Group(name="")
		lowest += clamp(sum(p for p in points if p < 0), bounds)
		highest += clamp(sum(p for p in points if p > 0), bounds)
	return lowest, highest
