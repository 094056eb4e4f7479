"""How many leads came to each stage, and how many of those that came to one came to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..metrics.tally import Tally

StageCounts = Mapping[int, int]
"""How many leads were on which stages: by mask, in which the first stage has the lowest bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
	"""Of one stage. `reached`: leads that came to it or to a later one. `itself`: those among them that were on it. `from_before` and
	`from_first`: of the leads that reached the stage before, or the first of all, those that reached this one; None for the first."""

	place: int
	itself: int
	reached: int
	from_before: Tally | None
	from_first: Tally | None

	@property
	def skipped(self) -> int:
		return self.reached - self.itself


def figures_by_stage(counts: StageCounts, places: Sequence[int]) -> tuple[StageFigures, ...]:
	"""`places`: of the stages that are looked at, rising."""
	found: list[StageFigures] = []
	for number, place in enumerate(places):
		before = conversion(counts, places[number - 1], place) if number else None
		first = conversion(counts, places[0], place) if number else None
		found.append(
			StageFigures(
				place=place,
				itself=itself(counts, place),
				reached=reached(counts, place),
				from_before=before,
				from_first=first,
			)
		)
	return tuple(found)


def itself(counts: StageCounts, place: int) -> int:
	return sum(leads for mask, leads in counts.items() if mask >> place & 1)


def reached(counts: StageCounts, place: int) -> int:
	return sum(leads for mask, leads in counts.items() if mask >> place)


def conversion(counts: StageCounts, place: int, then: int) -> Tally:
	"""Of the leads that reached one stage, those that reached a later one. Raises ValueError where it is not later."""
	if then <= place:
		raise ValueError("The other stage must be a later one.")
	return Tally(leads=reached(counts, place), won=reached(counts, then))
