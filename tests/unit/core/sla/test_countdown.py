"""What is left of a clock at a moment, and whether time passes for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lead_intelligence.core.sla.countdown import countdown
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock, Start
from lead_intelligence.core.sla.terms import Hours
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from tests.unit.core.sla.by_the_minute import ALWAYS, NEW_YORK, OFFICE, PARIS, a_calendar, at, on

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# 2024-03-11 is a Monday.
AT_THE_OFFICE = Hours(working=a_calendar(*OFFICE))


def a_clock(started: str, target: timedelta, hours: Hours = AT_THE_OFFICE, **more: object) -> ResponseClock:
	begun = at(started)
	values = {"due_at": hours.working.due(begun, target), "counts_from": begun, **more}
	return ResponseClock(
		purpose=Purpose.FIRST_RESPONSE,
		cycle=1,
		started_at=begun,
		because=Start.CREATED,
		target=target,
		allowed=target,
		**values,
	)


def test_on_a_working_day():
	reading = countdown(a_clock("2024-03-11 10:00", HOUR), AT_THE_OFFICE, at("2024-03-11 10:48"))
	assert (reading.left, reading.late) == (12 * MINUTE, timedelta(0))
	assert (reading.is_ticking, reading.ticks_until) == (True, at("2024-03-11 12:30"))


def test_a_lead_of_saturday_is_seen_on_sunday_and_on_monday_morning():
	clock = a_clock("2024-03-09 11:00", 30 * MINUTE)
	assert clock.due_at == at("2024-03-11 09:30")
	sunday = countdown(clock, AT_THE_OFFICE, at("2024-03-10 20:00"))
	assert (sunday.left, sunday.late, sunday.is_ticking) == (30 * MINUTE, timedelta(0), False)
	assert sunday.ticks_from == at("2024-03-11 09:00")
	monday = countdown(clock, AT_THE_OFFICE, at("2024-03-11 09:10"))
	assert (monday.left, monday.is_ticking) == (20 * MINUTE, True)


def test_what_was_due_on_friday_is_late_by_the_working_time_since():
	clock = a_clock("2024-03-08 17:00", HOUR)
	saturday = countdown(clock, AT_THE_OFFICE, at("2024-03-09 12:00"))
	assert (saturday.left, saturday.late, saturday.is_ticking) == (timedelta(0), timedelta(0), False)
	assert countdown(clock, AT_THE_OFFICE, at("2024-03-11 09:05")).late == 5 * MINUTE


def test_a_paused_clock_shows_what_was_left():
	clock = a_clock("2024-03-11 10:00", HOUR, paused_since=at("2024-03-11 10:20"))
	reading = countdown(clock, AT_THE_OFFICE, at("2024-03-12 16:00"))
	assert (reading.left, reading.is_ticking, reading.ticks_from) == (40 * MINUTE, False, None)


def test_round_the_clock_no_end_is_in_sight():
	hours = Hours(working=a_calendar(*ALWAYS))
	reading = countdown(a_clock("2024-03-11 10:00", HOUR, hours), hours, at("2024-03-11 10:30"))
	assert (reading.left, reading.is_ticking, reading.ticks_until) == (30 * MINUTE, True, None)


def test_where_nobody_ever_works_the_clock_on_the_wall_counts():
	nobody = Hours(working=WorkingCalendar(spans=(), zone=PARIS, system_zone=PARIS))
	clock = a_clock("2024-03-11 10:00", HOUR, due_at=at("2024-03-11 11:00"))
	assert countdown(clock, nobody, at("2024-03-11 10:45")).left == 15 * MINUTE
	assert countdown(clock, nobody, at("2024-03-11 11:45")).late == 45 * MINUTE


@pytest.mark.parametrize(
	("target", "soon"), [(8 * HOUR, 2 * HOUR), (12 * MINUTE, 5 * MINUTE), (4 * MINUTE, 2 * MINUTE)]
)
def test_it_is_nearly_due_in_the_last_quarter_or_the_last_five_minutes(target, soon):
	assert countdown(a_clock("2024-03-11 10:00", target), AT_THE_OFFICE, at("2024-03-11 10:00")).soon == soon


@pytest.mark.parametrize(
	("since", "until"),
	[
		("2024-03-11 09:00", "2024-03-11 12:30"),
		("2024-03-11 12:29", "2024-03-11 12:30"),
		("2024-03-11 12:30", "2024-03-11 12:30"),
		("2024-03-11 17:59", "2024-03-11 18:00"),
		("2024-03-09 10:00", "2024-03-09 10:00"),
	],
)
def test_until_when_people_work(since, until):
	assert a_calendar(*OFFICE).working_until(at(since)) == at(until)


def test_a_night_shift_goes_on_after_midnight_and_through_a_change_of_clocks():
	# Clocks go forward in the night to 2024-03-31.
	nights = a_calendar(*on(range(7), ("0:00", "6:00"), ("22:00", "24:00")))
	assert nights.working_until(at("2024-03-30 23:00")) == at("2024-03-31 06:00")


def test_until_when_people_work_is_told_in_the_time_of_the_system():
	calendar = a_calendar(*OFFICE, zone=NEW_YORK, system=ZoneInfo("UTC"))
	assert calendar.working_until(datetime(2024, 3, 11, 14, 0)) == datetime(2024, 3, 11, 16, 30)
