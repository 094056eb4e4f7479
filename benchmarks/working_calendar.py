"""How fast working time is added up and due dates are found, with two spans a day and ten years of holidays.

python -m benchmarks.working_calendar
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lead_intelligence.core.sla import clock
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.sla.working_week import Span

TIMES = 5_000
ROUNDS = 5
HOUR = timedelta(hours=1)
SINCE = datetime(2016, 3, 14, 10, 20)
# Those of France that are on the same date each year.
HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


def a_calendar(zone: str) -> WorkingCalendar:
	spans = [
		Span(weekday=weekday, start=start * HOUR, end=end * HOUR)
		for weekday in range(5)
		for start, end in ((9, 12.5), (13.5, 18))
	]
	return WorkingCalendar(
		spans=tuple(spans),
		holidays=frozenset(date(year, *day) for year in range(2016, 2027) for day in HOLIDAYS),
		zone=ZoneInfo(zone),
		system_zone=ZoneInfo("Europe/Paris"),
	)


def main() -> None:
	print(
		f"{TIMES} times each, best of {ROUNDS} rounds, one core; first: with nothing known yet of the clocks"
	)
	for zone in ("Europe/Paris", "America/New_York"):
		calendar = a_calendar(zone)
		for name, act in _acts(calendar):
			clock._changes_in.cache_clear()
			first, best = _timed(act), min(_timed(act, TIMES) for _ in range(ROUNDS))
			print(f"{zone:17} {name:34} {best * 1e6:7.1f} µs    first {first * 1e6:7.1f} µs")
	print(f"{'building it':52} {_timed(lambda: a_calendar('Europe/Paris'), 500) * 1e6:7.1f} µs")


def _acts(calendar: WorkingCalendar) -> list[tuple[str, Callable[[], object]]]:
	month, decade = SINCE + timedelta(days=30), SINCE + timedelta(days=3652)
	sunday = datetime(2016, 3, 20, 11)
	return [
		("working time, 30 days", lambda: calendar.working_seconds(SINCE, month)),
		("working time, 10 years", lambda: calendar.working_seconds(SINCE, decade)),
		("due in 8 working hours", lambda: calendar.due(SINCE, 8 * HOUR)),
		("due in 160 working hours", lambda: calendar.due(SINCE, 160 * HOUR)),
		("due in 18,000 working hours", lambda: calendar.due(SINCE, 18_000 * HOUR)),
		("when work goes on", lambda: calendar.next_working_moment(sunday)),
		("whether people work", lambda: calendar.is_working(SINCE)),
	]


def _timed(act: Callable[[], object], times: int = 1) -> float:
	start = time.perf_counter()
	for _ in range(times):
		act()
	return (time.perf_counter() - start) / times


if __name__ == "__main__":
	main()
