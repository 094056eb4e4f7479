"""Response times found another way: with csv, datetime and statistics, day by day, in instants of UTC."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

Week = Mapping[int, Sequence[tuple[time, time]]]
OFFICE: Week = {weekday: [(time(9), time(12, 30)), (time(13, 30), time(18))] for weekday in range(5)}
OFFICE_HOURS = "Mon-Fri 09:00-12:30,13:30-18:00"


def moments_in(path: Path, zone: ZoneInfo) -> Iterator[tuple[str, datetime, datetime | None]]:
	"""The ID and the two instants of each row that has readable ones; the columns are called as documented."""
	with path.open(encoding="utf-8-sig", newline="") as file:
		for row in csv.DictReader(file):
			try:
				due_from, answered_at = instant(row["due_from"], zone), instant(row["answered_at"], zone)
			except ValueError:
				continue
			assert due_from is not None
			yield row["lead"], due_from, answered_at


def instant(text: str, zone: ZoneInfo) -> datetime | None:
	if not text:
		return None
	moment = datetime.fromisoformat(text)
	return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(timezone.utc)


def working_seconds(
	since: datetime, until: datetime, week: Week, zone: ZoneInfo, holidays: Iterable[date] = ()
) -> float:
	"""Of spans that do not begin or end where clocks change."""
	free, passed = set(holidays), timedelta(0)
	day = since.astimezone(zone).date()
	while day <= until.astimezone(zone).date():
		for start, end in week.get(day.weekday(), ()) if day not in free else ():
			opens, closes = (
				datetime.combine(day, at, tzinfo=zone).astimezone(timezone.utc) for at in (start, end)
			)
			passed += max(min(closes, until) - max(opens, since), timedelta(0))
		day += timedelta(days=1)
	return passed.total_seconds()
