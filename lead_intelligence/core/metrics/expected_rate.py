"""The conversion rate to expect of a score, learned from leads whose outcome is known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .tally import Tally, TallyByPoints


class ExpectedRate:
	"""The rates that come closest to the leads and never fall as points rise (isotonic regression), with straight lines
	between the points that some lead had, and level beyond them.

	Pool adjacent violators: M. Ayer and others, An empirical distribution function for sampling with incomplete
	information, Annals of Mathematical Statistics 26 (1955).
	"""

	__slots__ = ("_points", "_rates")

	def __init__(self, by_points: TallyByPoints) -> None:
		"""Raises ValueError without leads."""
		occupied = [points for points in sorted(by_points) if by_points[points].leads]
		if not occupied:
			raise ValueError("Nothing can be learned from no leads.")
		self._points = occupied
		self._rates = _pooled([by_points[points] for points in occupied])

	def at(self, points: int) -> float:
		place = bisect_left(self._points, points)
		if place == len(self._points):
			return self._rates[-1]
		if place == 0 or self._points[place] == points:
			return self._rates[place]
		low, high = self._points[place - 1], self._points[place]
		share = (points - low) / (high - low)
		return self._rates[place - 1] + share * (self._rates[place] - self._rates[place - 1])


def _pooled(tallies: Sequence[Tally]) -> list[float]:
	"""One rate for each tally. Neighbours in the wrong order are pooled until none is left."""
	blocks: list[tuple[Tally, int]] = []
	for tally in tallies:
		block, width = tally, 1
		# Compared crosswise in whole numbers: exact.
		while blocks and blocks[-1][0].won * block.leads >= block.won * blocks[-1][0].leads:
			before, its_width = blocks.pop()
			block = Tally(leads=before.leads + block.leads, won=before.won + block.won)
			width += its_width
		blocks.append((block, width))
	return [block.won / block.leads for block, width in blocks for _ in range(width)]
