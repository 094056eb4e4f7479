"""Journey entries about response clocks. Hand-overs have entries of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class ClockEvent(str, Enum):
	STARTED = "Clock started"
	ANSWERED = "Answered"
	CORRECTED = "Answer corrected"
	OVERDUE = "Response overdue"
	MOVED = "Due moment moved"
	PAUSED = "Clock paused"
	RESUMED = "Clock resumed"
	ENDED = "Clock ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEntry:
	"""One row to append. `evidence`: plain JSON data. `record`: what the answer was, as doctype and name."""

	event: ClockEvent
	at: datetime
	cycle: int
	evidence: Mapping[str, object]
	reason: str | None = None
	record: tuple[str, str] | None = None
