"""One thing that a lead did, or that was done towards it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class Signal(str, Enum):
	"""What a touch shows: curiosity, or the wish to buy."""

	INTEREST = "Interest"
	INTENT = "Intent"


class Direction(str, Enum):
	"""From the lead to us, or from us to the lead."""

	INBOUND = "Inbound"
	OUTBOUND = "Outbound"


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
