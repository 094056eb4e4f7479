"""Journey entries about leads that show that they may buy now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class SignalEvent(str, Enum):
	HOT_SIGNAL = "Hot signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEntry:
	"""One row to append: the engagement rose from `before` to `after` points within so many `hours`."""

	at: datetime
	before: int
	after: int
	hours: int
	event: SignalEvent = SignalEvent.HOT_SIGNAL
