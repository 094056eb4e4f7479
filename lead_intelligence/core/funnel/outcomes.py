"""What became of cases that climb a ladder, with stages beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..metrics.tally import Tally
from .cases import Ladder
from .stages import StageCounts


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


def outcomes(counts: StageCounts, ladder: Ladder) -> Outcomes:
	lost_bits = sum(1 << place for place in ladder.lost_places)
	won = lost = both = 0
	for mask, cases in counts.items():
		is_lost = bool(mask & lost_bits)
		if last_rung(mask, ladder) >= ladder.won:
			won += cases
			both += cases if is_lost else 0
		elif is_lost:
			lost += cases
	return Outcomes(won=won, lost=lost, both=both, still_open=cases_of(counts) - won - lost)


def cases_of(counts: StageCounts) -> int:
	return sum(counts.values())


def came_to_both(counts: StageCounts, place: int, other: int) -> int:
	both = (1 << place) | (1 << other)
	return sum(cases for mask, cases in counts.items() if mask & both == both)


def on_ladder(counts: StageCounts, ladder: Ladder) -> Counter[int]:
	"""Without the stages beside it, so that the highest bit is the rung that was reached."""
	found: Counter[int] = Counter()
	for mask, cases in counts.items():
		found[mask & ladder.bits] += cases
	return found


def last_rung(mask: int, ladder: Ladder) -> int:
	"""-1 for none."""
	return (mask & ladder.bits).bit_length() - 1
