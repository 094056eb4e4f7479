"""One thing that a lead did, or that was done towards it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple


class Signal(str, Enum):
	"""What a touch shows: curiosity, or the wish to buy."""

	INTEREST = "Interest"
	INTENT = "Intent"


class Direction(str, Enum):
	"""From the lead to us, or from us to the lead."""

	INBOUND = "Inbound"
	OUTBOUND = "Outbound"


class Response(str, Enum):
	"""What a touch is towards a lead that waits for us: an answer, or an attempt that did not reach anybody."""

	ANSWER = "Answer"
	ATTEMPT = "Attempt"


class TouchSort(NamedTuple):
	"""What rules ask of a touch. Touches of one sort and one day count alike."""

	kind: str
	signal: str | None = None
	channel: str | None = None
	direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
	"""`at`: when it happened (naive, system time zone)."""

	sort: TouchSort
	at: datetime


Days = Mapping[int, int]
"""Touches by the ordinal of their day."""

TouchDays = Mapping[TouchSort, Days]
"""All touches of a lead, counted by sort and day."""


def counted_by_day(touches: Iterable[Touch]) -> dict[TouchSort, dict[int, int]]:
	found: dict[TouchSort, dict[int, int]] = {}
	for touch in touches:
		days = found.setdefault(touch.sort, {})
		day = touch.at.toordinal()
		days[day] = days.get(day, 0) + 1
	return found


def until(touches: TouchDays, day: int) -> dict[TouchSort, Days]:
	"""Without those of later days."""
	found: dict[TouchSort, Days] = {}
	for sort, days in touches.items():
		kept = {at: number for at, number in days.items() if at <= day}
		if kept:
			found[sort] = kept
	return found


def to_data(touches: TouchDays) -> list[list[object]]:
	"""As plain JSON data, the same for the same touches."""
	return [
		[*sort, [[day, days[day]] for day in sorted(days)]]
		for sort, days in sorted(touches.items(), key=lambda one: tuple(part or "" for part in one[0]))
	]


def from_data(data: Iterable[Sequence[Any]]) -> dict[TouchSort, Days]:
	"""What `to_data` wrote down. Raises ValueError when the data is not of that form."""
	try:
		return {TouchSort(*row[:4]): {int(day): int(number) for day, number in row[4]} for row in data}
	except (TypeError, IndexError) as reason:
		raise ValueError(f"these are not the touches of a lead: {reason!r}") from reason
