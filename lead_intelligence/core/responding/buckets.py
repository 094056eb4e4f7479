"""How soon an answer came, in steps that a conversation about it needs: minutes, an hour, half a working day, a day."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from ..reporting.result import Sentence

_MINUTE: Final = 60
_HOUR: Final = 3600


class Bucket(str, Enum):
	FIVE_MINUTES = "5 minutes"
	HOUR = "1 hour"
	FOUR_HOURS = "4 hours"
	DAY = "24 hours"
	LATER = "later"
	UNKNOWN = "unknown"
	"""Answered, and nobody knows when, or no working time was taken."""
	WAITING = "waiting"
	NEVER = "never"
	"""Nothing is due any more, and nobody ever answered."""


LIMITS: Final[Mapping[Bucket, int]] = {
	Bucket.FIVE_MINUTES: 5 * _MINUTE,
	Bucket.HOUR: _HOUR,
	Bucket.FOUR_HOURS: 4 * _HOUR,
	Bucket.DAY: 24 * _HOUR,
}
"""The longest time, in seconds, that is still in it. What took longer is `LATER`."""

WORDS: Final[Mapping[Bucket, Sentence]] = {
	Bucket.FIVE_MINUTES: Sentence(text="Up to 5 Minutes"),
	Bucket.HOUR: Sentence(text="Up to 1 Hour"),
	Bucket.FOUR_HOURS: Sentence(text="Up to 4 Hours"),
	Bucket.DAY: Sentence(text="Up to 24 Hours"),
	Bucket.LATER: Sentence(text="Later than 24 Hours"),
	Bucket.UNKNOWN: Sentence(text="Answered, Time Not Known"),
	Bucket.WAITING: Sentence(text="No Answer Yet"),
	Bucket.NEVER: Sentence(text="Ended without an Answer"),
}

TIMED: Final = (*LIMITS, Bucket.LATER)
"""Those of answers whose time is known."""


def bucket_of(seconds: float | None) -> Bucket:
	"""Of an answer that took so long. An answer before the lead was there, as imported history may have it, is one at once."""
	if seconds is None:
		return Bucket.UNKNOWN
	return next((bucket for bucket, limit in LIMITS.items() if seconds <= limit), Bucket.LATER)
