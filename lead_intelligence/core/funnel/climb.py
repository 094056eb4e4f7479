"""How far leads of one cohort came, rung by rung, and what became of those that came no further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..metrics.tally import Tally
from ..qualification.stages import Stage
from .stages import StageCounts, figures_by_stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
	"""What is counted of a lead. `mask`: the rungs of the ladder that it was on, the first of them the lowest bit. `is_ripe`: it came in
	long enough ago to be judged. `aside`: the place beside the ladder where it is now."""

	mask: int
	is_ripe: bool = True
	aside: Stage | None = None


Standings = Mapping[Standing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RungFigures:
	"""Of one rung. `reached`: came to it or beyond; `itself`: were on it. `from_before`, `from_first`: of the ripe leads that reached the
	rung before, or the first that is looked at, those that reached this one; None for the first.

	The others are of the leads that came no further than here: nurtured or disqualified now, `waiting` if neither though ripe, `unripe`
	if neither and too young to be judged.
	"""

	place: int
	reached: int
	itself: int
	from_before: Tally | None
	from_first: Tally | None
	nurtured: int
	disqualified: int
	waiting: int
	unripe: int

	@property
	def skipped(self) -> int:
		return self.reached - self.itself


def rungs(standings: Standings, places: Sequence[int]) -> tuple[RungFigures, ...]:
	"""`places`: of the rungs that are looked at, rising."""
	everyone = figures_by_stage(_by_mask(standings), places)
	ripe = figures_by_stage(_by_mask({one: n for one, n in standings.items() if one.is_ripe}), places)
	return tuple(
		RungFigures(
			place=figures.place,
			reached=figures.reached,
			itself=figures.itself,
			from_before=judged.from_before,
			from_first=judged.from_first,
			**_ended_at(standings, figures.place),
		)
		for figures, judged in zip(everyone, ripe, strict=True)
	)


def _by_mask(standings: Standings) -> StageCounts:
	counts: dict[int, int] = {}
	for standing, leads in standings.items():
		counts[standing.mask] = counts.get(standing.mask, 0) + leads
	return counts


def _ended_at(standings: Standings, place: int) -> dict[str, int]:
	found = {"nurtured": 0, "disqualified": 0, "waiting": 0, "unripe": 0}
	for standing, leads in standings.items():
		if standing.mask.bit_length() - 1 == place:
			found[_ending(standing)] += leads
	return found


def _ending(standing: Standing) -> str:
	if standing.aside is Stage.NURTURE:
		return "nurtured"
	if standing.aside is Stage.DISQUALIFIED:
		return "disqualified"
	return "waiting" if standing.is_ripe else "unripe"
