"""Who is absent, until when, and how slowly somebody begins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.routing.presence import WorkingMoment, absence_of, began_on, ramp_of
from lead_intelligence.core.routing.rep import Away
from lead_intelligence.core.routing.rep_profile import Leave, OutOfOffice, RepProfile, joined
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.sla.working_week import Span

PARIS = ZoneInfo("Europe/Paris")
OFFICE = tuple(Span(weekday=day, start=timedelta(hours=9), end=timedelta(hours=17)) for day in range(5))
# A Friday.
FRIDAY = date(2026, 3, 6)
MONDAY = date(2026, 3, 9)


def at(day: date, hour: int = 10) -> datetime:
	return datetime(day.year, day.month, day.day, hour)


def moment(now: datetime, *, spans=OFFICE, holidays=(), zone=PARIS) -> WorkingMoment:
	calendar = WorkingCalendar(spans=spans, holidays=frozenset(holidays), zone=zone, system_zone=PARIS)
	return WorkingMoment(calendar, frozenset(holidays), now)


def rosa(**fields) -> RepProfile:
	return RepProfile(user="rosa", **fields)


def days(first: date, count: int) -> Leave:
	return Leave(first=first, last=first + timedelta(days=count - 1))


def absence(profile: RepProfile, now: datetime, **of_calendar):
	found = absence_of(profile, moment(now, **of_calendar))
	return found and (found.why, found.until)


def test_who_is_there():
	assert absence(rosa(), at(FRIDAY)) is None
	assert absence(rosa(), at(FRIDAY, 22)) is None


@pytest.mark.parametrize(
	("fields", "why"),
	[
		({"is_enabled": False}, Away.DISABLED_USER),
		({"sells": False}, Away.NO_SALES_ROLE),
		({"takes_no_leads": True}, Away.NO_NEW_LEADS),
		({"has_left": True}, Away.NO_NEW_LEADS),
		({"out_of_office": OutOfOffice()}, Away.OUT_OF_OFFICE),
	],
)
def test_for_good_or_until_further_notice(fields, why):
	assert absence(rosa(**fields), at(FRIDAY)) == (why, None)


def test_not_yet_begun():
	assert absence(rosa(active_since=MONDAY), at(FRIDAY)) == (Away.NO_NEW_LEADS, at(MONDAY, 0))
	assert absence(rosa(active_since=MONDAY), at(MONDAY, 0)) is None


def test_the_switch_counts_from_its_beginning_to_before_its_end():
	out = rosa(out_of_office=OutOfOffice(since=at(FRIDAY, 12), until=at(MONDAY, 12)))
	assert absence(out, at(FRIDAY, 11)) is None
	assert absence(out, at(FRIDAY, 12)) == (Away.OUT_OF_OFFICE, at(MONDAY, 12))
	assert absence(out, at(MONDAY, 12)) is None


def test_leave_lasts_until_work_begins_again():
	# Wednesday to Friday: back on Monday morning.
	leave = rosa(leaves=(days(FRIDAY - timedelta(days=2), 3),))
	assert absence(leave, at(FRIDAY)) == (Away.LEAVE, at(MONDAY, 9))
	assert absence(leave, at(FRIDAY + timedelta(days=1))) is None
	assert absence(leave, at(MONDAY)) is None


def test_whoever_works_no_more_before_the_leave_is_away_already():
	leave = rosa(leaves=(days(MONDAY, 5),))
	assert absence(leave, at(FRIDAY, 16)) is None
	assert absence(leave, at(FRIDAY, 17)) == (Away.LEAVE, at(MONDAY + timedelta(days=7), 9))
	assert absence(leave, at(FRIDAY + timedelta(days=1))) == (Away.LEAVE, at(MONDAY + timedelta(days=7), 9))


def test_two_weeks_of_leave_with_a_weekend_between_are_one_absence():
	leaves = (days(MONDAY, 5), days(MONDAY + timedelta(days=7), 5))
	until = at(MONDAY + timedelta(days=14), 9)
	assert absence(rosa(leaves=leaves), at(MONDAY)) == (Away.LEAVE, until)
	assert absence(rosa(leaves=leaves), at(MONDAY + timedelta(days=5))) == (Away.LEAVE, until)


def test_a_holiday_after_the_leave_belongs_to_it():
	leave = rosa(leaves=(days(FRIDAY, 1),))
	holiday = (MONDAY,)
	assert absence(leave, at(FRIDAY), holidays=holiday) == (Away.LEAVE, at(MONDAY + timedelta(days=1), 9))


def test_leave_of_somebody_who_never_works_ends_with_its_last_day():
	leave = rosa(leaves=(days(FRIDAY, 1),))
	assert absence(leave, at(FRIDAY), spans=()) == (Away.LEAVE, at(FRIDAY + timedelta(days=1), 0))


def test_a_holiday_lasts_until_work_begins_again():
	assert absence(rosa(), at(FRIDAY), holidays=(FRIDAY,)) == (Away.HOLIDAY, at(MONDAY, 9))
	assert absence(rosa(), at(FRIDAY - timedelta(days=1), 22), holidays=(FRIDAY,)) is None


def test_the_day_is_that_of_the_reps_own_clock():
	# 23:00 on Thursday in Paris is 07:00 of Friday in Tokyo.
	late = at(FRIDAY - timedelta(days=1), 23)
	tokyo = moment(late, zone=ZoneInfo("Asia/Tokyo"))
	assert (tokyo.day, tokyo.hour.hour) == (FRIDAY, 7)
	assert absence_of(rosa(leaves=(days(FRIDAY, 1),)), tokyo) is not None


def test_outside_of_working_hours():
	assert moment(at(FRIDAY)).off_until is None
	assert moment(at(FRIDAY, 18)).off_until == at(MONDAY, 9)
	nobody = moment(at(FRIDAY), spans=())
	assert (nobody.is_working, nobody.off_until) == (False, None)


def test_leaves_that_touch_or_overlap_are_one():
	assert joined([days(MONDAY, 3), days(FRIDAY, 1), days(MONDAY + timedelta(days=3), 2)]) == (
		days(FRIDAY, 1),
		days(MONDAY, 5),
	)
	assert joined([Leave(first=MONDAY, last=FRIDAY)]) == ()


def ramp(passed: int, *, load=0.0, taken=0, of=10, capacity=50.0) -> float:
	profile = rosa(active_since=MONDAY, ramp_up_days=of, capacity=capacity)
	now = moment(at(MONDAY + timedelta(days=passed)))
	return ramp_of(profile, now, capacity=capacity, load=load, taken_today=taken)


def test_a_new_rep_gets_a_larger_part_each_day():
	assert [round(50 * ramp(day), 2) for day in (0, 1, 9, 10)] == [4.55, 9.09, 45.45, 50]


def test_who_has_kept_leads_gets_a_part_on_top_of_them():
	assert 50 * ramp(0, load=40) == pytest.approx(44.545, abs=0.01)
	assert ramp(5, load=40) == 1.0


def test_what_was_taken_today_is_part_of_what_fits_in_today():
	assert ramp(0, load=4, taken=4) == ramp(0)


def test_without_ramp_up_or_capacity_there_is_none():
	assert ramp(0, of=0) == ramp(0, capacity=0.0) == 1.0
	assert ramp_of(rosa(ramp_up_days=10), moment(at(MONDAY)), capacity=50, load=0, taken_today=0) == 1.0


def test_when_somebody_began_or_came_back_the_last_time():
	now = moment(at(MONDAY))
	week_ago = FRIDAY - timedelta(days=11)
	assert began_on(rosa(), now) is None
	assert began_on(rosa(active_since=week_ago, back_since=FRIDAY), now) == FRIDAY
	assert began_on(rosa(leaves=(days(week_ago, 5),)), now) == week_ago + timedelta(days=5)
	assert began_on(rosa(leaves=(days(week_ago, 4),)), now) is None
	assert began_on(rosa(leaves=(days(MONDAY, 5),)), now) is None
	out = OutOfOffice(since=at(week_ago), until=at(FRIDAY))
	assert began_on(rosa(out_of_office=out), now) == FRIDAY
	short = OutOfOffice(since=at(FRIDAY - timedelta(days=1)), until=at(FRIDAY))
	assert began_on(rosa(out_of_office=short), now) is None


@given(
	passed=st.integers(0, 100),
	of=st.integers(0, 90),
	load=st.floats(0, 1000),
	taken=st.integers(0, 1000),
	capacity=st.floats(0.1, 1000),
)
def test_the_part_that_counts_is_a_part_and_grows(passed, of, load, taken, capacity):
	part = ramp(passed, load=load, taken=taken, of=of, capacity=capacity)
	assert 0 < part <= 1
	assert ramp(passed + 1, load=load, taken=taken, of=of, capacity=capacity) >= part
