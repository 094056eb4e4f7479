"""Working time found by looking at the clock every minute: slow, and too simple to be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.sla.working_week import Span

MINUTE = timedelta(minutes=1)
PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
KOLKATA, LORD_HOWE = ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")
ZONES = (PARIS, NEW_YORK, KOLKATA, LORD_HOWE)


def span(weekday: int, start: str, end: str) -> Span:
	"""`span(0, "9:00", "12:30")` is Monday morning."""
	return Span(weekday=weekday, start=_time(start), end=_time(end))


def _time(text: str) -> timedelta:
	hours, _, minutes = text.partition(":")
	return timedelta(hours=int(hours), minutes=int(minutes))


def on(weekdays: Iterable[int], *times: tuple[str, str]) -> tuple[Span, ...]:
	return tuple(span(weekday, *time) for weekday in weekdays for time in times)


OFFICE = on(range(5), ("9:00", "12:30"), ("13:30", "18:00"))
ALWAYS = on(range(7), ("0:00", "24:00"))


def a_calendar(
	*spans: Span, zone: ZoneInfo = PARIS, system: ZoneInfo | None = None, holidays: Iterable[date] = ()
) -> WorkingCalendar:
	return WorkingCalendar(spans=spans, zone=zone, system_zone=system or zone, holidays=frozenset(holidays))


def at(text: str) -> datetime:
	return datetime.fromisoformat(text)


def works(calendar: WorkingCalendar, instant: datetime) -> bool:
	local = instant.astimezone(calendar.zone)
	passed = timedelta(hours=local.hour, minutes=local.minute)
	return local.date() not in calendar.holidays and any(
		one.weekday == local.weekday() and one.start <= passed < one.end for one in calendar.spans
	)


def meant(calendar: WorkingCalendar, moment: datetime) -> datetime:
	return moment.replace(tzinfo=calendar.system_zone).astimezone(timezone.utc)


def minutes_between(calendar: WorkingCalendar, since: datetime, until: datetime) -> int:
	instant, end, worked = meant(calendar, since), meant(calendar, until), 0
	while instant < end:
		worked += works(calendar, instant)
		instant += MINUTE
	return worked


def moments_from(calendar: WorkingCalendar, since: datetime) -> Iterator[tuple[datetime, datetime | None]]:
	"""Every minute from `since` on, and as what it can be written: not at all where it would mean another."""
	instant = meant(calendar, since)
	while True:
		local = instant.astimezone(calendar.system_zone)
		yield instant, None if local.fold else local.replace(tzinfo=None)
		instant += MINUTE


def due_after(calendar: WorkingCalendar, since: datetime, minutes: int) -> datetime:
	for instant, written in moments_from(calendar, since):
		if minutes <= 0 and written is not None:
			return written
		minutes -= works(calendar, instant)
	raise AssertionError


def next_working(calendar: WorkingCalendar, since: datetime) -> datetime:
	for instant, written in moments_from(calendar, since):
		if written is not None and works(calendar, instant):
			return written
	raise AssertionError
