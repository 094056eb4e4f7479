"""How far the engagement of a lead has risen since a moment, told from its touches alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..engagement.touch import Days, Touch, TouchDays, TouchSort
from .compiled import CompiledModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
	before: int
	now: int

	@property
	def points(self) -> int:
		return self.now - self.before


def rise(
	model: CompiledModel,
	touches: TouchDays,
	since: Iterable[Touch],
	beside: Iterable[Touch],
	then: datetime,
	now: datetime,
) -> Rise:
	"""`touches`: all of the lead. `since`: those of them that came between `then` and `now`. `beside`: those of that time
	that are to raise nothing, such as were recorded long after they happened; they count at neither moment."""
	counted = without(touches, beside)
	return Rise(
		before=model.engagement_points(without(counted, since), then),
		now=model.engagement_points(counted, now),
	)


def without(touches: TouchDays, some: Iterable[Touch]) -> TouchDays:
	"""The database takes no notice of case where it counts touches, so their sorts are told apart without it."""
	left: dict[TouchSort, dict[int, int]] = {sort: dict(days) for sort, days in touches.items()}
	known = {_folded(sort): sort for sort in touches}
	for touch in some:
		days = left.get(known.get(_folded(touch.sort), touch.sort))
		day = touch.at.toordinal()
		if days and days.get(day):
			days[day] -= 1
	found: dict[TouchSort, Days] = {}
	for sort, days in left.items():
		if kept := {day: number for day, number in days.items() if number}:
			found[sort] = kept
	return found


def _folded(sort: TouchSort) -> tuple[str, ...]:
	return tuple((part or "").casefold() for part in sort)
