"""When people work: at which hours of which weekdays, by the clock of which time zone, holidays left out.

Moments come and go as Frappe keeps them, without a zone, in that of the system. Such a moment says too little where
clocks change: in an hour that is repeated its first passing is meant, and no moment stands for the second, so what is
due then is due when the hour is over; a moment in an hour that is skipped is read as if clocks had not changed yet.

Working time is time that really passes while the clock of the calendar's zone shows working hours. Of 00:00 to 06:00
there are five hours on the day when clocks go forward, and seven when they go back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..problems import Problem, Refused
from .clock import DAY, LATEST, Clock, microseconds, offset_at
from .validation import EMPTY_WEEK, mistakes_in
from .working_week import Span, WorkingWeek

MOST_YEARS: Final = 10
_FARTHEST: Final = MOST_YEARS * 366 * DAY
_LONGEST_SHIFT: Final = 8 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
	"""Refuses spans that cannot be. None at all may be: then nobody ever works."""

	spans: tuple[Span, ...]
	holidays: frozenset[date] = frozenset()
	zone: ZoneInfo
	system_zone: ZoneInfo
	_week: WorkingWeek = field(init=False, repr=False, compare=False)
	_clock: Clock = field(init=False, repr=False, compare=False)
	_system: Clock = field(init=False, repr=False, compare=False)

	def __post_init__(self) -> None:
		problems = tuple(mistakes_in(self.spans))
		if problems:
			raise Refused(*problems)
		object.__setattr__(self, "_week", WorkingWeek(self.spans, self.holidays))
		object.__setattr__(self, "_clock", Clock(self.zone))
		object.__setattr__(self, "_system", Clock(self.system_zone))

	def working_time(self, since: datetime, until: datetime) -> timedelta:
		"""Exact to the microsecond; nothing where `until` is not after `since`."""
		start, end = self._system.instant(since), self._system.instant(until)
		if end <= start:
			return timedelta(0)
		until_wall = self._week.until
		worked = 0
		for stretch in self._clock.stretches(start, end):
			worked += until_wall(stretch.end + stretch.offset) - until_wall(stretch.start + stretch.offset)
		return timedelta(microseconds=worked)

	def working_seconds(self, since: datetime, until: datetime) -> int:
		"""Whole seconds of working time; 0 where `until` is not after `since`."""
		return self.working_time(since, until) // timedelta(seconds=1)

	def due(self, since: datetime, working: timedelta) -> datetime:
		"""The first moment at which so much working time has passed: the end of a working day rather than the beginning
		of the next. `since` itself where none has to pass."""
		if working < timedelta(0):
			raise ValueError(f"{working} of working time cannot pass")
		start = self._started(since)
		missing = microseconds(working)
		if not missing:
			return self._system.moment(start)
		for begin, end, offset in self._clock.stretches(start, self._farthest(start)):
			before = self._week.until(begin + offset)
			available = self._week.until(end + offset) - before
			if missing <= available:
				wall = self._week.first_with(before + missing, begin + offset, end + offset)
				return self._system.moment(self._system.readable(wall - offset))
			missing -= available
		message = "So much working time does not pass within {years} years. Shorten it, or correct the working calendar and its holidays."
		raise Refused(Problem(message=message, values={"years": MOST_YEARS}))

	def next_working_moment(self, at: datetime) -> datetime:
		"""The first moment from `at` on at which people work; `at` itself if they do then."""
		start = self._started(at)
		farthest = self._farthest(start)
		while (found := self._first_working(start, farthest)) is not None:
			start = self._system.readable(found)
			if start == found:
				return self._system.moment(found)
		message = "Nobody works within the next {years} years. Correct the holidays of the working calendar."
		raise Refused(Problem(message=message, values={"years": MOST_YEARS}))

	def working_until(self, at: datetime) -> datetime | None:
		"""The first moment from `at` on at which nobody works; None where people work for more than a week on end."""
		start = self._system.instant(at)
		for begin, end, offset in self._clock.stretches(start, start + _LONGEST_SHIFT):
			wall = self._week.first_resting(begin + offset, end + offset)
			if wall is not None:
				return self._system.moment(self._system.readable(wall - offset))
		return None

	def is_working(self, at: datetime) -> bool:
		instant = self._system.instant(at)
		return self._week.is_working(instant + offset_at(self.zone, instant))

	def day_of(self, at: datetime) -> date:
		"""The day that it then is in the calendar's zone."""
		return self._clock.moment(self._system.instant(at)).date()

	def local(self, at: datetime) -> datetime:
		"""What the clock of the calendar's zone then shows."""
		return self._clock.moment(self._system.instant(at))

	def works_on(self, day: date) -> bool:
		return self._week.works_on(day)

	def beginning_of(self, day: date) -> datetime:
		"""The first moment of a day of the calendar's zone."""
		instant = self._clock.instant(datetime(day.year, day.month, day.day))
		return self._system.moment(self._system.readable(instant))

	def _first_working(self, start: int, end: int) -> int | None:
		for begin, until, offset in self._clock.stretches(start, end):
			wall = self._week.first_working(begin + offset, until + offset)
			if wall is not None:
				return wall - offset
		return None

	def _started(self, since: datetime) -> int:
		if not self._week:
			raise Refused(EMPTY_WEEK)
		return self._system.instant(since)

	def _farthest(self, start: int) -> int:
		return min(start + _FARTHEST, max(start, self._system.instant(LATEST)))
