"""Answers in time and late, attempts, and evidence that comes later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_intelligence.core.history.clock_entry import ClockEvent
from lead_intelligence.core.sla.closing import ended, with_contacts
from lead_intelligence.core.sla.entries import answered_entry
from lead_intelligence.core.sla.response_clock import Ending, Start, State
from tests.unit.core.sla.of_clocks import (
	ANY_TIME,
	NEXT,
	NOBODY_WORKS,
	OFFICE_HOURS,
	a_clock,
	a_step,
	answer,
	asks,
	at,
	attempt,
	kept,
	lasting,
	only,
)

AN_HOUR = asks(first="1:00")
PAUSE = replace(AN_HOUR, is_paused=True)


def told(*contacts, clock=None, hours=OFFICE_HOURS):
	return with_contacts(clock or a_clock(AN_HOUR), contacts, hours)


def paused_at(now, terms=AN_HOUR):
	return only(kept([a_clock(terms)], replace(terms, is_paused=True), now).open)


@pytest.mark.parametrize(
	("when", "outcome"),
	[("9:00", State.MET), ("9:30", State.MET), ("10:00", State.MET), ("10:01", State.LATE)],
)
def test_an_answer_is_in_time_until_the_very_due_moment(when, outcome):
	clock = told(answer(when))
	assert (clock.outcome, clock.answered_at, clock.closed_at) == (outcome, clock.closed_at, clock.closed_at)
	assert (clock.answered_by, clock.answered_how, clock.closed_because) == ("rep@example.com", "Call", None)
	assert clock.state(at("23:00")) is outcome


def test_how_long_it_took():
	clock = told(answer("2026-03-11 10:00"), clock=a_clock(AN_HOUR, "17:00"))
	assert (clock.working, clock.elapsed) == (lasting("2:00"), lasting("17:00"))


@pytest.mark.parametrize(
	("since", "when", "hours"),
	[
		("2026-03-29 01:00", "2026-03-29 04:00", 2),
		("2026-10-25 01:00", "2026-10-25 04:00", 4),
		("2028-02-28 12:00", "2028-03-01 12:00", 48),
	],
)
def test_what_elapses_is_time_that_really_passes(since, when, hours):
	clock = told(answer(when), clock=a_clock(asks(first="1:00", hours=ANY_TIME), since), hours=ANY_TIME)
	assert clock.working == clock.elapsed == timedelta(hours=hours)


def test_where_nobody_works_no_working_time_passes():
	never = asks(first="1:00", hours=NOBODY_WORKS)
	clock = told(answer("10:00"), clock=a_clock(never), hours=NOBODY_WORKS)
	assert (clock.outcome, clock.working, clock.elapsed) == (State.MET, timedelta(0), lasting("1:00"))


# Clocks of other machines.


@pytest.mark.parametrize(("when", "counts"), [("8:54", False), ("8:55", True), ("8:59", True)])
def test_an_answer_just_before_the_lead_is_one_at_its_first_moment(when, counts):
	clock = told(answer(when))
	assert clock.answered_at == (at("09:00") if counts else None)
	if counts:
		assert (clock.outcome, clock.working, clock.elapsed) == (State.MET, timedelta(0), timedelta(0))
		assert told(answer("8:56"), answer(when), clock=clock) == clock


def test_what_was_answered_before_a_hot_touch_is_no_answer_to_it():
	clock = a_clock(AN_HOUR, because=Start.HOT_TOUCH)
	assert told(answer("8:58"), clock=clock) == clock
	assert told(answer("8:58"), answer("9:05"), clock=clock).answered_at == at("09:05")


def test_the_answer_that_a_next_touch_follows_on_is_not_that_touch():
	clock = a_clock(asks(next="8:00"), purpose=NEXT, because=Start.ANSWERED)
	assert told(answer("8:58"), answer("9:00"), clock=clock) == clock
	assert told(answer("9:00"), answer("9:01"), clock=clock).outcome is State.MET


# Several.


def test_of_several_answers_the_earliest_counts_and_of_two_at_once_always_the_same():
	one, other = answer("9:20", touch="21"), answer("9:20", touch="22")
	first, second = told(answer("9:40"), one, other), told(other, answer("9:40"), one)
	assert first == second
	assert first.touch == "21"


def test_an_attempt_is_counted_and_stops_nothing():
	clock = told(attempt("9:10"), attempt("9:20"))
	assert (clock.attempts, clock.last_attempt_at, clock.is_open) == (2, at("09:20"), True)
	assert answered_entry(a_clock(AN_HOUR), clock, at("09:20")) is None


def test_only_attempts_before_the_answer_count():
	clock = told(attempt("9:10"), answer("9:15"), attempt("9:20"), attempt("8:00"))
	assert (clock.attempts, clock.last_attempt_at) == (1, at("09:10"))


# Pauses.


def test_an_answer_in_a_pause_is_in_time_and_the_pause_is_no_working_time():
	clock = told(answer("17:00"), clock=paused_at("9:30"))
	assert (clock.outcome, clock.paused_since, clock.paused_for) == (State.MET, None, lasting("6:30"))
	assert (clock.working, clock.due_at) == (lasting("0:30"), at("17:30"))


def test_even_one_on_a_weekend_when_the_pause_began_at_the_very_due_moment():
	friday = a_clock(AN_HOUR, "2026-03-13 17:00")
	clock = only(kept([friday], PAUSE, "2026-03-13 18:00").open)
	assert told(answer("2026-03-14 12:00"), clock=clock).outcome is State.MET


def test_one_from_before_the_pause_counts_as_if_there_had_been_none():
	clock = told(answer("9:20"), clock=paused_at("9:30"))
	assert (clock.working, clock.paused_for, clock.due_at) == (lasting("0:20"), timedelta(0), at("10:00"))


def test_where_nobody_works_an_answer_in_a_pause_is_in_time_too():
	never = asks(first="1:00", hours=NOBODY_WORKS)
	assert told(answer("17:00"), clock=paused_at("9:30", never), hours=NOBODY_WORKS).outcome is State.MET


# Evidence that comes later.


def test_an_answer_is_entered_when_it_was_given():
	before, after = a_clock(AN_HOUR), told(answer("9:20", touch="7"))
	entry = answered_entry(before, after, at("15:00"))
	assert (entry.event, entry.at, entry.record) == (ClockEvent.ANSWERED, at("09:20"), ("Lead Touch", "7"))
	assert (entry.evidence["outcome"], entry.evidence["working_seconds"]) == ("Met", 1200)


def test_a_call_that_is_synced_later_corrects_the_clock_and_the_journey_says_so():
	late = told(answer("11:00"))
	corrected = told(answer("11:00"), answer("9:30"), clock=late)
	assert (late.outcome, corrected.outcome, corrected.answered_at) == (State.LATE, State.MET, at("09:30"))
	entry = answered_entry(late, corrected, at("15:00"))
	assert (entry.event, entry.at) == (ClockEvent.CORRECTED, at("15:00"))
	assert (entry.evidence["was_outcome"], entry.evidence["outcome"]) == ("Late", "Met")


def test_a_later_answer_changes_nothing():
	clock = told(answer("9:30"))
	assert told(answer("9:30"), answer("9:40"), clock=clock) == clock
	assert answered_entry(clock, clock, at("15:00")) is None


def test_an_answer_that_is_known_is_not_given_up():
	clock = told(answer("9:30"))
	assert told(answer("9:40"), clock=clock) == clock
	assert told(clock=clock) == clock


@pytest.mark.parametrize(("when", "outcome"), [("9:30", State.MET), ("10:30", State.LATE), ("11:01", None)])
def test_a_clock_that_ended_without_an_answer_is_corrected_by_one_from_before_its_end(when, outcome):
	breached = ended(a_clock(AN_HOUR), Ending.PUT_ASIDE, at("11:00"))
	clock = told(answer(when), clock=breached)
	assert clock.outcome is (outcome or State.BREACHED)
	entry = answered_entry(breached, clock, at("15:00"))
	assert (entry.evidence["was_outcome"] if entry else None) == ("Breached" if outcome else None)
	assert (clock.closed_because is None) == (outcome is not None)


# What is still to be told.


def test_a_late_answer_leaves_the_breach_to_be_told_and_one_in_time_leaves_nothing():
	terms = asks(first="1:00", steps=(a_step(share=0.5),))
	clock = a_clock(terms, steps_done=frozenset({terms.steps[0].key}), next_step_at=at("10:00"))
	assert told(answer("9:45"), clock=clock).next_step_at is None
	assert told(answer("10:30"), clock=clock).next_step_at == at("10:00")
