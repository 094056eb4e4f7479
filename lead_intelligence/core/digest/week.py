"""Of which week a digest is, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ..reporting.period import Period

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
	"""When somebody wants it: on a `weekday` (Monday is 0), from an `hour` on (0 to 23, of the site's clock)."""

	weekday: int
	hour: int


def last_full_week(today: date, first_weekday: int) -> Period:
	"""The last seven days that are over and begin on the `first_weekday` of weeks (Monday is 0)."""
	begun = today - timedelta(days=(today.weekday() - first_weekday) % _WEEK)
	return Period(first=begun - timedelta(days=_WEEK), last=begun - timedelta(days=1))


def due_week(now: datetime, schedule: Schedule, first_weekday: int, sent: date | None) -> Period | None:
	"""The week that a digest is due of; None where none is. `sent`: the first day of the week that was told last. An hour that was
	missed is made up for on the same day, and not later: by then the next one is near."""
	if now.weekday() != schedule.weekday or now.hour < schedule.hour:
		return None
	week = last_full_week(now.date(), first_weekday)
	return None if sent is not None and sent >= week.first else week
