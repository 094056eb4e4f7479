"""What a person typed as options, checked and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from ...core.sla.clock import EARLIEST, LATEST
from ...core.sla.validation import zone_named
from ...core.sla.working_calendar import WorkingCalendar
from ..reading.moment_text import MomentReader, UnreadableMoment
from ..refusal import AuditRefused
from .columns import NamedColumns
from .holidays import holidays_of
from .hours import EXAMPLE, working_hours

UTC = ZoneInfo("UTC")
"""The zone that moments are brought into, so that each means one instant."""
_MOST_MINUTES = (LATEST - EARLIEST) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
	"""As typed. `now`: a moment like those of the file, or "now"."""

	file: Path
	out: Path
	columns: NamedColumns
	time_zone: str | None = None
	formats: tuple[str, ...] = ()
	now: str | None = None
	within: str = "5,30,60,240,1440"
	hours: str | None = None
	holidays: Path | None = None
	holiday: tuple[str, ...] = ()
	calendar_zone: str | None = None
	delimiter: str | None = None
	encoding: str | None = None
	sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
	"""`now` is in UTC, without a zone."""

	zone: ZoneInfo
	now: datetime | None
	limits: tuple[timedelta, ...]
	calendar: WorkingCalendar | None


def options_of(request: Request) -> Options:
	zone = _zone("--time-zone", request.time_zone or "UTC")
	return Options(
		zone=zone,
		now=_now(request.now, zone) if request.now else None,
		limits=_limits(request.within),
		calendar=_calendar(request, zone),
	)


def _zone(option: str, name: str) -> ZoneInfo:
	zone = zone_named(name.strip())
	if zone is None:
		raise AuditRefused(f"{option}: there is no time zone '{name}'. Write it like Europe/Paris or UTC.")
	return zone


def _now(text: str, zone: ZoneInfo) -> datetime:
	if text.strip().lower() == "now":
		return datetime.now(timezone.utc).replace(tzinfo=None)
	try:
		return MomentReader(zone).read(text.strip())
	except UnreadableMoment:
		raise AuditRefused(
			f"--now '{text}' is not a moment; write it like 2024-06-30T18:00:00+02:00, or now."
		) from None


def _limits(text: str) -> tuple[timedelta, ...]:
	found = set()
	for part in filter(None, map(str.strip, text.split(","))):
		try:
			minutes = Decimal(part)
		except InvalidOperation:
			minutes = Decimal(0)
		if not minutes.is_finite() or not 0 < minutes <= _MOST_MINUTES:
			raise AuditRefused(
				f"--within: '{part}' is not a number of minutes. Write it like 5,30,60,240,1440."
			)
		found.add(timedelta(microseconds=int(minutes * 60_000_000)))
	return tuple(sorted(found))


def _calendar(request: Request, zone: ZoneInfo) -> WorkingCalendar | None:
	if request.hours is None:
		given = {
			"--holidays": request.holidays,
			"--holiday": request.holiday,
			"--calendar-zone": request.calendar_zone,
		}
		for option, value in given.items():
			if value:
				raise AuditRefused(
					f"{option} is of no use without working hours; add --hours '{EXAMPLE}' or the like."
				)
		return None
	holidays: frozenset[date] = holidays_of(request.holiday, request.holidays)
	return WorkingCalendar(
		spans=working_hours(request.hours),
		holidays=holidays,
		zone=_zone("--calendar-zone", request.calendar_zone) if request.calendar_zone else zone,
		system_zone=UTC,
	)
