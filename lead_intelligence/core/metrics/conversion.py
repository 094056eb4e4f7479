"""The share of leads that were won, and how far chance alone could have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

from .tally import Tally

LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
	low: float
	high: float


def rate_interval(tally: Tally, level: float = LEVEL) -> Interval | None:
	"""The interval of a conversion rate; None for no leads."""
	return share_interval(tally.won, tally.leads, level)


def rate_figures(tally: Tally) -> dict[str, float | None]:
	"""A conversion rate with its range, as plain data; null for no leads."""
	interval = rate_interval(tally)
	return {
		"rate": tally.rate,
		"rate_low": interval.low if interval else None,
		"rate_high": interval.high if interval else None,
	}


def share_interval(part: float, whole: int, level: float = LEVEL) -> Interval | None:
	"""Wilson's interval for `part` of `whole` cases: unlike the textbook one it stays sensible for ten cases, and for
	none or all of them. None for no cases.

	E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
	"""
	if not whole:
		return None
	z2 = z_of(level) ** 2
	rate = part / whole
	centre = (rate + z2 / (2 * whole)) / (1 + z2 / whole)
	half = sqrt(z2) * sqrt(rate * (1 - rate) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
	# Rounding must not push the bounds past the rate itself.
	return Interval(low=max(0.0, min(centre - half, rate)), high=min(1.0, max(centre + half, rate)))


def difference_interval(one: Tally, other: Tally, level: float = LEVEL) -> Interval | None:
	"""How much more often `one` is won than `other`; None unless both have leads.

	R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17
	(1998), method 10: made of the two Wilson intervals.
	"""
	of_one, of_other = rate_interval(one, level), rate_interval(other, level)
	if one.rate is None or other.rate is None or of_one is None or of_other is None:
		return None
	difference = one.rate - other.rate
	below = sqrt((one.rate - of_one.low) ** 2 + (of_other.high - other.rate) ** 2)
	above = sqrt((of_one.high - one.rate) ** 2 + (other.rate - of_other.low) ** 2)
	return Interval(low=difference - below, high=difference + above)


def z_of(level: float) -> float:
	"""How many standard errors to either side hold this share of a normal distribution."""
	return NormalDist().inv_cdf((1 + level) / 2)


def against_all(tally: Tally, everyone: Tally) -> float | None:
	"""How many times likelier to be won than the average lead."""
	if not tally.leads or not everyone.won:
		return None
	return (tally.won * everyone.leads) / (tally.leads * everyone.won)
