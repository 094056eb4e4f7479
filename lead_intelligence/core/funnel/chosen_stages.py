"""Some of the stages looked at: how many leads reached each, and how many of those that reached the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..metrics.tally import Tally
from .stages import StageCounts, stage_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenStage:
	"""`reached`: leads that came to it or to a later one. `itself`: those among them that were on it. `from_before` and `from_first`: of
	the leads that reached the stage that is looked at before it, or the first of them, those that reached this one; None for the first."""

	place: int
	itself: int
	reached: int
	from_before: Tally | None
	from_first: Tally | None

	@property
	def skipped(self) -> int:
		return self.reached - self.itself


def figures_by_stage(counts: StageCounts, places: Sequence[int]) -> tuple[ChosenStage, ...]:
	"""`places`: of the stages that are looked at, rising."""
	rungs = max([*(mask.bit_length() for mask in counts), *(place + 1 for place in places)], default=0)
	figures = stage_figures(counts, rungs)

	def share(before: int, place: int) -> Tally:
		return Tally(leads=figures[before].reached, won=figures[place].reached)

	return tuple(
		ChosenStage(
			place=place,
			itself=figures[place].came,
			reached=figures[place].reached,
			from_before=share(places[number - 1], place) if number else None,
			from_first=share(places[0], place) if number else None,
		)
		for number, place in enumerate(places)
	)
