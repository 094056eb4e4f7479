"""Moments from the text of a cell: ISO 8601 and its relatives, the forms that --format names, seconds since 1970.

Inside, a moment is without a zone, in UTC, exact to the microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from ...core.sla.clock import EARLIEST, LATEST
from ..refusal import AuditRefused
from .date_text import as_directives

_OFFSET = r"(?:[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2}(?::[0-9]{2})?)?)"
_ISO = re.compile(
	r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})"
	r"(?:(?:[Tt]|\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
	rf"(?:\s*({_OFFSET})(?:\[[^\]]*\])?)?)?"
)
_COMPACT = re.compile(
	r"([0-9]{4})()([0-9]{2})([0-9]{2})[Tt]([0-9]{2})([0-9]{2})(?:([0-9]{2})(?:[.,]([0-9]+))?)?"
	rf"({_OFFSET})?"
)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_EPOCHS = {"epoch": 1, "epoch-ms": 1_000}
_SINCE = datetime(1970, 1, 1)
_PROBE = datetime(2023, 11, 28, 15, 46, 59, tzinfo=timezone.utc)
_TIMES_OF_DAY = ("%H", "%I", "%c", "%X")

_EXAMPLE = "2024-03-11 09:30:00"
NOT_A_MOMENT = (
	f"it is not a moment like {_EXAMPLE}; name another form with --format, e.g. DD/MM/YYYY HH:mm:ss"
)
OF_NO_FORMAT = f"it is of none of the forms named with --format, nor like {_EXAMPLE}"
A_NUMBER = (
	"it is a number; if it counts seconds since 1970 add --format epoch, if milliseconds --format epoch-ms"
)
TOO_FAR = f"it is not between the years {EARLIEST.year} and {LATEST.year}"


class UnreadableMoment(ValueError):
	"""With a reason that does not hold the text, so that reasons can be counted."""


class MomentReader:
	"""Texts without an offset are in `zone`. In an hour that its clock shows twice the first passing is meant; one in an
	hour that it skips is read as if it had not changed yet. The counts are of moments read so far."""

	def __init__(self, zone: ZoneInfo, formats: Sequence[str] = ()) -> None:
		self._zone = zone
		self._formats = tuple(map(_format_reader, formats))
		self._is_utc = zone.key == "UTC"
		self._quiet_days: dict[int, timedelta | None] = {}
		self.with_offset = self.without_offset = self.without_time = self.repeated = self.skipped = 0

	def read(self, text: str) -> datetime:
		"""Raises UnreadableMoment."""
		return self.read_as_written(text)[0]

	def read_as_written(self, text: str) -> tuple[datetime, datetime]:
		"""The moment, and what the clock on the wall showed where it was written. Raises UnreadableMoment."""
		try:
			moment, has_time = self._parsed(text)
			offset = moment.utcoffset()
			written = moment if offset is None else moment.replace(tzinfo=None)
			if offset is not None:
				found = written - offset
			else:
				found = written if self._is_utc else written - self._offset_of(written)
		except OverflowError:
			raise UnreadableMoment(TOO_FAR) from None
		if not EARLIEST <= found < LATEST:
			raise UnreadableMoment(TOO_FAR)
		if offset is None:
			self.without_offset += 1
		else:
			self.with_offset += 1
		self.without_time += not has_time
		return found, written

	def _parsed(self, text: str) -> tuple[datetime, bool]:
		for read in self._formats:
			if found := read(text):
				return found
		if moment := _plainly_iso(text):
			return moment, True
		match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
		if match:
			try:
				return _from_parts(*match.groups()), match[5] is not None
			except ValueError:
				pass
		elif _NUMBER.fullmatch(text):
			raise UnreadableMoment(A_NUMBER)
		raise UnreadableMoment(OF_NO_FORMAT if self._formats else NOT_A_MOMENT)

	def _offset_of(self, moment: datetime) -> timedelta:
		day = moment.toordinal()
		quiet = self._quiet_days[day] if day in self._quiet_days else self._quiet(day)
		if quiet is not None:
			return quiet
		first, second = self._at(moment), self._at(moment.replace(fold=1))
		self.repeated += first > second
		self.skipped += first < second
		return first

	def _quiet(self, day: int) -> timedelta | None:
		"""The offset of a day on which the clock does not change; few files have many different days."""
		start = datetime.fromordinal(day)
		ends = (start, start + timedelta(hours=23, minutes=59, seconds=59, microseconds=999_999))
		offsets = {self._at(end.replace(fold=fold)) for end in ends for fold in (0, 1)}
		found = self._quiet_days[day] = offsets.pop() if len(offsets) == 1 else None
		return found

	def _at(self, moment: datetime) -> timedelta:
		return self._zone.utcoffset(moment) or timedelta(0)


def _plainly_iso(text: str) -> datetime | None:
	"""The commonest form, ten times as fast. What it does not take may still be of the others."""
	if text[13:14] != ":" or text[4] != "-" or text[7] != "-" or text[10] not in " T" or len(text) < 16:
		return None
	has_offset = text[-6:-5] in ("+", "-") and text[-3:-2] == ":"
	if (len(text) > 19 and text[19] != "." and not has_offset) or (has_offset and text[-2:] >= "60"):
		return None
	try:
		return datetime.fromisoformat(text)
	except ValueError:
		return None


def _from_parts(
	year: str,
	_: str,
	month: str,
	day: str,
	hour: str | None,
	minute: str | None,
	second: str | None,
	fraction: str | None,
	offset: str | None,
) -> datetime:
	"""Digits beyond microseconds are cut off."""
	return datetime(
		int(year),
		int(month),
		int(day),
		int(hour or 0),
		int(minute or 0),
		int(second or 0),
		int(f"{fraction:0<6}"[:6]) if fraction else 0,
		_zone_of(offset) if offset else None,
	)


@lru_cache(maxsize=512)
def _zone_of(offset: str) -> timezone:
	"""Raises ValueError for one of a day or more."""
	if offset[0] not in "+-":
		return timezone.utc
	digits = offset[1:].replace(":", "")
	hours, minutes, seconds = int(digits[:2]), int(digits[2:4] or 0), int(digits[4:6] or 0)
	if minutes > 59 or seconds > 59:
		raise ValueError(offset)
	ahead = timedelta(hours=hours, minutes=minutes, seconds=seconds)
	return timezone(-ahead if offset[0] == "-" else ahead)


def _format_reader(notation: str) -> Callable[[str], tuple[datetime, bool] | None]:
	if notation.strip().lower() in _EPOCHS:
		per_second = _EPOCHS[notation.strip().lower()]
		return lambda text: _since_1970(text, per_second)
	pattern = _pattern(notation)
	has_time = any(directive in pattern for directive in _TIMES_OF_DAY)

	def read(text: str) -> tuple[datetime, bool] | None:
		try:
			return datetime.strptime(text, pattern), has_time
		except ValueError:
			return None

	return read


def _pattern(notation: str) -> str:
	pattern = as_directives(notation)
	if "%Z" in pattern:
		raise AuditRefused(
			f"--format '{notation}': %Z is the name of a zone, which may mean several. Use %z for offsets, or --time-zone."
		)
	try:
		complete = datetime.strptime(_PROBE.strftime(pattern), pattern).date() == _PROBE.date()
	except (ValueError, re.error):
		complete = False
	if not complete:
		raise AuditRefused(
			f"--format '{notation}' is not a way to write moments; write it like 'DD/MM/YYYY HH:mm:ss' or "
			"'%d/%m/%Y %H:%M:%S', or epoch, or epoch-ms."
		)
	return pattern


def _since_1970(text: str, per_second: int) -> tuple[datetime, bool] | None:
	if not _NUMBER.fullmatch(text):
		return None
	whole, _, fraction = text.lstrip("+-").partition(".")
	try:
		microseconds = (int(whole) * 1_000_000 + int(f"{fraction:0<6}"[:6])) // per_second
		passed = timedelta(microseconds=-microseconds if text.startswith("-") else microseconds)
		return (_SINCE + passed).replace(tzinfo=timezone.utc), True
	except (OverflowError, ValueError):
		# ValueError: more digits than Python turns into a number.
		raise UnreadableMoment(TOO_FAR) from None
