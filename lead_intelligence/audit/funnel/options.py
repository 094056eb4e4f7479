"""What a person typed as options, checked and read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from ...core.funnel.cohorts import Span
from ...core.sla.validation import zone_named
from ..refusal import AuditRefused

MOST_STAGES = 30
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedColumns:
	"""As a person named them; None where they are to be recognised."""

	id: str | None = None
	stage: str | None = None
	at: str | None = None
	group_by: str | None = None
	amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
	"""As typed."""

	file: Path
	out: Path
	columns: NamedColumns
	layout: str | None = None
	stages: str | None = None
	won: str | None = None
	lost: str | None = None
	cohorts: str = "month"
	today: str | None = None
	ripe_days: int = 90
	within: str = "7,30,90"
	time_zone: str | None = None
	formats: tuple[str, ...] = ()
	delimiter: str | None = None
	encoding: str | None = None
	sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
	"""`stages`, `lost`: empty where they were not named. `zone`: None where none was named. `within`: calendar days."""

	stages: tuple[str, ...]
	won: str | None
	lost: tuple[str, ...]
	span: Span
	today: date | None
	ripe_days: int
	within: tuple[int, ...]
	zone: ZoneInfo | None


def options_of(request: Request) -> Options:
	stages, lost = _names("--stages", request.stages), _names("--lost", request.lost)
	won = request.won.strip() if request.won is not None else None
	if won == "":
		raise AuditRefused("--won is empty. Name the stage that means won.")
	for name in lost:
		if won is not None and name.casefold() == won.casefold():
			raise AuditRefused(f"'{name}' cannot mean both won (--won) and lost (--lost).")
	return Options(
		# Those that are lost are no rungs, wherever they are named.
		stages=tuple(name for name in stages if name.casefold() not in {one.casefold() for one in lost}),
		won=won,
		lost=lost,
		span=Span(request.cohorts),
		today=_day(request.today),
		ripe_days=request.ripe_days,
		within=_within(request.within),
		zone=_zone(request.time_zone),
	)


def _names(option: str, text: str | None) -> tuple[str, ...]:
	"""Between commas; with quotes around a name that has one in it."""
	if text is None:
		return ()
	names = [name.strip() for row in csv.reader([text], skipinitialspace=True) for name in row]
	names = [name for name in names if name]
	if not names:
		raise AuditRefused(f"{option} is empty. Name stages, in order: {option} Lead,MQL,Won.")
	if len(names) > MOST_STAGES:
		raise AuditRefused(f"{option} names {len(names)} stages; at most {MOST_STAGES} fit.")
	for place, name in enumerate(names):
		if name.casefold() in {other.casefold() for other in names[:place]}:
			raise AuditRefused(f"{option} names '{name}' twice.")
	return tuple(names)


def _day(text: str | None) -> date | None:
	if text is None:
		return None
	try:
		return date.fromisoformat(text.strip())
	except ValueError:
		raise AuditRefused(f"--today '{text}' is not a date; write it as YYYY-MM-DD.") from None


def _within(text: str) -> tuple[int, ...]:
	found = set()
	for part in filter(None, map(str.strip, text.split(","))):
		if not part.isdecimal() or int(part) > MOST_DAYS:
			raise AuditRefused(f"--within: '{part}' is not a number of days. Write it like 7,30,90.")
		found.add(int(part))
	return tuple(sorted(found))


def _zone(name: str | None) -> ZoneInfo | None:
	if name is None:
		return None
	zone = zone_named(name.strip())
	if zone is None:
		raise AuditRefused(f"--time-zone: there is no time zone '{name}'. Write it like Europe/Paris or UTC.")
	return zone
