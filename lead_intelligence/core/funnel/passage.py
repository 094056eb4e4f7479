"""How long cases took from one stage to another: in days of the calendar, and in the time that really passed.

Only cases with both moments are timed. Those that came to the second stage first took less than nothing: they are kept, and
counted.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..metrics.quantile import MEDIAN, NINE_TENTHS, Counts, Spread, quantile_of, spread_of
from .cases import Case

DAY: Final = 86_400_000_000
"""Microseconds."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
	"""Days with their fractions, 24 hours each: every figure is the floating-point number nearest to the exact one."""

	cases: int
	mean: float
	median: float
	p90: float
	least: float
	most: float
	negative: int


class Passage:
	"""Cases as they pass from one stage to another. `days`: by calendar days, how many."""

	__slots__ = ("_elapsed", "days")

	def __init__(self) -> None:
		self.days: Counter[int] = Counter()
		self._elapsed = array("q")

	def add(self, days: int, microseconds: int) -> None:
		self.days[days] += 1
		self._elapsed.append(microseconds)

	@property
	def timed(self) -> int:
		return len(self._elapsed)

	@property
	def negative(self) -> int:
		"""Came to the second first, if only by a moment."""
		return sum(1 for passed in self._elapsed if passed < 0)

	def in_days(self) -> Spread | None:
		return spread_of(self.days)

	def in_elapsed_days(self) -> Elapsed | None:
		return elapsed_of(sorted(self._elapsed))


class Passages:
	"""Those of several pairs of stages at once."""

	__slots__ = ("_pairs", "by_pair")

	def __init__(self, pairs: Iterable[Pair]) -> None:
		self.by_pair = {pair: Passage() for pair in pairs}
		self._pairs = [(first, then, passage) for (first, then), passage in self.by_pair.items()]

	def add(self, case: Case) -> None:
		moments = case.moments
		for first, then, passage in self._pairs:
			since, until = moments[first], moments[then]
			if since is not None and until is not None:
				passage.add(until.day - since.day, until.instant - since.instant)


def within(days: Counts, limit: int) -> int:
	"""How many took so many calendar days or fewer."""
	return sum(cases for passed, cases in days.items() if passed <= limit)


def elapsed_of(ordered: Sequence[int]) -> Elapsed | None:
	"""Of microseconds in rising order. None for no cases."""
	if not ordered:
		return None
	return Elapsed(
		cases=len(ordered),
		mean=sum(ordered) / (len(ordered) * DAY),
		median=quantile_of(ordered, MEDIAN, DAY),
		p90=quantile_of(ordered, NINE_TENTHS, DAY),
		least=ordered[0] / DAY,
		most=ordered[-1] / DAY,
		negative=sum(1 for passed in ordered if passed < 0),
	)
