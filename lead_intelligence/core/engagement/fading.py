"""How a touch weighs less as time passes. Age is counted in whole days: what happened today weighs in full."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, fsum, log2
from typing import Final

from .touch import Days

_ROUNDING: Final = 1e-9


class Fading(str, Enum):
	NONE = "does not fade"
	HALF_LIFE = "halves every N days"
	LINEAR = "fades to nothing in N days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fade:
	"""`days`: the half-life, or the age at which nothing is left. At least 1 where something fades."""

	fading: Fading = Fading.NONE
	days: int = 0

	def weight(self, age: int) -> float:
		"""From 1 for today down to 0; never rises with age."""
		if self.fading is Fading.HALF_LIFE:
			return float(0.5 ** (age / self.days))
		if self.fading is Fading.LINEAR:
			return max(0.0, 1 - age / self.days)
		return 1.0

	def weights(self, days: Days, today: int) -> float:
		"""The weights of all touches together. Summed exactly, so their order plays no part."""
		if self.fading is Fading.NONE:
			return float(sum(days.values()))
		return fsum(number * self.weight(today - day) for day, number in days.items())

	def days_until_below(self, weights: float, wanted: float, slope: float) -> int | None:
		"""In how many days the sum `weights` has fallen below `wanted` if no touch comes or goes; None for never.

		`slope`: for fading in a straight line, how many touches still weigh something.
		"""
		if self.fading is Fading.NONE or wanted <= 0:
			return None
		# What rounding has pushed past a whole day must not come a day late.
		if weights < wanted:
			return 1
		if self.fading is Fading.HALF_LIFE:
			return max(1, floor(self.days * log2(weights / wanted) - _ROUNDING) + 1)
		return max(1, ceil((weights - wanted) * self.days / slope - _ROUNDING)) if slope else None
