"""What came of scored leads: by grade, by tenth of the ranking, over time, with what was to be expected of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeVar

from ..metrics.auc_interval import auc_interval
from ..metrics.calibration import Calibration
from ..metrics.conversion import LEVEL, Interval, against_all, share_interval
from ..metrics.lift import Lift, lift_at
from ..metrics.roc_auc import roc_auc
from ..metrics.tally import Tally
from .counts import ScoredCount, tallies_by_points
from .expectation import Expectation, LearnedFrom
from .tenths import Tenth, tenths

BEST_FIFTH: Final = Fraction(1, 5)
Key = TypeVar("Key")


@dataclass(slots=True)
class Line:
	"""Leads that have something in common. `leads` were won or lost, `open` ones are neither yet and in no rate. `expected`: how
	many were to be won by what their scores promise; None where nothing could be learned."""

	leads: int = 0
	won: int = 0
	open: int = 0
	expected: float | None = None

	@property
	def tally(self) -> Tally:
		return Tally(leads=self.leads, won=self.won)

	@property
	def expected_rate(self) -> float | None:
		return self.expected / self.leads if self.leads and self.expected is not None else None

	def interval(self, level: float = LEVEL) -> Interval | None:
		return share_interval(self.won, self.leads, level)

	@property
	def is_off(self) -> bool:
		"""Whether what was expected lies outside of the range in which chance alone moves the rate (95 %, Wilson)."""
		expected, interval = self.expected_rate, self.interval()
		return bool(interval and expected is not None and not interval.low <= expected <= interval.high)

	def add(self, count: ScoredCount, expected: float | None) -> None:
		if count.won is None:
			self.open += count.leads
			return
		self.leads += count.leads
		self.won += count.leads if count.won else 0
		if expected is not None:
			self.expected = (self.expected or 0.0) + expected


class ScoreCheck:
	"""`checked`: the leads whose outcome is looked at; `older` ones are only learned from."""

	def __init__(self, checked: Iterable[ScoredCount], older: Iterable[ScoredCount] = ()) -> None:
		# Sums of fractions depend on their order in the last digits.
		self.counts: Sequence[ScoredCount] = sorted(
			checked, key=lambda one: (one.points, one.half, str(one.won), one.group or "")
		)
		self._expectation = Expectation(self.counts, tuple(older))
		self.by_points = tallies_by_points(self.counts)

	@cached_property
	def everyone(self) -> Line:
		return self.lines(lambda _count: None).get(None, Line())

	@property
	def learned_from(self) -> LearnedFrom:
		return self._expectation.learned_from

	def lines(self, key: Callable[[ScoredCount], Key]) -> dict[Key, Line]:
		found: dict[Key, Line] = {}
		for count in self.counts:
			found.setdefault(key(count), Line()).add(count, self._expectation.won_of(count))
		return found

	def by_tenth(self) -> list[tuple[Tenth, Line]]:
		"""The best first."""
		parts = tenths(self.by_points)
		of = self.lines(lambda count: _place(parts, count.points))
		return [(part, of[place]) for place, part in enumerate(parts)]

	@cached_property
	def auc(self) -> float | None:
		"""None without both won and lost leads."""
		return roc_auc(self.by_points)

	@property
	def auc_interval(self) -> Interval | None:
		return auc_interval(self.by_points)

	@property
	def best_fifth(self) -> Lift | None:
		return lift_at(self.by_points, BEST_FIFTH)

	@cached_property
	def calibration(self) -> Calibration | None:
		return self._expectation.calibration()

	def lift_of(self, line: Line) -> float | None:
		"""How many times likelier to be won than the average of all."""
		return against_all(line.tally, self.everyone.tally)

	def only(self, wanted: Callable[[ScoredCount], bool]) -> ScoreCheck:
		"""Some of the leads, for their own ranking quality; nothing is learned from others."""
		return ScoreCheck(count for count in self.counts if wanted(count))


def _place(parts: Sequence[Tenth], points: int) -> int:
	"""Open leads may have points that no lead with an outcome has: they go with the next part below, at the end with the last."""
	return next((place for place, part in enumerate(parts) if points >= part.low), max(0, len(parts) - 1))
