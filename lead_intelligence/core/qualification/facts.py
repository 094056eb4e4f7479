"""What criteria can look at beside the fields of a lead: its score, what it did, and what was found out in talks.

Answers come with the lead, as its fields do. The rest is derived when the stage is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, Protocol

from ..engagement.touch import Direction, Signal, TouchDays, TouchSort
from ..snapshot.fields import Field
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import Kind, Value
from .stages import Stage

PREFIX: Final = "li:"
SCORE: Final = "li:score"
GRADE: Final = "li:grade"
ENGAGEMENT: Final = "li:engagement"
TOUCHES: Final = "li:touches:"
LAST_TOUCH: Final = "li:last_touch:"
STAGE: Final = "li:stage"
ORIGIN: Final = "li:origin"
SOURCE_SIGNAL: Final = "li:source_signal"
ANSWER: Final = "li:answer:"
CONFIDENCE: Final = "li:confidence:"
INTENT: Final = "<intent>"
INBOUND: Final = "<inbound>"


class Scored(Protocol):
	"""What is looked at of a score, whether it has just been worked out or was stored."""

	@property
	def value(self) -> float: ...
	@property
	def grade(self) -> str: ...
	@property
	def engagement_points(self) -> int: ...


Chosen = Callable[[TouchSort], bool]
OriginOf = Callable[[LeadSnapshot], tuple[str | None, str | None]]
"""The family of origin of a lead's source, and what it shows that a lead comes from there."""
_OF_THE_MOMENT: Final = frozenset({SCORE, GRADE, ENGAGEMENT, STAGE, ORIGIN, SOURCE_SIGNAL})


def is_derived(name: str) -> bool:
	return name in _OF_THE_MOMENT or name.startswith((TOUCHES, LAST_TOUCH))


def is_answer(name: str) -> bool:
	return name.startswith((ANSWER, CONFIDENCE))


def score_fields(grades: Iterable[str] = ()) -> tuple[Field, ...]:
	return (
		Field(name=SCORE, label="Score", kind=Kind.NUMBER),
		Field(name=GRADE, label="Grade", kind=Kind.CHOICE, options=tuple(grades)),
		Field(name=ENGAGEMENT, label="Engagement", kind=Kind.NUMBER),
	)


def origin_fields(families: Iterable[str], signals: Iterable[str]) -> tuple[Field, ...]:
	"""The stage on which a lead stands, and what is known of its source."""
	return (
		Field(
			name=STAGE, label="Lifecycle Stage", kind=Kind.CHOICE, options=tuple(one.value for one in Stage)
		),
		Field(name=ORIGIN, label="Origin", kind=Kind.CHOICE, options=tuple(families)),
		Field(name=SOURCE_SIGNAL, label="Signal of the Source", kind=Kind.CHOICE, options=tuple(signals)),
	)


def touch_fields(kind: str, count_label: str, last_label: str) -> tuple[Field, ...]:
	"""How many touches of a kind there are, and the day of the latest. `kind` may be INTENT or INBOUND: any of those."""
	return (
		Field(name=f"{TOUCHES}{kind}", label=count_label, kind=Kind.NUMBER),
		Field(name=f"{LAST_TOUCH}{kind}", label=last_label, kind=Kind.DATE),
	)


class DerivedFacts:
	"""Works out the facts that are asked for, and no others."""

	__slots__ = ("_names", "_origin_of", "_touches")

	def __init__(self, names: Iterable[str], origin_of: OriginOf | None = None) -> None:
		self._names = frozenset(names)
		self._origin_of = origin_of if self._names & {ORIGIN, SOURCE_SIGNAL} else None
		self._touches = tuple(
			(name, prefix == LAST_TOUCH, _chosen(name.removeprefix(prefix)))
			for name in sorted(self._names)
			for prefix in (TOUCHES, LAST_TOUCH)
			if name.startswith(prefix)
		)

	@property
	def look_at_touches(self) -> bool:
		return bool(self._touches)

	def of(self, lead: LeadSnapshot, score: Scored | None, stage: Stage | None = None) -> dict[str, Value]:
		found: dict[str, Value] = {}
		if stage and STAGE in self._names:
			found[STAGE] = stage.value
		if self._origin_of:
			origin = zip((ORIGIN, SOURCE_SIGNAL), self._origin_of(lead), strict=True)
			found.update({name: value for name, value in origin if value and name in self._names})
		if score is not None:
			if SCORE in self._names:
				found[SCORE] = score.value
			if GRADE in self._names:
				found[GRADE] = score.grade
			if ENGAGEMENT in self._names:
				found[ENGAGEMENT] = score.engagement_points
		for name, is_last, chosen in self._touches:
			if is_last:
				last = _last_day(lead.touches, chosen)
				if last:
					found[name] = date.fromordinal(last)
			else:
				found[name] = sum(sum(days.values()) for sort, days in lead.touches.items() if chosen(sort))
		return found

	def added_to(
		self, lead: LeadSnapshot, score: Scored | None, stage: Stage | None = None
	) -> tuple[LeadSnapshot, Mapping[str, Value]]:
		"""The lead with its facts, and the facts alone."""
		facts = self.of(lead, score, stage)
		if not facts:
			return lead, facts
		return (
			LeadSnapshot(
				name=lead.name,
				company=lead.company,
				values={**lead.values, **facts},
				ancestors=lead.ancestors,
				changed_at=lead.changed_at,
				touches=lead.touches,
			),
			facts,
		)


def _chosen(kind: str) -> Chosen:
	if kind == INTENT:
		return lambda sort: sort.signal == Signal.INTENT.value
	if kind == INBOUND:
		return lambda sort: sort.direction == Direction.INBOUND.value
	return lambda sort: sort.kind == kind


def _last_day(touches: TouchDays, chosen: Chosen) -> int | None:
	return max((max(days) for sort, days in touches.items() if days and chosen(sort)), default=None)
