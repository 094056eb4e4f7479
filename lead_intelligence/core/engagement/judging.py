"""What a rule on touches gives a lead today, and when that may change by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Final

from .rule import EngagementRule, Measure
from .touch import TouchDays, TouchSort

_HALF: Final = 0.5 + 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementLine:
	"""A rule that gives points. `touches`: how many it counted; `latest`: the day of the latest; `undiminished`: what they
	would give if nothing faded and nothing were capped."""

	rule: EngagementRule
	points: int
	touches: int
	latest: date
	undiminished: int


class EngagementJudge:
	"""One rule, prepared once per model. Sorts of touches are few, so which of them count is remembered."""

	__slots__ = ("_last", "_takes", "rule")

	def __init__(self, rule: EngagementRule) -> None:
		self.rule = rule
		self._takes: dict[TouchSort, bool] = {}
		self._last: tuple[TouchDays, int, dict[int, int], int | None] | None = None

	def line(self, touches: TouchDays, today: int) -> EngagementLine | None:
		"""`today`: the ordinal of the day. Touches of later days are not looked at. None when no points come of it."""
		rule = self.rule
		if not rule.valid_on(date.fromordinal(today)):
			return None
		days, _later = self._counted(touches, today)
		number = sum(days.values())
		if number < (rule.at_least if rule.measure is Measure.ENOUGH else 1):
			return None
		points = _whole(rule.points * self._weights(days, today))
		if rule.at_most is not None:
			points = min(points, rule.at_most) if rule.points > 0 else max(points, rule.at_most)
		if not points:
			return None
		return EngagementLine(
			rule=rule,
			points=points,
			touches=number,
			latest=date.fromordinal(max(days)),
			undiminished=rule.points * (number if rule.measure is Measure.EACH else 1),
		)

	def next_change(self, touches: TouchDays, today: int) -> int | None:
		"""The first day after `today` on which the points may be others if no touch comes; None for never. May be early,
		never late."""
		rule = self.rule
		soonest: list[int] = []
		if rule.valid_from and rule.valid_from.toordinal() > today:
			soonest.append(rule.valid_from.toordinal())
		if rule.valid_to and rule.valid_to.toordinal() >= today:
			soonest.append(rule.valid_to.toordinal() + 1)
		days, later = self._counted(touches, today)
		if later is not None:
			soonest.append(later)
		if days and rule.valid_on(date.fromordinal(today)):
			if rule.within_days is not None:
				soonest.append(min(days) + rule.within_days + 1)
			soonest += self._fading(days, today)
		return min(soonest, default=None)

	def _fading(self, days: dict[int, int], today: int) -> list[int]:
		"""The day on which rounding first shows that touches weigh less."""
		rule = self.rule
		if rule.measure is not Measure.EACH:
			days = {max(days): 1}
		weights = rule.fade.weights(days, today)
		points = _whole(abs(rule.points) * weights)
		if rule.at_most is not None:
			points = min(points, abs(rule.at_most))
		if not points:
			return []
		still = [day for day in days if rule.fade.weight(today - day) > 0]
		slope = sum(days[day] for day in still)
		wanted = (points - 0.5) / abs(rule.points)
		until = rule.fade.days_until_below(weights, wanted, slope)
		# In a straight line the sum bends where a touch reaches nothing: look again there.
		bend = min(still) + rule.fade.days - today if rule.fade.fading.value.startswith("fades") else until
		found = [day for day in (until, bend) if day is not None and day > 0]
		return [today + min(found)] if found else []

	def _counted(self, touches: TouchDays, today: int) -> tuple[dict[int, int], int | None]:
		"""Touches that count today, by day; and the first later day that has some."""
		last = self._last
		# The next change of a lead is asked for right after its score.
		if last is not None and last[0] is touches and last[1] == today:
			return last[2], last[3]
		within = self.rule.within_days
		since = 0 if within is None else today - within
		found: dict[int, int] = {}
		later: int | None = None
		for sort, days in touches.items():
			if self._looks_at(sort):
				for day, number in days.items():
					if since <= day <= today:
						found[day] = found.get(day, 0) + number
					elif day > today and (later is None or day < later):
						later = day
		self._last = (touches, today, found, later)
		return found, later

	def _weights(self, days: dict[int, int], today: int) -> float:
		if self.rule.measure is Measure.EACH:
			return self.rule.fade.weights(days, today)
		return self.rule.fade.weight(today - max(days))

	def _looks_at(self, sort: TouchSort) -> bool:
		known = self._takes.get(sort)
		if known is None:
			known = self._takes[sort] = self.rule.touches.takes(sort)
		return known


def _whole(points: float) -> int:
	"""To the nearest whole point, halves away from 0, also where a sum of fractions misses the half by a hair."""
	return floor(points + _HALF) if points >= 0 else -floor(-points + _HALF)
