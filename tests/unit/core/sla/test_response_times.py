"""Response times: one by one by table, and figures over many against numpy."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.sla.response_times import Durations, ResponseState, ResponseTimes, Stopwatch
from tests.unit.core.sla.by_the_minute import ALWAYS, NEW_YORK, OFFICE, PARIS, a_calendar, at

SECOND = timedelta(seconds=1)
OFFICE_HOURS = a_calendar(*OFFICE, holidays=[date(2024, 5, 1)])
IN_PARIS = Stopwatch(system_zone=PARIS, calendar=OFFICE_HOURS)


@pytest.mark.parametrize(
	("due_from", "answered_at", "elapsed", "working"),
	[
		("2024-03-11 09:00", "2024-03-11 09:04:31", 271, 271),
		("2024-03-11 12:00", "2024-03-11 14:00", 7200, 3600),
		("2024-03-15 17:00:00.500", "2024-03-18 10:00", 233_999.5, 7199.5),
		("2024-03-16 10:00", "2024-03-16 10:30", 1800, 0),
		("2024-03-11 09:00", "2024-03-11 09:00", 0, 0),
		# Over a leap day, a holiday, the change to summer time and the change back.
		("2024-02-28 17:00", "2024-03-01 10:00", 41 * 3600, 10 * 3600),
		("2024-04-30 17:00", "2024-05-02 10:00", 41 * 3600, 2 * 3600),
		("2024-03-29 17:00", "2024-04-01 10:00", 64 * 3600, 2 * 3600),
		("2024-10-25 17:00", "2024-10-28 10:00", 66 * 3600, 2 * 3600),
		# Both changes of 2024 and the 29th of February lie between.
		("2024-01-01 00:00", "2025-01-01 00:00", 366 * 86_400, 261 * 8 * 3600),
	],
)
def test_what_an_answer_took(due_from, answered_at, elapsed, working):
	response = IN_PARIS.response(at(due_from), at(answered_at))

	assert response.state is ResponseState.ANSWERED
	assert (response.elapsed, response.working) == (elapsed * SECOND, working * SECOND)
	assert (response.due_from, response.answered_at) == (at(due_from), at(answered_at))


def test_in_an_hour_that_comes_twice_the_first_is_meant():
	assert IN_PARIS.elapsed(at("2024-10-27 01:30"), at("2024-10-27 02:30")) == 3600 * SECOND
	assert IN_PARIS.elapsed(at("2024-10-27 02:30"), at("2024-10-27 03:30")) == 7200 * SECOND
	assert IN_PARIS.elapsed(at("2024-03-31 01:30"), at("2024-03-31 03:30")) == 3600 * SECOND


def test_the_calendar_may_be_of_another_zone():
	calendar = a_calendar(*OFFICE, zone=NEW_YORK, system=PARIS)

	response = Stopwatch(system_zone=PARIS, calendar=calendar).response(
		at("2024-06-03 12:00"), at("2024-06-03 16:00")
	)

	assert response.working == 3600 * SECOND


def test_without_a_calendar_there_is_no_working_time():
	response = Stopwatch(system_zone=PARIS).response(at("2024-06-03 12:00"), at("2024-06-03 16:00"))

	assert (response.elapsed, response.working) == (4 * 3600 * SECOND, None)


def test_an_open_one_waits_as_of_a_moment():
	due_from = at("2024-03-15 17:00")

	waiting = IN_PARIS.response(due_from, None, now=at("2024-03-18 10:00"))
	unknown = IN_PARIS.response(due_from, None)
	later = IN_PARIS.response(due_from, None, now=at("2024-03-15 16:59"))

	assert (waiting.state, waiting.working) == (ResponseState.OPEN, 7200 * SECOND)
	assert (unknown.state, unknown.elapsed, unknown.working) == (ResponseState.OPEN, None, None)
	assert (later.state, later.elapsed, later.working) == (ResponseState.NOT_DUE, None, None)


def test_for_an_answered_one_it_does_not_matter_what_time_it_is():
	answered = IN_PARIS.response(at("2024-03-11 09:00"), at("2024-03-11 10:00"), now=at("2024-03-11 09:30"))

	assert (answered.state, answered.elapsed) == (ResponseState.ANSWERED, 3600 * SECOND)


def test_an_answer_before_it_is_due_is_told_apart():
	early = IN_PARIS.response(at("2024-03-11 10:00"), at("2024-03-11 09:59:59.999999"))

	assert early.state is ResponseState.EARLY
	assert (early.elapsed, early.working) == (timedelta(microseconds=-1), None)


def test_a_calendar_of_another_system_is_a_mistake():
	with pytest.raises(ValueError, match="another zone"):
		Stopwatch(system_zone=ZoneInfo("UTC"), calendar=OFFICE_HOURS)


def test_responses_do_not_change():
	with pytest.raises(FrozenInstanceError):
		IN_PARIS.response(at("2024-03-11 09:00"), None).elapsed = timedelta(0)


def test_only_what_is_answered_or_open_counts():
	times = ResponseTimes()
	for due_from, answered_at in (
		("2024-03-11 09:00", "2024-03-11 09:10"),
		("2024-03-11 09:00", "2024-03-11 08:00"),
		("2024-03-11 09:00", None),
		("2024-03-12 11:00", None),
	):
		answer = at(answered_at) if answered_at else None
		times.add(IN_PARIS.response(at(due_from), answer, now=at("2024-03-12 10:00")))

	assert {state: times.count(state) for state in ResponseState} == dict.fromkeys(ResponseState, 1)
	assert times.due == 2
	assert (len(times.elapsed), len(times.working)) == (1, 1)
	assert times.elapsed.figures().median == 600
	assert times.waiting.figures().longest == 25 * 3600
	assert times.waiting_working.figures().longest == 9 * 3600


def test_no_figures_of_nothing():
	assert Durations().figures([SECOND]) is None


def test_limits_are_within():
	figures = Durations([SECOND, 2 * SECOND, timedelta(seconds=2, microseconds=1)]).figures(
		[timedelta(milliseconds=999), 2 * SECOND, 3 * SECOND], out_of=6
	)

	assert [(one.count, one.share, one.share_of_all) for one in figures.within] == [
		(0, 0, 0),
		(2, 2 / 3, 2 / 6),
		(3, 1, 3 / 6),
	]


def test_the_median_of_two_lies_between_them_to_half_a_microsecond():
	figures = Durations([timedelta(microseconds=1), timedelta(microseconds=2)]).figures()

	assert figures.median == 1.5e-6


durations = st.lists(
	st.integers(0, 2_000 * 86_400 * 1_000_000) | st.integers(0, 20) | st.just(5 * 60 * 1_000_000), min_size=1
)


@given(durations, st.integers(0, 30 * 60))
def test_figures_are_those_of_numpy(microseconds, limit):
	figures = Durations(timedelta(microseconds=one) for one in microseconds).figures([limit * SECOND])

	seconds = np.array(microseconds, dtype=np.float64) / 1e6
	expected = {
		"shortest": np.min(seconds),
		"mean": np.mean(seconds),
		"median": np.median(seconds),
		"p90": np.percentile(seconds, 90),
		"longest": np.max(seconds),
	}
	for name, value in expected.items():
		assert getattr(figures, name) == pytest.approx(value, rel=1e-12, abs=1e-9), name
	assert figures.count == len(microseconds)
	assert figures.within[0].count == np.count_nonzero(np.array(microseconds) <= limit * 1_000_000)


@given(durations)
def test_figures_are_the_floats_nearest_to_the_exact_ones(microseconds):
	figures = Durations(timedelta(microseconds=one) for one in microseconds).figures()

	exact = [Fraction(one, 1_000_000) for one in microseconds]
	assert figures.median == float(median(exact))
	assert figures.mean == float(sum(exact) / len(exact))


@given(st.lists(st.integers(0, 10**12)), st.randoms())
def test_the_order_in_which_they_come_does_not_matter(microseconds, random):
	shuffled = random.sample(microseconds, len(microseconds))

	first, second = (
		Durations(timedelta(microseconds=one) for one in order).figures()
		for order in (microseconds, shuffled)
	)

	assert first == second


moments = st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1))


@given(moments, moments)
def test_where_people_always_work_working_time_is_what_elapses(one, other):
	stopwatch = Stopwatch(system_zone=PARIS, calendar=a_calendar(*ALWAYS))
	response = stopwatch.response(one, other)

	if response.state is ResponseState.ANSWERED:
		assert response.working == response.elapsed
	else:
		assert response.working is None
		assert stopwatch.response(other, one).elapsed == -response.elapsed
