"""What changed most from one week to the next, and who has most to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..reporting.result import Shape
from .chance import chance_of, deviation
from .figures import Figure, Observed, Part

MOST_TOLD: Final = 3
# What chance does in more than five of a hundred weeks is no news.
_UNLIKELY: Final = 1.96
# From here on nobody doubts it, and only how large it is matters.
_SURE: Final = 6.0
# What chance has no part in, such as a cost, is as certain as what it does in three of a thousand weeks.
_CERTAIN: Final = 3.0
_SMALLEST: Final = 0.1
"""A change of less than a tenth is not worth a manager's time, however certain."""
_LARGE_PART: Final = 1 / 3
_FEWEST_CASES: Final = 3
_AVERAGED: Final = frozenset({Shape.SHARE, Shape.MINUTES, Shape.DAYS})
_WITHOUT_CHANCE: Final = frozenset({Shape.AMOUNT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
	"""`size`: of the change, as a part of the larger of both figures, above 0 to 1. `deviation`: in standard errors; None where chance has no
	part in it."""

	figure: Figure
	size: float
	deviation: float | None

	@property
	def rose(self) -> bool:
		return _difference(self.figure) > 0

	@property
	def is_better(self) -> bool | None:
		more = self.figure.more_is_better
		return None if more is None else more is self.rose

	@property
	def chance(self) -> float | None:
		"""How likely chance alone does as much."""
		return None if self.deviation is None else chance_of(self.deviation)

	@property
	def weight(self) -> float:
		sure = _CERTAIN if self.deviation is None else min(abs(self.deviation), _SURE)
		return sure * self.size


def most_changed(figures: Iterable[Figure], most: int = MOST_TOLD) -> list[Change]:
	"""Those worth telling, the most important first: by how unlikely chance alone does as much, times how large the change is. Of each
	topic one. Those that weigh the same stay in the order of the figures."""
	found: list[Change] = []
	topics: set[str] = set()
	for change in sorted(_changes(figures), key=lambda one: -one.weight):
		topic = change.figure.topic or change.figure.name
		if topic not in topics:
			topics.add(topic)
			found.append(change)
	return found[:most]


def _changes(figures: Iterable[Figure]) -> Iterable[Change]:
	for figure in figures:
		if figure.now.value is None or figure.before.value is None:
			continue
		size = _size(figure)
		away = deviation(figure)
		if size < _SMALLEST or (away is None and figure.shape not in _WITHOUT_CHANCE):
			continue
		if away is None or abs(away) >= _UNLIKELY:
			yield Change(figure=figure, size=size, deviation=away)


def _difference(figure: Figure) -> float:
	return (figure.now.value or 0.0) - (figure.before.value or 0.0)


def _size(figure: Figure) -> float:
	larger = max(abs(figure.now.value or 0.0), abs(figure.before.value or 0.0))
	return min(1.0, abs(_difference(figure)) / larger) if larger else 0.0


def main_part(change: Change, parts: Sequence[Part]) -> Part | None:
	"""Whoever has most to do with the change: who moved their own figure, or their part of all, most in its direction. None where nobody
	makes up a third of it, or the one who does is known by fewer than three cases."""
	figure = change.figure
	moved = contributions(figure, parts)
	sign = 1 if change.rose else -1
	whole = sum(moved.values())
	whole = whole if whole * sign > 0 else _difference(figure)
	named = [part for part in parts if part.group and _is_known(figure.shape, part)]
	if not named:
		return None
	main = max(named, key=lambda part: (sign * moved[part.group], _cases(part), part.group))
	return main if sign * moved[main.group] >= _LARGE_PART * sign * whole else None


def has_only_more(change: Change, part: Part) -> bool:
	"""Whether the part has to do with the change by how many of all cases it has, and its own figure went the other way or stayed."""
	now, before = part.now.value, part.before.value
	if change.figure.shape not in _AVERAGED or now is None or before is None:
		return False
	return (now - before) * (1 if change.rose else -1) <= 0


def contributions(figure: Figure, parts: Sequence[Part]) -> Mapping[str, float]:
	"""By group, how much of the difference is theirs. Of counts and amounts, what they have more; of shares and times, what they lie
	above the whole of the week before, as a part of all cases, beyond what they did then: for shares, these add up to the difference.
	"""
	if figure.shape not in _AVERAGED:
		return {part.group: (part.now.value or 0.0) - (part.before.value or 0.0) for part in parts}
	level = figure.before.value or 0.0
	all_now = sum(part.now.cases or 0 for part in parts)
	all_before = sum(part.before.cases or 0 for part in parts)
	return {
		part.group: _above(part.now, level, all_now) - _above(part.before, level, all_before)
		for part in parts
	}


def _above(observed: Observed, level: float, cases: int) -> float:
	if observed.value is None or not observed.cases or not cases:
		return 0.0
	return observed.cases / cases * (observed.value - level)


def _is_known(shape: Shape, part: Part) -> bool:
	return shape not in _AVERAGED or _cases(part) >= _FEWEST_CASES


def _cases(part: Part) -> int:
	return (part.now.cases or 0) + (part.before.cases or 0)
