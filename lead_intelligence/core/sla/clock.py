"""The clock on the wall of a time zone: what it shows at an instant, and which instant it meant.

Instants are microseconds of UTC, which passes evenly everywhere; walls are microseconds as the clock of a zone shows
them. Both count from the beginning of the calendar, a Monday at midnight.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

SECOND: Final = 1_000_000
DAY: Final = 86_400 * SECOND
# What is earlier or later is taken for the first or the last of these moments: nobody works then, and a mistyped
# year costs no time.
EARLIEST: Final = datetime(1900, 1, 1)
LATEST: Final = datetime(2200, 1, 1)
# No zone has ever changed its clock twice within so short a time.
_BETWEEN_PROBES: Final = 3 * DAY
_BEGINNING: Final = datetime.min
_BEGINNING_IN_UTC: Final = datetime.min.replace(tzinfo=timezone.utc)


class Change(NamedTuple):
	"""The instant from which the clock is so far ahead of UTC, and how far it was before."""

	at: int
	before: int
	after: int


class Stretch(NamedTuple):
	"""Instants between two changes of the clock, which is ahead of UTC by `offset` all the while."""

	start: int
	end: int
	offset: int


@dataclass(frozen=True, slots=True)
class Clock:
	zone: ZoneInfo

	def instant(self, at: datetime) -> int:
		"""What the clock meant. Where it showed `at` twice, the first time; where it skipped `at`, as long after the
		change as `at` is after the beginning of what was skipped."""
		if at.tzinfo or at.fold:
			at = at.replace(tzinfo=None, fold=0)
		at = min(max(at, EARLIEST), LATEST)
		offset = self.zone.utcoffset(at)
		return microseconds(at - _BEGINNING) - (microseconds(offset) if offset else 0)

	def moment(self, instant: int) -> datetime:
		"""What the clock shows."""
		return _BEGINNING + timedelta(microseconds=instant + offset_at(self.zone, instant))

	def readable(self, instant: int) -> int:
		"""The first instant from `instant` on whose moment means it: not one of those that the clock shows again."""
		day_before, day_after = instant - DAY, instant + 1
		for change in self.changes(day_before, day_after):
			if instant < change.at + change.before - change.after:
				return change.at + change.before - change.after
		return instant

	def changes(self, start: int, end: int) -> Iterator[Change]:
		"""All that come after `start` and before `end`."""
		for year in range(_year(start), _year(end) + 1):
			for change in _changes_in(self.zone, year):
				if start < change.at < end:
					yield change

	def stretches(self, start: int, end: int) -> Iterator[Stretch]:
		offset = offset_at(self.zone, start)
		for change in self.changes(start, end):
			yield Stretch(start, change.at, offset)
			start, offset = change.at, change.after
		yield Stretch(start, end, offset)


def microseconds(delta: timedelta) -> int:
	return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def offset_at(zone: ZoneInfo, instant: int) -> int:
	"""How far the clock is ahead of UTC."""
	offset = (_BEGINNING_IN_UTC + timedelta(microseconds=instant)).astimezone(zone).utcoffset()
	return microseconds(offset) if offset else 0


def _year(instant: int) -> int:
	return (_BEGINNING + timedelta(microseconds=instant)).year


@lru_cache(maxsize=2048)
def _changes_in(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
	"""Those of a year of UTC, which zones do not tell."""
	start, end = (microseconds(datetime(one, 1, 1) - _BEGINNING) for one in (year, year + 1))
	probes = [*range(start - SECOND, end - SECOND, _BETWEEN_PROBES), end - SECOND]
	offsets = [offset_at(zone, probe) for probe in probes]
	found = []
	for (probe, before), (next_probe, after) in pairwise(zip(probes, offsets, strict=True)):
		if after != before:
			seconds = range(probe + SECOND, next_probe + SECOND, SECOND)
			first = bisect_left(seconds, True, key=lambda one: offset_at(zone, one) == after)
			found.append(Change(seconds[first], before, after))
	return tuple(found)
