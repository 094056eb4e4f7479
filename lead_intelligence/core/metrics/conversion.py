"""The share of leads that were won, and how far chance alone could have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from .tally import Tally

_Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
	low: float
	high: float


def rate_interval(tally: Tally) -> Interval | None:
	"""Wilson's 95 % interval: unlike the textbook one it stays sensible for ten leads, and for 0 % or 100 %."""
	rate = tally.rate
	if rate is None:
		return None
	leads, z2 = tally.leads, _Z_95 * _Z_95
	centre = (rate + z2 / (2 * leads)) / (1 + z2 / leads)
	half = _Z_95 * sqrt(rate * (1 - rate) / leads + z2 / (4 * leads * leads)) / (1 + z2 / leads)
	# Rounding must not push the bounds past the rate itself.
	return Interval(low=max(0.0, min(centre - half, rate)), high=min(1.0, max(centre + half, rate)))


def against_all(tally: Tally, everyone: Tally) -> float | None:
	"""How many times likelier to be won than the average lead."""
	if not tally.leads or not everyone.won:
		return None
	return (tally.won * everyone.leads) / (tally.leads * everyone.won)
