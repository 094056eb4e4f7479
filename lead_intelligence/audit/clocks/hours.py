"""Working hours as people type them: "Mon-Fri 09:00-12:30,13:30-18:00; Sat 09:00-12:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ...core.problems import Refused
from ...core.sla.validation import mistakes_in, time_of_day
from ...core.sla.working_week import WEEKDAYS, Span
from ..refusal import AuditRefused

EXAMPLE = "Mon-Fri 09:00-12:30,13:30-18:00; Sat 09:00-12:00"
_DASH = re.compile(r"\s*[-–]\s*")
_PART = re.compile(r"([^\d]+?)\s*:?\s+(\d.*)", re.DOTALL)
_MIDNIGHT = timedelta(days=1)


def working_hours(text: str) -> tuple[Span, ...]:
	"""Spans in the order in which they are written."""
	spans: list[Span] = []
	parts: list[str] = []
	for part in filter(None, (part.strip() for part in text.split(";"))):
		for span in _of_part(part):
			spans.append(span)
			parts.append(part)
	if not spans:
		raise AuditRefused(f"--hours is empty. Write it like '{EXAMPLE}'.")
	for problem in mistakes_in(spans):
		row, other = problem.values.get("row"), problem.values.get("other")
		if isinstance(row, int) and isinstance(other, int):
			day = WEEKDAYS[spans[row - 1].weekday]
			raise AuditRefused(
				f"--hours: on {day}, {problem.values['start']}-{problem.values['end']} of '{parts[row - 1]}' overlaps "
				f"'{parts[other - 1]}'. Make one span of the two, or change the times."
			)
		raise AuditRefused(f"--hours: {problem.text()}")
	return tuple(spans)


def _of_part(part: str) -> Iterator[Span]:
	match = _PART.fullmatch(part)
	if not match:
		raise AuditRefused(f"--hours: '{part}' is not days and times. Write it like '{EXAMPLE}'.")
	weekdays = _weekdays(match[1], part)
	for times in match[2].split(","):
		start, end = _times(times.strip(), part)
		for weekday in weekdays:
			yield Span(weekday=weekday, start=start, end=end)


def _weekdays(text: str, part: str) -> list[int]:
	found: list[int] = []
	for days in re.split(r"\s*,\s*", text.strip()):
		first, *last = (_weekday(day, part) for day in _DASH.split(days))
		if len(last) > 1:
			raise AuditRefused(f"--hours: '{days}' in '{part}' is not a range of days like Mon-Fri.")
		until = last[0] if last else first
		found += (weekday % 7 for weekday in range(first, until + 1 if until >= first else until + 8))
	return found


def _weekday(text: str, part: str) -> int:
	bare = text.strip().rstrip(".").casefold()
	for number, name in enumerate(WEEKDAYS):
		if len(bare) >= 3 and name.casefold().startswith(bare):
			return number
	raise AuditRefused(
		f"--hours: '{text.strip()}' in '{part}' is not a day. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun."
	)


def _times(text: str, part: str) -> tuple[timedelta, timedelta]:
	times = _DASH.split(text)
	if len(times) != 2:
		raise AuditRefused(f"--hours: '{text}' in '{part}' is not a span of time like 09:00-12:30.")
	start, end = (_time(time, part) for time in times)
	end = end or _MIDNIGHT
	if start >= _MIDNIGHT or end > _MIDNIGHT:
		raise AuditRefused(f"--hours: '{text}' in '{part}' is not within one day, 00:00 to 24:00.")
	if end <= start:
		raise AuditRefused(
			f"--hours: '{text}' in '{part}' does not end after it begins. Write work over midnight as two spans: "
			"'Fri 22:00-24:00; Sat 00:00-06:00'."
		)
	return start, end


def _time(text: str, part: str) -> timedelta:
	try:
		return time_of_day(f"{text}:00" if text.isdecimal() else text)
	except Refused:
		raise AuditRefused(
			f"--hours: '{text}' in '{part}' is not a time of day. Write it as HH:MM."
		) from None
