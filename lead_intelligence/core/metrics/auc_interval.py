"""How sure a ROC AUC is, and whether one score ranks the same leads better than another.

E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Comparing the areas under two or more correlated receiver operating
characteristic curves, Biometrics 44 (1988): each won lead is placed among the lost ones and each lost lead among the
won ones; the spread of these placements gives the error. Worked out on counts by points, in whole numbers: ties are
exact, and no spread at all is told from a very small one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import sqrt

from .conversion import LEVEL, Interval, z_of
from .roc_auc import roc_auc
from .tally import Tally, TallyByPoints, total

PointsOfBoth = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
	"""`value`: AUC of the second score minus AUC of the first, on the same leads."""

	value: float
	interval: Interval | None


def auc_interval(by_points: TallyByPoints, level: float = LEVEL) -> Interval | None:
	"""None with fewer than two won or two lost leads, and where a perfect order leaves nothing to judge the error by."""
	auc = roc_auc(by_points)
	if auc is None:
		return None
	placed = _Placements(by_points)
	won = [(placed.of_won[points], tally.won) for points, tally in by_points.items()]
	lost = [(placed.of_lost[points], tally.lost) for points, tally in by_points.items()]
	interval = _interval(auc, won, lost, level)
	return interval and Interval(low=max(0.0, interval.low), high=min(1.0, interval.high))


def auc_difference(joint: Mapping[PointsOfBoth, Tally], level: float = LEVEL) -> Difference | None:
	"""`joint`: by the points of the first and of the second score. None without both won and lost leads."""
	first, second = _margin(joint, 0), _margin(joint, 1)
	auc_first, auc_second = roc_auc(first), roc_auc(second)
	if auc_first is None or auc_second is None:
		return None
	one, other = _Placements(first), _Placements(second)
	won = [(other.of_won[b] - one.of_won[a], tally.won) for (a, b), tally in joint.items()]
	lost = [(other.of_lost[b] - one.of_lost[a], tally.lost) for (a, b), tally in joint.items()]
	value = auc_second - auc_first
	interval = _interval(value, won, lost, level)
	interval = interval and Interval(low=max(-1.0, interval.low), high=min(1.0, interval.high))
	return Difference(value=value, interval=interval)


class _Placements:
	"""By points: the lost leads that a won lead lies above, and the won leads that lie above a lost one. Counted in halves,
	because a tie counts half."""

	def __init__(self, by_points: TallyByPoints) -> None:
		points = sorted(by_points)
		tallies = [by_points[place] for place in points]
		everyone = total(tallies)
		lost_up_to = accumulate(tally.lost for tally in tallies)
		won_up_to = accumulate(tally.won for tally in tallies)
		self.of_won: dict[int, int] = {}
		self.of_lost: dict[int, int] = {}
		for place, tally, lost, won in zip(points, tallies, lost_up_to, won_up_to, strict=True):
			self.of_won[place] = 2 * lost - tally.lost
			self.of_lost[place] = 2 * (everyone.won - won) + tally.won


def _margin(joint: Mapping[PointsOfBoth, Tally], which: int) -> dict[int, Tally]:
	found: dict[int, list[Tally]] = {}
	for both, tally in joint.items():
		found.setdefault(both[which], []).append(tally)
	return {points: total(tallies) for points, tallies in found.items()}


# Placements and how many leads have each.
_Placed = Sequence[tuple[int, int]]


def _interval(value: float, won: _Placed, lost: _Placed, level: float) -> Interval | None:
	of_won, of_lost = _variance_of_mean(won, among=lost), _variance_of_mean(lost, among=won)
	if of_won is None or of_lost is None or not of_won + of_lost:
		return None
	half = z_of(level) * sqrt(of_won + of_lost)
	return Interval(low=value - half, high=value + half)


def _variance_of_mean(placed: _Placed, among: _Placed) -> Fraction | None:
	"""Of the placements as shares of those `among` whom they are counted."""
	number, halves = _leads(placed), 2 * _leads(among)
	if number < 2:
		return None
	sum_ = sum(place * leads for place, leads in placed)
	squares = sum(place * place * leads for place, leads in placed)
	return Fraction(number * squares - sum_ * sum_, number * number * (number - 1) * halves * halves)


def _leads(placed: _Placed) -> int:
	return sum(leads for _, leads in placed)
