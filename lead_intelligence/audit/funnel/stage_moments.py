"""Moments of stages: as instants, and as days of a calendar."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ...core.funnel.cases import Moment
from ..reading.moment_text import MomentReader

_SINCE = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_LENGTH_OF_A_DAY = 10
_MOST_REMEMBERED = 100_000

_Counts = tuple[int, int, int, int, int]


class StageMoments:
	"""The day of a moment is that on the calendar where it was written; in `zone` where one is named."""

	def __init__(self, reader: MomentReader, zone: ZoneInfo | None) -> None:
		self._reader = reader
		self._zone = zone
		self._days: dict[str, tuple[Moment, _Counts]] = {}
		self._again: Counter[_Counts] = Counter()

	def read(self, text: str) -> Moment:
		"""Raises UnreadableMoment. Bare days occur often, so each is read once."""
		if len(text) > _LENGTH_OF_A_DAY:
			return self._read(text)
		known = self._days.get(text)
		if known:
			self._again[known[1]] += 1
			return known[0]
		before = self._counts()
		moment = self._read(text)
		if len(self._days) < _MOST_REMEMBERED:
			of_this = tuple(now - then for now, then in zip(self._counts(), before, strict=True))
			self._days[text] = (moment, of_this)  # type: ignore[assignment]
		return moment

	def counted(self) -> dict[str, int]:
		"""Of all moments read: those with and without an offset, and so on."""
		found = list(self._counts())
		for counts, times in self._again.items():
			for place, number in enumerate(counts):
				found[place] += number * times
		names = ("with_offset", "without_offset", "without_time", "in_repeated_hour", "in_skipped_hour")
		return dict(zip(names, found, strict=True))

	def _read(self, text: str) -> Moment:
		utc, written = self._reader.read_as_written(text)
		if self._zone is not None:
			day = self._zone.fromutc(utc.replace(tzinfo=self._zone)).toordinal()
		else:
			day = written.toordinal()
		return Moment((utc - _SINCE) // _MICROSECOND, day)

	def _counts(self) -> _Counts:
		reader = self._reader
		return (
			reader.with_offset,
			reader.without_offset,
			reader.without_time,
			reader.repeated,
			reader.skipped,
		)
