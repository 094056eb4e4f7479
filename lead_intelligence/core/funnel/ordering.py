"""In which order stages follow one another, where nobody says: found in the cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .cases import Moment


class Precedence:
	"""Counts which stage came before which."""

	def __init__(self, stages: int) -> None:
		self._before = [[0] * stages for _ in range(stages)]
		self._came = [0] * stages

	def add(self, moments: Iterable[tuple[int, Moment]]) -> None:
		"""The stages of a case with their moments. Those of the same moment say nothing of each other."""
		ordered = sorted((moment.instant, place) for place, moment in moments)
		for number, (instant, place) in enumerate(ordered):
			self._came[place] += 1
			for earlier, other in ordered[:number]:
				if earlier < instant:
					self._before[other][place] += 1

	def order(self) -> Sequence[int]:
		"""By how many others each mostly comes before (A. H. Copeland's score); then the commoner first, then as they were met."""
		places = range(len(self._came))
		score = {
			place: sum(
				(self._before[place][other] > self._before[other][place])
				- (self._before[place][other] < self._before[other][place])
				for other in places
			)
			for place in places
		}
		return sorted(places, key=lambda place: (-score[place], -self._came[place], place))
