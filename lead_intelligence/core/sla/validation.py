"""What is wrong with a working calendar, each problem with its row and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..problems import Problem, Refused
from .working_week import Span

SPAN_ROW: Final = "Working Times, row {row}"
EMPTY_WEEK: Final = Problem(message="The working week is empty. Enter at least one working time.")
_MIDNIGHT: Final = timedelta(days=1)
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?", re.ASCII)


def problems_of(spans: Sequence[Span], zone: str | None = None) -> tuple[Problem, ...]:
	"""Everything that an admin should correct. No `zone` is the site's."""
	return (
		*(() if spans else (EMPTY_WEEK,)),
		*mistakes_in(spans),
		*zone_problems(zone),
	)


def zone_problems(zone: str | None) -> tuple[Problem, ...]:
	return () if zone is None or zone_named(zone) else (_unknown(zone),)


def mistakes_in(spans: Sequence[Span]) -> Iterator[Problem]:
	"""Spans that cannot be. There may be none at all."""
	for row, span in enumerate(spans, start=1):
		found = _alone(span) or _beside(span, spans[: row - 1])
		if found:
			yield found.at(SPAN_ROW, row=row)


def _alone(span: Span) -> Problem | None:
	values = {"start": as_clock(span.start), "end": as_clock(span.end)}
	if span.start < timedelta(0) or span.end > _MIDNIGHT:
		message = "{start} to {end} is not within one day. Enter times from 00:00 to 24:00."
		return Problem(message=message, values=values)
	if span.end <= span.start:
		message = "To Time ({end}) is not after From Time ({start}). For working time over midnight enter two rows, one that ends at 00:00 and one that begins then on the next weekday."
		return Problem(message=message, values=values)
	return None


def _beside(span: Span, earlier: Sequence[Span]) -> Problem | None:
	for row, other in enumerate(earlier, start=1):
		if span.weekday == other.weekday and span.start < other.end and other.start < span.end:
			message = "{start} to {end} overlaps row {other}. Change the times, or make one row of the two."
			values = {"start": as_clock(span.start), "end": as_clock(span.end), "other": row}
			return Problem(message=message, values=values)
	return None


def _unknown(zone: str) -> Problem:
	message = "There is no time zone '{zone}'. Choose one of the list, or leave it blank for the site's."
	return Problem(message=message, values={"zone": zone})


def zone_named(name: str) -> ZoneInfo | None:
	try:
		return ZoneInfo(name)
	except (KeyError, ValueError, OSError):
		return None


def time_of_day(text: str) -> timedelta:
	"""Reads '9:00', '09:00:00' or '24:00'."""
	match = _TIME.fullmatch(text.strip())
	if not match:
		message = "'{value}' is not a time of day. Write it as HH:MM."
		raise Refused(Problem(message=message, values={"value": text}))
	hours, minutes, seconds, fraction = match.groups(default="0")
	return timedelta(
		hours=int(hours), minutes=int(minutes), seconds=int(seconds), microseconds=int(fraction.ljust(6, "0"))
	)


def as_clock(time: timedelta) -> str:
	"""As people write it: 09:30, and 09:30:15 only where there are seconds."""
	minutes, seconds = divmod(time // timedelta(seconds=1), 60)
	return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
