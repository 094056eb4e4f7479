"""Working time by the clock on the wall, on which every day has 24 hours. Added up by weeks, never walked through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, NamedTuple

from .clock import DAY, microseconds

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
	"""Working time of each such weekday, Monday being 0: from `start` until before `end`, both counted from midnight.
	It may end at 24:00; what goes on after midnight is a span of the next weekday."""

	weekday: int
	start: timedelta
	end: timedelta


class _Worked(NamedTuple):
	"""A span of a day, and how much of the day's working time comes before it."""

	start: int
	end: int
	before: int


class WorkingWeek:
	"""Spans that do not overlap, and the days on which none of them counts."""

	__slots__ = ("_before_weekday", "_holidays", "_of_week", "_of_weekday", "_on_holidays", "_spans")

	def __init__(self, spans: Iterable[Span], holidays: Iterable[date]) -> None:
		by_weekday: list[list[_Worked]] = [[] for _ in WEEKDAYS]
		self._of_weekday = [0] * len(WEEKDAYS)
		for span in sorted(spans, key=lambda span: (span.weekday, span.start)):
			start, end = microseconds(span.start), microseconds(span.end)
			by_weekday[span.weekday].append(_Worked(start, end, self._of_weekday[span.weekday]))
			self._of_weekday[span.weekday] += end - start
		self._spans = tuple(map(tuple, by_weekday))
		*self._before_weekday, self._of_week = accumulate(self._of_weekday, initial=0)
		days = sorted({holiday.toordinal() - 1 for holiday in holidays})
		self._holidays = [day for day in days if self._of_weekday[day % 7]]
		self._on_holidays = list(accumulate((self._of_weekday[day % 7] for day in self._holidays), initial=0))

	def __bool__(self) -> bool:
		return self._of_week > 0

	def until(self, wall: int) -> int:
		"""All working time from the beginning of the calendar until `wall`."""
		day, passed = divmod(wall, DAY)
		weeks, weekday = divmod(day, 7)
		holidays = bisect_left(self._holidays, day)
		worked = weeks * self._of_week + self._before_weekday[weekday] - self._on_holidays[holidays]
		if holidays < len(self._holidays) and self._holidays[holidays] == day:
			return worked
		for start, end, before in reversed(self._spans[weekday]):
			if passed > start:
				return worked + before + min(passed, end) - start
		return worked

	def is_working(self, wall: int) -> bool:
		day, passed = divmod(wall, DAY)
		return any(start <= passed < end for start, end, _ in self._spans_of(day))

	def works_on(self, day: date) -> bool:
		return bool(self._spans_of(day.toordinal() - 1))

	def first_with(self, worked: int, start: int, end: int) -> int:
		"""The first wall until which so much has been worked, which is more than until `start`, not more than until
		`end`."""
		days = range(start // DAY, end // DAY + 1)
		day = days[bisect_left(days, worked, key=self._until_end_of)]
		missing = worked - self.until(day * DAY)
		begin, _, before = next(span for span in reversed(self._spans[day % 7]) if span.before < missing)
		return day * DAY + begin + missing - before

	def first_working(self, start: int, end: int) -> int | None:
		"""The first wall from `start` on, and before `end`, at which somebody works."""
		days = range(start // DAY, (end - 1) // DAY + 1)
		index = bisect_right(days, self.until(start), key=self._until_end_of)
		if index == len(days):
			return None
		day = days[index]
		begin = next(span.start for span in self._spans[day % 7] if day * DAY + span.end > start)
		found = max(start, day * DAY + begin)
		return found if found < end else None

	def first_resting(self, start: int, end: int) -> int | None:
		"""The first wall from `start` on, and before `end`, at which nobody works."""
		wall = start
		while wall < end:
			day, passed = divmod(wall, DAY)
			span = next((one for one in self._spans_of(day) if one.start <= passed < one.end), None)
			if span is None:
				return wall
			wall = day * DAY + span.end
		return None

	def _until_end_of(self, day: int) -> int:
		return self.until((day + 1) * DAY)

	def _spans_of(self, day: int) -> tuple[_Worked, ...]:
		holidays = bisect_left(self._holidays, day)
		is_holiday = holidays < len(self._holidays) and self._holidays[holidays] == day
		return () if is_holiday else self._spans[day % 7]
