"""How many leads of a score are to be expected to be won, learned from other leads than those that are checked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from ..metrics.calibration import Calibration, calibration
from ..metrics.expected_rate import ExpectedRate
from ..metrics.tally import TallyByPoints, total
from .counts import ScoredCount, tallies_by_points

ENOUGH: Final = 30
"""Won leads, and lost ones, that are to be known before anything is learned from them."""


class LearnedFrom(str, Enum):
	OLDER = "older leads"
	OTHER_HALF = "the other half"
	NOBODY = "nobody"


class Expectation:
	"""Learned from the older leads, where enough of them were won and lost; else from the one half of the checked leads for the
	other, and the other way round."""

	def __init__(self, checked: Sequence[ScoredCount], older: Sequence[ScoredCount]) -> None:
		self._halves = tuple(
			tallies_by_points(one for one in checked if one.half % 2 == half) for half in (0, 1)
		)
		learned = tallies_by_points(older)
		if _is_enough(learned):
			self.learned_from = LearnedFrom.OLDER
			self._learned: tuple[TallyByPoints, ...] = (learned, learned)
		elif all(_is_enough(half) for half in self._halves):
			self.learned_from = LearnedFrom.OTHER_HALF
			self._learned = self._halves[::-1]
		else:
			self.learned_from = LearnedFrom.NOBODY
			self._learned = ()
		self._rates = [ExpectedRate(learned) for learned in self._learned]

	def won_of(self, count: ScoredCount) -> float | None:
		"""How many of them are to be expected to be won; None where nothing could be learned."""
		return self._rates[count.half % 2].at(count.points) * count.leads if self._rates else None

	def calibration(self) -> Calibration | None:
		return calibration(zip(self._learned, self._halves, strict=True)) if self._learned else None


def _is_enough(by_points: TallyByPoints) -> bool:
	everyone = total(by_points.values())
	return min(everyone.won, everyone.lost) >= ENOUGH
