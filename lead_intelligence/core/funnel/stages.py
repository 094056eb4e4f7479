"""How far cases came, from nothing but how many came to which stages.

A case has *reached* a stage when it came to it or to a later rung of the ladder; where it came only to a later one it has
*skipped* the stage. Everything is counted in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from ..metrics.tally import Tally
from .cases import Ladder

StageCounts: TypeAlias = Mapping[int, int]
"""By the bits of the stages to which they came, how many cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
	"""`reached`: came to the stage or to a later rung. `came`: to itself. `furthest`: it is the last rung that they reached."""

	place: int
	reached: int
	came: int
	furthest: int

	@property
	def skipped(self) -> int:
		return self.reached - self.came


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFigures:
	"""From one rung to a later one: by the ladder (`reached`), and of those that came to the first itself, how many came to the
	second itself, in whatever order (`came_both`)."""

	first: int
	then: int
	reached: Tally
	came_both: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
	"""`won`: reached the rung that means won. `lost`: came to a stage that means lost, and was not won. `both`: those among the won
	that also came to such a stage. `still_open`: neither."""

	won: int
	lost: int
	both: int
	still_open: int

	@property
	def closed(self) -> Tally:
		return Tally(leads=self.won + self.lost, won=self.won)


def cases_of(counts: StageCounts) -> int:
	return sum(counts.values())


def stage_figures(counts: StageCounts, rungs: int) -> tuple[StageFigures, ...]:
	"""One for each rung. Bits above those of the rungs play no part."""
	came, furthest = [0] * rungs, [0] * rungs
	for mask, cases in counts.items():
		on_ladder = mask & _rungs_below(rungs)
		if on_ladder:
			furthest[on_ladder.bit_length() - 1] += cases
			for place in places_of(on_ladder):
				came[place] += cases
	reached = list(accumulate(reversed(furthest)))[::-1]
	return tuple(
		StageFigures(place=place, reached=reached[place], came=came[place], furthest=furthest[place])
		for place in range(rungs)
	)


def came_to(counts: StageCounts, place: int) -> int:
	return sum(cases for mask, cases in counts.items() if mask >> place & 1)


def reached_by(mask: int, place: int, rungs: int) -> bool:
	"""Whether cases of this mask reached the rung."""
	return (mask & _rungs_below(rungs)).bit_length() > place


def pair_figures(counts: StageCounts, first: int, then: int, rungs: int) -> PairFigures:
	if not 0 <= first < then < rungs:
		raise ValueError(f"{then} is no later rung than {first}.")
	figures = stage_figures(counts, rungs)
	both = (1 << first) | (1 << then)
	came_both = sum(cases for mask, cases in counts.items() if mask & both == both)
	return PairFigures(
		first=first,
		then=then,
		reached=Tally(leads=figures[first].reached, won=figures[then].reached),
		came_both=Tally(leads=figures[first].came, won=came_both),
	)


def outcomes(counts: StageCounts, ladder: Ladder) -> Outcomes:
	lost_bits = sum(1 << place for place in ladder.lost_places)
	won = lost = both = 0
	for mask, cases in counts.items():
		is_lost = bool(mask & lost_bits)
		if reached_by(mask, ladder.won, len(ladder.rungs)):
			won += cases
			both += cases if is_lost else 0
		elif is_lost:
			lost += cases
	return Outcomes(won=won, lost=lost, both=both, still_open=cases_of(counts) - won - lost)


def places_of(mask: int) -> Iterable[int]:
	"""The bits that are set, lowest first."""
	while mask:
		lowest = mask & -mask
		yield lowest.bit_length() - 1
		mask ^= lowest


def _rungs_below(rungs: int) -> int:
	return (1 << rungs) - 1
