"""The leads in the order of their score, in ten parts of about equally many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..metrics.tally import Tally, TallyByPoints, total

_PARTS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
	"""Leads with `low` to `high` points, both included. `first` and `last`: which tenths these are, 1 is the best scored."""

	first: int
	last: int
	low: int
	high: int
	tally: Tally


def tenths(by_points: TallyByPoints) -> tuple[Tenth, ...]:
	"""The best first. Leads with equal points have no order among themselves and stay together, so one part may stand for several
	tenths, and all of them for one where all scores are equal."""
	return tuple(_tenths(by_points, total(by_points.values()).leads))


def _tenths(by_points: TallyByPoints, leads: int) -> Iterator[Tenth]:
	inside: list[int] = []
	passed = closed = 0
	for points in sorted((points for points, tally in by_points.items() if tally.leads), reverse=True):
		inside.append(points)
		passed += by_points[points].leads
		full = passed * _PARTS // leads
		if full > closed:
			yield Tenth(
				first=closed + 1,
				last=full,
				low=inside[-1],
				high=inside[0],
				tally=total(by_points[one] for one in inside),
			)
			inside, closed = [], full
