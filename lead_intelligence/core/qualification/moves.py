"""What another definition would do with the leads that there are: counted, from stage to stage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .place import Decision, Place
from .stages import Stage, rank

Cell = tuple[Stage | None, Stage | None]


@dataclass(slots=True)
class Moves:
	"""`leads`: those that the other definition claims. A cell counts those that would stand on the first of its stages
	without it, and on the second with it; None is no stage at all."""

	leads: int = 0
	failed: int = 0
	handed_over: int = 0
	cells: Counter[Cell] = field(default_factory=Counter)

	def add(self, place: Place, before: Decision | None, after: Decision) -> None:
		"""`before`: what becomes of the lead without it, None where nothing does."""
		self.leads += 1
		stays = before.place if before else place
		self.cells[stays.stage, after.place.stage] += 1
		opens = after.opens_handover and not (before and before.opens_handover)
		self.handed_over += opens

	@property
	def moved(self) -> int:
		return sum(count for (before, after), count in self.cells.items() if before is not after)

	@property
	def risen(self) -> int:
		"""Those that would be further up the ladder. Who stands beside it has come back when that happens."""
		return sum(count for (before, after), count in self.cells.items() if rank(after) > rank(before))
