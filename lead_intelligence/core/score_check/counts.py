"""Scored leads as they come from the database: counted by what plays a part, not one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from ..metrics.count import Count
from ..metrics.tally import Tally

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCount:
	"""So many `leads` with the same `points`. `won` is None while the outcome is open. `half`: 0 or 1, the half of all leads in
	which they are when some are learned from and the others are checked. `group`: what else they have in common."""

	points: int
	won: bool | None
	leads: int
	half: int = 0
	group: str | None = None


def counted_by(counts: Iterable[ScoredCount], key: Callable[[ScoredCount], Key]) -> dict[Key, Count]:
	found: dict[Key, Count] = {}
	for one in counts:
		place = found.setdefault(key(one), Count())
		place.leads += one.leads
		if one.won is not None:
			place.decided += one.leads
			place.won += one.leads if one.won else 0
	return found


def tallies_by_points(counts: Iterable[ScoredCount]) -> dict[int, Tally]:
	"""Of those whose outcome is known."""
	by_points = counted_by(counts, lambda one: one.points)
	return {points: count.outcome for points, count in by_points.items() if count.decided}
