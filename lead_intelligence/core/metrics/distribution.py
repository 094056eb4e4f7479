"""How the points spread over the leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .tally import Tally, TallyByPoints, total

_WIDTHS = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
	"""Leads with at least `low` and at most `high` points."""

	low: int
	high: int
	tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
	lowest: int
	lower_quarter: int
	median: int
	upper_quarter: int
	highest: int
	mean: float


def spread(leads_by_points: Mapping[int, int]) -> Spread | None:
	"""Quartiles are points that some lead really has. None without leads."""
	leads = sum(leads_by_points.values())
	if not leads:
		return None
	occupied = sorted(points for points, count in leads_by_points.items() if count)

	def at_rank(rank: int) -> int:
		seen = 0
		for points in occupied:
			seen += leads_by_points[points]
			if seen >= rank:
				return points
		return occupied[-1]

	return Spread(
		lowest=occupied[0],
		lower_quarter=at_rank(-(-leads // 4)),
		median=at_rank(-(-leads // 2)),
		upper_quarter=at_rank(-(-3 * leads // 4)),
		highest=occupied[-1],
		mean=sum(points * count for points, count in leads_by_points.items()) / leads,
	)


def bars(by_points: TallyByPoints, at_most: int = 20) -> tuple[Bar, ...]:
	"""Adjoining bars of one round width (1, 2, 5, 10, 20, 50 …), empty ones included, no more than `at_most`."""
	if not by_points:
		return ()
	lowest, highest = min(by_points), max(by_points)
	width = _round_width(lowest, highest, at_most)
	found: list[Bar] = []
	for start in range(lowest // width * width, highest + 1, width):
		inside = (by_points[points] for points in range(start, start + width) if points in by_points)
		found.append(Bar(low=start, high=start + width - 1, tally=total(inside)))
	return tuple(found)


def _round_width(lowest: int, highest: int, at_most: int) -> int:
	power = 1
	while True:
		for step in _WIDTHS:
			width = step * power
			if highest // width - lowest // width + 1 <= max(at_most, 2):
				return width
		power *= 10
