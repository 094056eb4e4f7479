"""Rules on what leads do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from .fading import Fade
from .touch import TouchSort


class Measure(str, Enum):
	"""What of the touches earns the points: each of them, that there are enough of them, or the latest alone."""

	EACH = "each touch"
	ENOUGH = "at least N touches"
	LATEST = "the latest touch"


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchFilter:
	"""Which touches a rule looks at: those that have one of `kinds`, and so on. What is empty asks nothing."""

	kinds: frozenset[str] = frozenset()
	signals: frozenset[str] = frozenset()
	channels: frozenset[str] = frozenset()
	directions: frozenset[str] = frozenset()

	def takes(self, sort: TouchSort) -> bool:
		return (
			(not self.kinds or sort.kind in self.kinds)
			and (not self.signals or sort.signal in self.signals)
			and (not self.channels or sort.channel in self.channels)
			and (not self.directions or sort.direction in self.directions)
		)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRule:
	"""`within_days`: only touches of today and of so many days before count; None for all. `at_least`: how many touches
	there must be, for ENOUGH. `at_most`: the most, or for negative points the fewest, points that the rule gives."""

	label: str
	touches: TouchFilter = field(default_factory=TouchFilter)
	measure: Measure = Measure.EACH
	points: int = 0
	within_days: int | None = None
	at_least: int = 1
	at_most: int | None = None
	fade: Fade = field(default_factory=Fade)
	group: str | None = None
	valid_from: date | None = None
	valid_to: date | None = None

	def valid_on(self, day: date) -> bool:
		return (self.valid_from is None or self.valid_from <= day) and (
			self.valid_to is None or day <= self.valid_to
		)

	@property
	def disqualifies(self) -> bool:
		"""What a lead does is worth more or less, but never rules it out."""
		return False

	@property
	def most(self) -> int:
		"""The points farthest from 0 that the rule can give."""
		if self.measure is Measure.EACH:
			return 0 if self.at_most is None else self.at_most
		if self.at_most is None:
			return self.points
		return min(self.points, self.at_most) if self.points > 0 else max(self.points, self.at_most)
