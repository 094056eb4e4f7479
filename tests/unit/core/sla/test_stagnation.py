"""From when on nothing has happened with a lead for too long, beside a reference that walks from hour to hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.sla.stagnation import Activity, Ending, quiet_before, stagnant_since
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from tests.unit.core.sla.by_the_minute import NEW_YORK, OFFICE, PARIS, a_calendar, at, meant, span
from tests.unit.core.sla.test_laws import calendars, exists, moments

OFFICE_HOURS = a_calendar(*OFFICE)
QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
	("last", "days", "since"),
	[
		# 15 March 2024 is a Friday.
		("2024-03-15 10:00", 1, "2024-03-19 00:00"),
		("2024-03-15 00:00", 1, "2024-03-19 00:00"),
		("2024-03-15 23:59:59.999999", 1, "2024-03-19 00:00"),
		("2024-03-16 12:00", 1, "2024-03-19 00:00"),
		("2024-03-17 23:00", 1, "2024-03-19 00:00"),
		("2024-03-18 00:00", 1, "2024-03-20 00:00"),
		("2024-03-15 10:00", 5, "2024-03-23 00:00"),
		("2024-03-15 10:00", 6, "2024-03-26 00:00"),
		("2024-02-28 10:00", 1, "2024-03-01 00:00"),
	],
)
def test_whole_working_days_after_the_day_of_the_last_activity(last: str, days: int, since: str) -> None:
	assert stagnant_since(at(last), days, OFFICE_HOURS) == at(since)


def test_holidays_do_not_count() -> None:
	easter = a_calendar(*OFFICE, holidays=[date(2024, 4, 1)])
	assert stagnant_since(at("2024-03-29 10:00"), 1, easter) == at("2024-04-03 00:00")


def test_a_day_with_one_working_hour_counts_as_one() -> None:
	saturdays = a_calendar(*OFFICE, span(5, "9:00", "10:00"))
	assert stagnant_since(at("2024-03-15 10:00"), 1, saturdays) == at("2024-03-17 00:00")


def test_days_are_those_of_the_calendar_s_zone() -> None:
	"""In New York it is still Thursday when the lead was touched, and Friday ends there at five in the morning of Paris."""
	calendar = a_calendar(*OFFICE, zone=NEW_YORK, system=PARIS)
	assert stagnant_since(at("2024-03-15 03:00"), 1, calendar) == at("2024-03-16 05:00")


def test_a_day_may_begin_after_midnight() -> None:
	"""In Beirut, clocks go forward at midnight: 31 March 2024 begins at 01:00."""
	from zoneinfo import ZoneInfo

	beirut = a_calendar(*OFFICE, span(5, "9:00", "10:00"), zone=ZoneInfo("Asia/Beirut"))
	assert stagnant_since(at("2024-03-29 10:00"), 1, beirut) == at("2024-03-31 01:00")


@pytest.mark.parametrize(
	("act", "says"),
	[
		(lambda: stagnant_since(at("2024-03-15"), 1, a_calendar()), "working week is empty"),
		(lambda: stagnant_since(at("2024-03-15"), 4000, OFFICE_HOURS), "within 10 years"),
	],
)
def test_what_never_comes_is_refused(act: Callable[[], datetime], says: str) -> None:
	with pytest.raises(Refused, match=says):
		act()


def test_and_nobody_is_quiet_for_so_long() -> None:
	assert quiet_before(at("2024-03-15"), 1, a_calendar()) is None
	assert quiet_before(at("2024-03-15"), 4000, OFFICE_HOURS) is None


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_is_at_least_one_day(days: int) -> None:
	with pytest.raises(ValueError, match="limit"):
		stagnant_since(at("2024-03-15"), days, OFFICE_HOURS)


def test_years_that_were_mistyped() -> None:
	assert stagnant_since(datetime.min, 1, OFFICE_HOURS) < at("1900-01-10")
	assert stagnant_since(datetime(9999, 12, 31), 1, OFFICE_HOURS) == at("2200-01-01")


def reference(last: datetime, days: int, calendar: WorkingCalendar) -> datetime:
	"""Quarters of an hour, one after the other, on the clock of the calendar's zone."""
	instant = meant(calendar, last)
	day, counted = instant.astimezone(calendar.zone).date(), 0
	while True:
		instant += timedelta(minutes=1) if instant.minute % 15 else QUARTER
		today = instant.astimezone(calendar.zone).date()
		if today != day:
			if counted == days:
				break
			day = today
			counted += day not in calendar.holidays and day.weekday() in {
				one.weekday for one in calendar.spans
			}
	while instant.astimezone(calendar.system_zone).fold:
		instant += QUARTER
	return instant.astimezone(calendar.system_zone).replace(tzinfo=None)


activities = moments.map(lambda moment: moment.replace(second=0))


@given(calendar=calendars, last=activities, days=st.integers(1, 6))
def test_it_is_as_in_the_reference(calendar: WorkingCalendar, last: datetime, days: int) -> None:
	assume(calendar.spans and exists(calendar, last))
	assert stagnant_since(last, days, calendar) == reference(last, days, calendar)


@given(calendar=calendars, last=moments, later=st.integers(-2000, 20_000), days=st.integers(1, 6))
def test_whoever_asks_now_hears_the_same(
	calendar: WorkingCalendar, last: datetime, later: int, days: int
) -> None:
	now = last + timedelta(minutes=later)
	assume(calendar.spans and exists(calendar, last) and exists(calendar, now))
	before = quiet_before(now, days, calendar)
	assert before is not None
	assert (last < before) == (stagnant_since(last, days, calendar) <= now)


@given(calendar=calendars, last=moments, later=st.integers(0, 20_000), days=st.integers(1, 6))
def test_later_activity_and_higher_limits_never_come_earlier(
	calendar: WorkingCalendar, last: datetime, later: int, days: int
) -> None:
	assume(calendar.spans)
	since = stagnant_since(last, days, calendar)
	assert since <= stagnant_since(last + timedelta(minutes=later), days, calendar)
	assert since < stagnant_since(last, days + 1, calendar)
	assert since > last


def test_the_last_activity_is_the_latest_that_is_known() -> None:
	assert Activity().last is None
	assert Activity(begun=at("2024-03-11")).last == at("2024-03-11")
	some = Activity(begun=at("2024-03-11"), touch=at("2024-03-13"), stage_since=at("2024-03-12"))
	assert some.last == at("2024-03-13")
	assert Activity(touch=at("2024-03-13"), step=at("2024-03-20")).last == at("2024-03-20")


def test_what_ended_a_quiet_time() -> None:
	quiet = at("2024-03-13")
	lead = {"begun": at("2024-03-11"), "touch": quiet}
	assert Activity(**lead).ended_quiet_since(quiet) is None
	assert Activity(**lead, step=at("2024-03-20")).ended_quiet_since(quiet) is Ending.NEXT_STEP
	assert Activity(**lead, stage_since=at("2024-03-14")).ended_quiet_since(quiet) is Ending.STAGE
	assert (
		Activity(touch=at("2024-03-15"), stage_since=at("2024-03-14")).ended_quiet_since(quiet)
		is Ending.TOUCH
	)
