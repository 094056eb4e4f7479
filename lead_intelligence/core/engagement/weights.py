"""What one touch still gives under a rule today: its part of the points before the rule rounds and caps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from .rule import EngagementRule, Measure
from .touch import TouchDays, TouchSort

# Less than this share is nothing to a reader, though it still adds up.
_FADED: Final = 0.005
_ROUNDING: Final = 1e-9


class Standing(str, Enum):
	"""How a touch stands with a rule that looks at touches of its sort."""

	COUNTS = "counts"
	ABOVE_THE_MOST = "above the most"
	TOO_FEW = "too few"
	NOT_THE_LATEST = "not the latest"
	FADED = "faded"
	TOO_OLD = "too old"
	LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchWeight:
	"""`left`: the share, from 0 to 1, of `full` that time has left. `points`: what that is now, 0 where it does not
	count. Above the most: the rule gives all that it may without this touch too."""

	rule: EngagementRule
	standing: Standing
	left: float
	points: float
	full: float


class RuleWeights:
	"""A rule and all touches of a lead as they are on one day. The points of all touches add up to the points that the
	rule gives before it rounds and caps them."""

	def __init__(self, rule: EngagementRule, touches: TouchDays, today: int) -> None:
		self.rule = rule
		self._today = today
		self._since = 0 if rule.within_days is None else today - rule.within_days
		self._days: dict[int, int] = {}
		for sort, days in touches.items():
			if rule.touches.takes(sort):
				for day, number in days.items():
					if self._since <= day <= today:
						self._days[day] = self._days.get(day, 0) + number
		self._latest = max(self._days, default=0)
		number = sum(self._days.values())
		self._enough = number >= (rule.at_least if rule.measure is Measure.ENOUGH else 1)
		# How many share what the rule gives once.
		self._sharers = number if rule.measure is Measure.ENOUGH else self._days.get(self._latest, 1)
		self.total = self._total()

	def of(self, sort: TouchSort, day: int) -> TouchWeight | None:
		"""None where the rule does not look at such touches, or is not valid on this day."""
		rule = self.rule
		if not rule.touches.takes(sort) or not rule.valid_on(date.fromordinal(self._today)):
			return None
		full = float(rule.points)
		if rule.measure is not Measure.EACH:
			full /= max(self._sharers, 1)
		left = self._left(day)
		standing = self._standing(day, left)
		counts = standing in (Standing.COUNTS, Standing.FADED)
		points = full * left if counts else 0.0
		if standing is Standing.COUNTS and self._is_above_the_most(points):
			standing = Standing.ABOVE_THE_MOST
		return TouchWeight(
			rule=rule, standing=standing, left=left if counts else 0.0, points=points, full=full
		)

	def _total(self) -> float:
		rule, today = self.rule, self._today
		if not self._days or not self._enough or not rule.valid_on(date.fromordinal(today)):
			return 0.0
		if rule.measure is Measure.EACH:
			return rule.points * rule.fade.weights(self._days, today)
		return rule.points * rule.fade.weight(today - self._latest)

	def _left(self, day: int) -> float:
		if day > self._today:
			return 0.0
		# Of enough touches, it is the latest that says how fresh they are.
		at = self._latest if self.rule.measure is Measure.ENOUGH and self._days else day
		return self.rule.fade.weight(self._today - at)

	def _standing(self, day: int, left: float) -> Standing:
		if day > self._today:
			return Standing.LATER
		if day < self._since:
			return Standing.TOO_OLD
		if not self._enough:
			return Standing.TOO_FEW
		if self.rule.measure is Measure.LATEST and day != self._latest:
			return Standing.NOT_THE_LATEST
		return Standing.COUNTS if left >= _FADED else Standing.FADED

	def _is_above_the_most(self, points: float) -> bool:
		most = self.rule.at_most
		return most is not None and abs(self.total - points) >= abs(most) - _ROUNDING
