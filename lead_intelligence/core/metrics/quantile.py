"""Where a share of many numbers lies: of numbers one by one, or of which only is known how often each occurs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

MEDIAN: Final = Fraction(1, 2)
NINE_TENTHS: Final = Fraction(9, 10)

Counts = Mapping[int, int]
"""By number, how often it occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
	"""Of so many `cases`: their mean, median, 90th percentile, least and greatest; how many are `negative`."""

	cases: int
	mean: float
	median: float
	p90: float
	least: int
	most: int
	negative: int


def spread_of(counts: Counts) -> Spread | None:
	"""None for no cases."""
	cases = sum(counts.values())
	if not cases:
		return None
	median, p90 = quantiles_of(counts, (MEDIAN, NINE_TENTHS))
	present = [number for number, count in counts.items() if count]
	return Spread(
		cases=cases,
		mean=sum(number * count for number, count in counts.items()) / cases,
		median=median,
		p90=p90,
		least=min(present),
		most=max(present),
		negative=sum(count for number, count in counts.items() if number < 0),
	)


def quantiles_of(counts: Counts, shares: Iterable[Fraction]) -> tuple[float, ...]:
	"""The number below which each share of the cases lies, as `quantile_of` has it. Raises ValueError for no cases, for a share that is
	not between 0 and 1, and for counts below nought."""
	if any(count < 0 for count in counts.values()):
		raise ValueError("Nothing occurs less often than never.")
	numbers = sorted(number for number, count in counts.items() if count)
	up_to = list(accumulate(counts[number] for number in numbers))

	def at(place: int) -> int:
		return numbers[bisect_right(up_to, place)]

	return tuple(_between(at, up_to[-1] if up_to else 0, share) for share in shares)


def quantile_of(ordered: Sequence[int], share: Fraction, unit: int = 1) -> float:
	"""The number below which the share of the cases lies, which are given in rising order; in so large a `unit`. Between two cases, straight
	lines: definition 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996).
	Nothing is rounded before the last step. Raises ValueError for no cases, and for a share that is not between 0 and 1."""
	return _between(ordered.__getitem__, len(ordered), share, unit)


def _between(at: Callable[[int], int], cases: int, share: Fraction, unit: int = 1) -> float:
	if not cases:
		raise ValueError("There is no quantile of nothing.")
	if not 0 <= share <= 1:
		raise ValueError(f"{share} is not a share.")
	position = (cases - 1) * share
	below = int(position)
	low, high = at(below), at(min(below + 1, cases - 1))
	return float((low + (high - low) * (position - below)) / unit)
