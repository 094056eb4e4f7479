"""Signs that stages do not follow one another as a ladder says: found in the figures, for people to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from .cases import Ladder
from .outcomes import came_to_both, on_ladder
from .stages import StageCounts, figures_by_stage, itself


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
	counts: StageCounts, ladder: Ladder, backwards: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[LadderDoubt, ...]:
	"""`backwards`: by pair of rungs, how many came to the second first, and how many have both dates."""
	climbed = on_ladder(counts, ladder)
	places = range(len(ladder.rungs))
	return (*_exclusive(climbed, places), *_skipped(climbed, places), *_backwards(backwards))


def _exclusive(counts: StageCounts, places: Sequence[int]) -> Iterator[LadderDoubt]:
	for place, other in combinations(places, 2):
		came = (itself(counts, place), itself(counts, other))
		if all(came) and not came_to_both(counts, place, other):
			yield LadderDoubt(doubt=Doubt.EXCLUSIVE, place=place, other=other, cases=0, of=sum(came))


def _skipped(counts: StageCounts, places: Sequence[int]) -> Iterator[LadderDoubt]:
	for figures in figures_by_stage(counts, places):
		if 2 * figures.skipped > figures.reached and figures.itself:
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
