"""By when clocks are due: pauses, other targets, other hours, and hours that are corrected."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lead_intelligence.core.history.clock_entry import ClockEvent
from lead_intelligence.core.sla.escalation import BREACH
from lead_intelligence.core.sla.planning import by_present_hours, due_after, started
from lead_intelligence.core.sla.response_clock import Start, State
from lead_intelligence.core.sla.terms import Hours
from tests.unit.core.sla.by_the_minute import ALWAYS, NEW_YORK, OFFICE, PARIS, a_calendar, on
from tests.unit.core.sla.by_the_minute import due_after as by_the_minute_due
from tests.unit.core.sla.of_clocks import (
	ANY_TIME,
	FIRST,
	NEXT,
	NOBODY_WORKS,
	OFFICE_HOURS,
	a_clock,
	a_step,
	asks,
	at,
	kept,
	lasting,
	only,
)

COLD, HOT = asks(first="4:00", grade="Cold"), asks(first="1:00", grade="Hot")


def later(clock, terms, now):
	return only(kept([clock], terms, now).open)


def events(clock, terms, now):
	return [one.event for one in kept([clock], terms, now).entries]


# Due moments.


@pytest.mark.parametrize(
	("hours", "since", "due"),
	[
		(OFFICE_HOURS, "9:00", "10:00"),
		(OFFICE_HOURS, "12:00", "14:00"),
		(OFFICE_HOURS, "17:30", "2026-03-11 09:30"),
		(OFFICE_HOURS, "2026-03-13 17:30", "2026-03-16 09:30"),
		(ANY_TIME, "2026-03-29 01:30", "2026-03-29 03:30"),
		(ANY_TIME, "2028-02-28 23:30", "2028-02-29 00:30"),
		(NOBODY_WORKS, "2026-03-14 12:00", "2026-03-14 13:00"),
	],
)
def test_a_clock_knows_working_time(hours, since, due):
	assert a_clock(asks(first="1:00", hours=hours), since).due_at == at(due)


def test_what_is_not_to_be_had_within_ten_years_is_due_by_the_clock_on_the_wall():
	assert due_after(OFFICE_HOURS, at("09:00"), timedelta(days=5000)) == at("09:00") + timedelta(days=5000)


def test_after_more_than_a_year_of_holidays_a_clock_is_due_when_work_goes_on():
	days = [date(2026, 3, 10) + timedelta(days=after) for after in range(400)]
	hours = Hours(working=a_calendar(*OFFICE, holidays=days))
	due_at = by_the_minute_due(hours.working, at("09:00"), 60)
	assert a_clock(asks(first="1:00", hours=hours)).due_at == due_at == at("2027-04-14 10:00")


def test_a_clock_that_would_be_late_at_once_counts_from_then_on():
	begin = lambda now: started(NEXT, Start.ANSWERED, at("09:00"), asks(next="1:00"), 1, not_late_at=at(now))  # noqa: E731
	assert (begin("10:00").counts_from, begin("10:00").due_at) == (at("09:00"), at("10:00"))
	assert (begin("10:01").counts_from, begin("10:01").due_at) == (at("10:01"), at("11:01"))


# Its state.


def test_a_clock_is_late_after_its_due_moment_not_at_it():
	clock = a_clock(HOT)
	assert [clock.state(at(now)) for now in ("09:00", "10:00", "10:01")] == [
		State.RUNNING,
		State.RUNNING,
		State.BREACHED,
	]


# Pauses.

PAUSE = asks(first="1:00", grade="Hot", is_paused=True)


def test_time_stands_still_in_a_pause():
	clock = later(a_clock(HOT), PAUSE, "9:30")
	assert (clock.paused_since, clock.state(at("23:00"))) == (at("09:30"), State.PAUSED)
	clock = later(clock, HOT, "11:00")
	assert (clock.due_at, clock.paused_for, clock.paused_since) == (at("11:30"), lasting("1:30"), None)
	assert later(later(clock, PAUSE, "11:10"), HOT, "11:20").due_at == at("11:40")


def test_of_a_night_in_a_pause_only_working_time_is_given_back():
	clock = later(later(a_clock(HOT, "17:30"), PAUSE, "17:45"), HOT, "2026-03-11 09:15")
	assert (clock.paused_for, clock.due_at) == (lasting("0:30"), at("2026-03-11 10:00"))


def test_where_nobody_works_a_pause_is_measured_as_the_due_moment_is():
	never = asks(first="1:00", hours=NOBODY_WORKS)
	clock = later(a_clock(never), replace(never, is_paused=True), "9:30")
	assert later(clock, never, "12:00").due_at == at("12:30")


def test_what_is_overdue_has_nothing_left_to_stop():
	clock = a_clock(HOT)
	assert later(clock, PAUSE, "10:00").paused_since == at("10:00")
	assert later(clock, PAUSE, "10:01") == clock


def test_a_clock_that_begins_in_a_pause_stands_still_from_the_first():
	clock = a_clock(PAUSE)
	assert (clock.paused_since, clock.due_at, clock.next_step_at) == (at("09:00"), at("10:00"), None)
	assert later(clock, HOT, "12:00").due_at == at("14:00")


def test_one_that_counts_only_from_now_on_stands_still_only_from_now_on():
	waits, goes_on = asks(next="1:00", is_paused=True), asks(next="1:00")
	clock = started(NEXT, Start.ANSWERED, at("2026-03-02 09:00"), waits, 1, not_late_at=at("09:00"))
	assert only(kept([clock], goes_on, "9:30").open, NEXT).due_at == at("10:30")


def test_the_journey_tells_of_pauses():
	clock = a_clock(HOT)
	assert events(clock, PAUSE, "9:30") == [ClockEvent.PAUSED]
	(entry,) = kept([later(clock, PAUSE, "9:30")], HOT, "9:45").entries
	assert (entry.event, entry.evidence["was_due"]) == (ClockEvent.RESUMED, "2026-03-10 10:00:00")


# Another grade.


@pytest.mark.parametrize(
	("before", "after", "now", "due", "counts_from"),
	[
		(COLD, HOT, "9:30", "10:00", "09:00"),
		(COLD, HOT, "10:00", "10:00", "09:00"),
		(COLD, HOT, "10:30", "11:30", "10:30"),
		(COLD, HOT, "13:30", "14:00", "09:00"),
		(COLD, HOT, "14:00", "14:00", "09:00"),
		(COLD, HOT, "14:01", "14:00", "09:00"),
		(HOT, COLD, "9:30", "14:00", "09:00"),
		(HOT, COLD, "10:00", "14:00", "09:00"),
		(HOT, COLD, "10:01", "10:00", "09:00"),
	],
)
def test_a_lead_that_is_graded_anew(before, after, now, due, counts_from):
	clock = later(a_clock(before), after, now)
	assert (clock.due_at, clock.counts_from) == (at(due), at(counts_from))
	assert clock.grade == after.grade


def test_pauses_are_given_back_whatever_the_target():
	clock = later(later(a_clock(COLD), replace(COLD, is_paused=True), "9:10"), COLD, "9:40")
	assert later(clock, HOT, "9:50").due_at == at("10:30")


def test_in_a_pause_a_tighter_target_is_reckoned_from_its_beginning():
	clock = later(a_clock(COLD), replace(COLD, is_paused=True), "10:30")
	clock = later(clock, replace(HOT, is_paused=True), "12:00")
	assert (clock.due_at, clock.state(at("12:00"))) == (at("11:30"), State.PAUSED)
	assert later(clock, HOT, "12:00").due_at == at("14:00")


def test_the_journey_says_that_the_due_moment_moved_and_from_where():
	(entry,) = kept([a_clock(COLD)], HOT, "9:30").entries
	assert (entry.event, entry.evidence["due_at"]) == (ClockEvent.MOVED, "2026-03-10 10:00:00")
	assert (entry.evidence["was_due"], entry.evidence["was_grade"]) == ("2026-03-10 14:00:00", "Cold")
	assert events(a_clock(COLD), replace(COLD, policy="Policy v2"), "9:30") == []


# Other hours.

ABROAD = Hours(working=a_calendar(*OFFICE, zone=NEW_YORK, system=PARIS), calendar="Office", zone="New York")
EARLY = Hours(working=a_calendar(*on(range(7), ("6:00", "14:00"))), calendar="Early")


def test_a_lead_of_another_territory_is_due_by_its_hours():
	# At the office of New York it is 9:00 when it is 14:00 in Paris: America has changed its clocks already.
	clock = later(a_clock(HOT), replace(HOT, hours=ABROAD), "9:30")
	assert (clock.due_at, clock.zone) == (at("15:00"), "New York")


def test_other_hours_never_make_a_clock_late_by_themselves():
	clock = a_clock(asks(first="5:00"), "8:00")
	assert clock.due_at == at("15:00")
	clock = later(clock, asks(first="5:00", hours=EARLY), "14:30")
	assert (clock.counts_from, clock.due_at) == (at("14:30"), at("2026-03-11 11:00"))


def test_they_do_not_move_what_has_passed():
	steps = (a_step(minutes=60),)
	clock = later(a_clock(HOT), replace(HOT, hours=ABROAD, steps=steps), "10:30")
	assert (clock.due_at, clock.state(at("10:30"))) == (at("10:00"), State.BREACHED)
	assert clock.due_at == due_after(ABROAD, clock.counts_from, clock.allowed)
	# The breach is still to be entered; the step comes when an hour of work has passed over there.
	assert clock.next_step_at == at("10:00")
	assert by_present_hours(replace(clock, steps_done=frozenset({BREACH})), ABROAD, steps, at("10:30")).next_step_at == at("15:00")  # fmt: skip


# Corrected hours.

CLOSED_TODAY = Hours(working=a_calendar(*OFFICE, holidays=[date(2026, 3, 10)]), calendar="Office")
LONGER = Hours(working=a_calendar(*ALWAYS), calendar="Office")


@pytest.mark.parametrize("now", ["09:30", "10:30", "2026-03-11 09:30"])
def test_a_holiday_that_is_added_moves_even_what_has_passed(now):
	clock = by_present_hours(a_clock(HOT), CLOSED_TODAY, (), at(now))
	assert clock.due_at == at("2026-03-11 10:00")
	assert clock.state(at(now)) is State.RUNNING


def test_hours_that_are_added_may_make_it_late():
	clock = a_clock(HOT, "8:00")
	assert (clock.due_at, by_present_hours(clock, LONGER, (), at("09:30")).due_at) == (
		at("10:00"),
		at("09:00"),
	)


def test_a_time_zone_that_is_corrected_is_that_of_the_clock_from_then_on():
	clock = by_present_hours(a_clock(HOT), ABROAD, (), at("09:30"))
	assert (clock.due_at, clock.zone) == (at("15:00"), "New York")


def test_where_nothing_moves_nothing_changes():
	clock = a_clock(HOT)
	assert by_present_hours(clock, OFFICE_HOURS, (), at("09:30")) == clock


def test_closed_clocks_stay_as_they_are():
	(clock,) = kept([a_clock(HOT)], None, "9:30").changed
	assert by_present_hours(clock, CLOSED_TODAY, (), at("11:00")) is clock


def test_a_step_moves_with_its_hours_though_the_due_moment_does_not():
	steps = (a_step(minutes=60),)
	terms = asks(first="1:00", steps=steps)
	clock = a_clock(terms, "17:00", steps_done=frozenset({BREACH}), next_step_at=at("2026-03-11 10:00"))
	closed = Hours(working=a_calendar(*OFFICE, holidays=[date(2026, 3, 11)]), calendar="Office")
	clock = by_present_hours(clock, closed, steps, at("20:00"))
	assert (clock.due_at, clock.next_step_at) == (at("18:00"), at("2026-03-12 10:00"))


def test_a_pause_that_turns_out_to_have_come_too_late_stops_nothing():
	clock = later(a_clock(HOT, "8:00"), PAUSE, "9:30")
	clock = by_present_hours(clock, LONGER, (), at("11:00"))
	assert (clock.due_at, clock.paused_since, clock.next_step_at) == (at("09:00"), None, at("09:00"))
	assert clock.state(at("11:00")) is State.BREACHED


def test_terms_that_come_back_to_what_they_were_leave_the_clock_as_it_was():
	clock = a_clock(COLD)
	assert later(later(clock, HOT, "9:10"), COLD, "9:20") == clock
	assert clock.purpose is FIRST
