"""Working time and due dates by table: ordinary weeks, holidays, leap days, and days on which clocks change."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lead_intelligence.core.problems import Refused
from tests.unit.core.sla.by_the_minute import (
	ALWAYS,
	KOLKATA,
	LORD_HOWE,
	NEW_YORK,
	OFFICE,
	PARIS,
	a_calendar,
	at,
	on,
	span,
)

HOUR = timedelta(hours=1)
UTC = ZoneInfo("UTC")
# 2024-03-11 is a Monday.
OFFICE_HOURS = a_calendar(*OFFICE, holidays=[date(2024, 5, 1), date(2024, 5, 9)])
A_DECADE_OFF = a_calendar(
	*OFFICE, holidays=[date(2024, 3, 11) + timedelta(days=after) for after in range(3700)]
)
NIGHTS = on(range(7), ("0:00", "6:00"))


@pytest.mark.parametrize(
	("since", "until", "hours"),
	[
		("2024-03-11 09:00", "2024-03-11 18:00", 8),
		("2024-03-11 00:00", "2024-03-12 00:00", 8),
		("2024-03-11 12:45", "2024-03-11 13:15", 0),
		("2024-03-11 12:00", "2024-03-11 14:00", 1),
		("2024-03-15 17:00", "2024-03-18 10:00", 2),
		("2024-03-16 00:00", "2024-03-18 00:00", 0),
		("2024-03-11 00:00", "2024-03-18 00:00", 40),
		("2024-01-01 00:00", "2025-01-01 00:00", (262 - 2) * 8),
		("2024-05-01 09:00", "2024-05-01 18:00", 0),
		("2024-04-30 17:00", "2024-05-02 10:00", 2),
		("2024-02-28 17:00", "2024-03-01 10:00", 10),
		("2023-02-28 17:00", "2023-03-01 10:00", 2),
		("2024-03-11 10:00", "2024-03-11 10:00", 0),
		("2024-03-11 11:00", "2024-03-11 10:00", 0),
	],
)
def test_hours_at_the_office(since, until, hours):
	assert OFFICE_HOURS.working_seconds(at(since), at(until)) == hours * 3600


@pytest.mark.parametrize(
	("since", "hours", "due"),
	[
		("2024-03-11 09:00", 1, "2024-03-11 10:00"),
		("2024-03-11 09:00", 3.5, "2024-03-11 12:30"),
		("2024-03-11 09:00", 4, "2024-03-11 14:00"),
		("2024-03-11 09:00", 8, "2024-03-11 18:00"),
		("2024-03-11 09:00", 9, "2024-03-12 10:00"),
		("2024-03-15 17:30", 1, "2024-03-18 09:30"),
		("2024-03-16 11:00", 8, "2024-03-18 18:00"),
		("2024-04-30 17:30", 1, "2024-05-02 09:30"),
		("2024-02-28 17:00", 2, "2024-02-29 10:00"),
		("2024-03-11 09:00", 400, "2024-05-21 18:00"),
		("2024-03-11 20:00", 0, "2024-03-11 20:00"),
	],
)
def test_due(since, hours, due):
	assert OFFICE_HOURS.due(at(since), hours * HOUR) == at(due)


@pytest.mark.parametrize(
	("moment", "following"),
	[
		("2024-03-11 08:59:59.999999", "2024-03-11 09:00"),
		("2024-03-11 09:00", "2024-03-11 09:00"),
		("2024-03-11 12:29:59", "2024-03-11 12:29:59"),
		("2024-03-11 12:30", "2024-03-11 13:30"),
		("2024-03-15 18:00", "2024-03-18 09:00"),
		("2024-04-30 18:00", "2024-05-02 09:00"),
	],
)
def test_work_goes_on(moment, following):
	assert OFFICE_HOURS.next_working_moment(at(moment)) == at(following)
	assert OFFICE_HOURS.is_working(at(moment)) is (moment == following)


@pytest.mark.parametrize(
	("zone", "day", "hours"),
	[
		(PARIS, "2024-03-30", 6),
		(PARIS, "2024-03-31", 5),
		(PARIS, "2024-10-27", 7),
		(NEW_YORK, "2024-03-10", 5),
		(NEW_YORK, "2024-11-03", 7),
		(LORD_HOWE, "2024-10-06", 5.5),
		(LORD_HOWE, "2024-04-07", 6.5),
		(KOLKATA, "2024-03-31", 6),
	],
)
def test_a_night_has_the_hours_that_pass(zone, day, hours):
	for system in (zone, UTC, PARIS, NEW_YORK):
		calendar = a_calendar(*NIGHTS, zone=zone, system=system)
		evening = at(day).replace(tzinfo=zone) - 3 * HOUR
		since, until = (
			moment.astimezone(system).replace(tzinfo=None) for moment in (evening, evening + 18 * HOUR)
		)
		assert calendar.working_seconds(since, until) == hours * 3600


@pytest.mark.parametrize(
	("times", "day", "hours"),
	[
		# 02:00 to 03:00 is skipped in spring, and comes twice in autumn.
		(("2:00", "3:00"), "2024-03-31", 0),
		(("2:30", "3:30"), "2024-03-31", 0.5),
		(("1:30", "2:30"), "2024-03-31", 0.5),
		(("2:00", "3:00"), "2024-10-27", 2),
		(("2:30", "3:30"), "2024-10-27", 1.5),
		(("2:15", "2:45"), "2024-10-27", 1),
		(("9:00", "17:00"), "2024-03-31", 8),
		(("9:00", "17:00"), "2024-10-27", 8),
		(("0:00", "24:00"), "2024-03-31", 23),
		(("0:00", "24:00"), "2024-10-27", 25),
	],
)
def test_hours_where_clocks_change(times, day, hours):
	calendar = a_calendar(*on(range(7), times))
	assert calendar.working_seconds(at(day), at(day) + 24 * HOUR) == hours * 3600


@pytest.mark.parametrize(
	("since", "hours", "due"),
	[
		("2024-03-31 01:00", 2, "2024-03-31 04:00"),
		("2024-03-31 01:30", 0.5, "2024-03-31 03:00"),
		("2024-10-27 01:00", 1.5, "2024-10-27 02:30"),
		# The second 02:30 cannot be told from the first; what is due then is due at its end.
		("2024-10-27 01:00", 2.5, "2024-10-27 03:00"),
		("2024-10-27 01:00", 3, "2024-10-27 03:00"),
		("2024-10-27 01:00", 4, "2024-10-27 04:00"),
		# 02:30 never was: one and a half hours after 01:00 it was 03:30.
		("2024-03-31 02:30", 1, "2024-03-31 04:30"),
		("2024-03-31 02:30", 0, "2024-03-31 03:30"),
	],
)
def test_due_where_clocks_change(since, hours, due):
	assert a_calendar(*ALWAYS).due(at(since), hours * HOUR) == at(due)


def test_of_a_repeated_hour_the_first_is_meant():
	calendar = a_calendar(*ALWAYS)
	for half_past_two in (at("2024-10-27 02:30"), at("2024-10-27 02:30").replace(fold=1)):
		assert calendar.working_seconds(half_past_two, at("2024-10-27 03:00")) == 1.5 * 3600


def test_a_skipped_moment_is_as_long_after_the_change():
	calendar = a_calendar(*ALWAYS)
	assert calendar.working_seconds(at("2024-03-31 02:30"), at("2024-03-31 04:00")) == 1800
	assert calendar.working_seconds(at("2024-03-31 02:45"), at("2024-03-31 03:15")) == 0


def test_work_that_cannot_be_written_is_not_the_next():
	"""07:00 to 07:30 in Kolkata is 02:30 to 03:00 in Paris, for the second time that night."""
	calendar = a_calendar(*on(range(7), ("7:00", "7:30")), zone=KOLKATA, system=PARIS)
	assert calendar.next_working_moment(at("2024-10-27 01:00")) == at("2024-10-28 02:30")
	assert calendar.due(at("2024-10-27 01:00"), HOUR / 4) == at("2024-10-27 03:00")


def test_hours_of_another_zone():
	"""Monday 9:00 to 17:00 in New York, for a system in Paris, and in the weeks when only one of them has changed."""
	calendar = a_calendar(*on(range(5), ("9:00", "17:00")), zone=NEW_YORK, system=PARIS)
	assert calendar.next_working_moment(at("2024-03-04 00:00")) == at("2024-03-04 15:00")
	assert calendar.next_working_moment(at("2024-03-11 00:00")) == at("2024-03-11 14:00")
	assert calendar.next_working_moment(at("2024-04-01 00:00")) == at("2024-04-01 15:00")
	assert calendar.is_working(at("2024-03-04 22:59"))
	assert not calendar.is_working(at("2024-03-04 23:00"))


def test_a_holiday_is_a_day_of_the_calendar_s_zone():
	calendar = a_calendar(*ALWAYS, zone=LORD_HOWE, system=NEW_YORK, holidays=[date(2024, 6, 5)])
	assert calendar.working_seconds(at("2024-06-04 00:00"), at("2024-06-06 00:00")) == 24 * 3600
	assert calendar.due(at("2024-06-04 09:00"), HOUR) == at("2024-06-05 10:00")


def test_a_night_shift_is_two_spans():
	calendar = a_calendar(span(4, "22:00", "24:00"), span(5, "0:00", "6:00"))
	assert calendar.working_seconds(at("2024-03-15 12:00"), at("2024-03-16 12:00")) == 8 * 3600
	assert calendar.due(at("2024-03-15 12:00"), 3 * HOUR) == at("2024-03-16 01:00")
	assert calendar.is_working(at("2024-03-16 00:00"))


def test_spans_may_touch_and_stand_in_any_order():
	calendar = a_calendar(span(0, "12:00", "17:00"), span(1, "9:00", "10:00"), span(0, "9:00", "12:00"))
	assert calendar.working_seconds(at("2024-03-11 00:00"), at("2024-03-13 00:00")) == 9 * 3600
	assert calendar.due(at("2024-03-11 00:00"), 3 * HOUR) == at("2024-03-11 12:00")
	assert calendar.due(at("2024-03-11 00:00"), 4 * HOUR) == at("2024-03-11 13:00")


def test_time_is_exact_to_the_microsecond():
	since, until = at("2024-03-11 09:00:00.000001"), at("2024-03-12 09:00:00.999999")
	assert OFFICE_HOURS.working_time(since, until) == 8 * HOUR + timedelta(microseconds=999_998)
	assert OFFICE_HOURS.working_seconds(since, until) == 8 * 3600
	assert OFFICE_HOURS.due(since, 8 * HOUR) == at("2024-03-12 09:00:00.000001")


def test_ten_years():
	calendar = a_calendar(*OFFICE)
	assert calendar.working_seconds(at("2016-01-01"), at("2026-01-01")) == 2609 * 8 * 3600


def test_a_year_of_holidays():
	days = [date(2024, 3, 11) + timedelta(days=after) for after in range(400)]
	calendar = a_calendar(*OFFICE, holidays=days)
	assert calendar.working_seconds(at("2024-03-11"), at("2025-04-15")) == 0
	assert calendar.next_working_moment(at("2024-03-11")) == at("2025-04-15 09:00")
	assert calendar.due(at("2024-03-11"), HOUR) == at("2025-04-15 10:00")


def test_days_off_on_which_nobody_works_anyway_change_nothing():
	weekends = [date(2024, 3, 9) + timedelta(days=7 * week + day) for week in range(60) for day in (0, 1)]
	since, until = at("2024-03-01"), at("2025-03-01")
	with_them = a_calendar(*OFFICE, holidays=weekends)
	assert with_them.working_seconds(since, until) == a_calendar(*OFFICE).working_seconds(since, until)


@pytest.mark.parametrize(
	("act", "says"),
	[
		(lambda: a_calendar().due(at("2024-03-11"), HOUR), "The working week is empty"),
		(lambda: a_calendar().due(at("2024-03-11"), timedelta(0)), "The working week is empty"),
		(lambda: a_calendar().next_working_moment(at("2024-03-11")), "The working week is empty"),
		(lambda: A_DECADE_OFF.next_working_moment(at("2024-03-11")), "Nobody works within the next 10 years"),
		(lambda: A_DECADE_OFF.due(at("2024-03-11"), HOUR), "does not pass within 10 years"),
		(lambda: OFFICE_HOURS.due(at("2024-03-11"), 25_000 * HOUR), "does not pass within 10 years"),
	],
)
def test_what_never_comes_is_refused(act, says):
	with pytest.raises(Refused, match=says):
		act()


def test_in_an_empty_week_nobody_works():
	assert a_calendar().working_seconds(at("2024-01-01"), at("2025-01-01")) == 0
	assert not a_calendar().is_working(at("2024-03-11 10:00"))


def test_time_does_not_run_backwards():
	with pytest.raises(ValueError, match="cannot pass"):
		OFFICE_HOURS.due(at("2024-03-11"), -HOUR)


@pytest.mark.parametrize("moment", [datetime.min, at("1899-12-31"), at("2200-01-03"), datetime.max])
def test_years_out_of_all_reason_cost_neither_time_nor_an_error(moment):
	assert OFFICE_HOURS.working_seconds(at("2024-03-11"), moment) >= 0
	assert OFFICE_HOURS.working_seconds(moment, at("2024-03-11")) >= 0
	assert not OFFICE_HOURS.is_working(moment)
	if moment.year > 2000:
		with pytest.raises(Refused):
			OFFICE_HOURS.due(moment, HOUR)
	else:
		assert OFFICE_HOURS.due(moment, HOUR) == at("1900-01-01 10:00")


def test_it_cannot_be_changed():
	with pytest.raises(FrozenInstanceError):
		OFFICE_HOURS.spans = ()
	assert a_calendar(*OFFICE, holidays=OFFICE_HOURS.holidays) == OFFICE_HOURS
	assert len({OFFICE_HOURS, a_calendar(*OFFICE, holidays=OFFICE_HOURS.holidays)}) == 1


def test_what_cannot_be_is_no_calendar():
	with pytest.raises(Refused, match="row 2: 12:00 to 13:00 overlaps row 1"):
		a_calendar(span(0, "9:00", "12:30"), span(0, "12:00", "13:00"))
