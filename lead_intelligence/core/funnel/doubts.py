"""Signs that stages do not follow one another as a ladder says: found in the figures, for people to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from .stages import StageCounts, came_to, stage_figures


class Doubt(str, Enum):
	EXCLUSIVE = "exclusive"
	"""Cases come to both stages, but never the same case."""
	MOSTLY_SKIPPED = "mostly skipped"
	"""Most of those that reached the stage never came to it."""
	BACKWARDS = "backwards"
	"""Most of those that came to both came to the second first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderDoubt:
	"""`cases` of `of` show it. `of` counts both stages where they exclude each other, in which case `cases` are nought."""

	doubt: Doubt
	place: int
	other: int | None
	cases: int
	of: int


def ladder_doubts(
	counts: StageCounts, rungs: int, backwards: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[LadderDoubt, ...]:
	"""`backwards`: by pair of rungs, how many came to the second first, and how many have both dates."""
	return (*_exclusive(counts, rungs), *_skipped(counts, rungs), *_backwards(backwards))


def _exclusive(counts: StageCounts, rungs: int) -> Iterator[LadderDoubt]:
	came = [came_to(counts, place) for place in range(rungs)]
	for place in range(rungs):
		for other in range(place + 1, rungs):
			both = (1 << place) | (1 << other)
			if not came[place] or not came[other]:
				continue
			if not any(cases for mask, cases in counts.items() if mask & both == both):
				yield LadderDoubt(
					doubt=Doubt.EXCLUSIVE, place=place, other=other, cases=0, of=came[place] + came[other]
				)


def _skipped(counts: StageCounts, rungs: int) -> Iterator[LadderDoubt]:
	for figures in stage_figures(counts, rungs):
		if 2 * figures.skipped > figures.reached and figures.came:
			yield LadderDoubt(
				doubt=Doubt.MOSTLY_SKIPPED,
				place=figures.place,
				other=None,
				cases=figures.skipped,
				of=figures.reached,
			)


def _backwards(backwards: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[LadderDoubt]:
	for (first, then), (negative, timed) in sorted(backwards.items()):
		if 2 * negative > timed:
			yield LadderDoubt(doubt=Doubt.BACKWARDS, place=first, other=then, cases=negative, of=timed)
