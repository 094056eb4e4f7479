"""The one decision: score, journey, and when time will change it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.evaluation import Policies, evaluate_lead
from lead_intelligence.core.history.journey import Cause, EntryKind, LeadState, state_of
from lead_intelligence.core.snapshot.lead_snapshot import thaw
from tests.builders import CATALOGUE, NOW, a_lead, a_rule, compiled, engaged, on_touches, touched, when

MODEL = compiled(
	a_rule(when("visits", "is at least", 1), 30, "visits"),
	a_rule(when("pages", "is at least", 1), 5, "pages"),
)
POLICIES = Policies(scoring=MODEL)


def evaluated(lead, before, cause=Cause.SAVE, policies=POLICIES, now=NOW):
	return evaluate_lead(lead, policies, before, now, cause)


def state_after(lead):
	return state_of(MODEL.score(lead, NOW))


NEVER, COLD, WARM, WARMER = LeadState(), a_lead(visits=0), a_lead(visits=1), a_lead(visits=1, pages=1)


@pytest.mark.parametrize(
	("before", "lead", "cause", "kind"),
	[
		(NEVER, COLD, Cause.SAVE, EntryKind.FIRST_SCORE),
		(NEVER, COLD, Cause.TIME, EntryKind.FIRST_SCORE),
		(state_after(COLD), WARM, Cause.SAVE, EntryKind.GRADE_CHANGED),
		(state_after(COLD), WARM, Cause.TIME, EntryKind.GRADE_CHANGED),
		(state_after(WARM), WARMER, Cause.SAVE, EntryKind.SCORE_CHANGED),
		(state_after(WARM), WARMER, Cause.POLICY, EntryKind.SCORE_CHANGED),
		(state_after(WARM), WARMER, Cause.TIME, None),
		(state_after(WARM), WARM, Cause.RESCORE, None),
	],
)
def test_which_changes_make_a_row(before, lead, cause, kind):
	entries = evaluated(lead, before, cause).entries
	assert [entry.kind for entry in entries] == ([kind] if kind else [])


def test_a_stored_score_that_comes_back_rounded_is_no_change():
	stored = LeadState(points=30, score=30.0000000004, grade="Warm")
	assert evaluated(WARM, stored).entries == ()


def test_a_row_holds_enough_to_compute_the_score_again():
	(entry,) = evaluated(WARMER, state_after(COLD)).entries
	again = thaw(json.loads(json.dumps(entry.inputs)), CATALOGUE)
	assert MODEL.score(again, NOW).points == entry.after.points == 35
	assert (entry.before.grade, entry.after.grade, entry.at) == ("Cold", "Warm", NOW)


def test_without_a_model_nothing_is_decided():
	evaluation = evaluated(WARM, NEVER, policies=Policies())
	assert (evaluation.score, evaluation.entries, evaluation.next_change_at) == (None, (), None)


def test_a_score_that_time_cannot_change_has_no_next_change():
	assert evaluated(WARM, NEVER).next_change_at is None


TIMED = compiled(
	a_rule(when("met_on", "is in the last N days", 7), 10, "recent"),
	a_rule(when("creation", "is more than N days ago", 30), -5, "old"),
	a_rule(when("met_on", "is in the next N days", 3), 20, "soon"),
	a_rule(when("visits", "is set"), 5, "offer", valid_from=date(2026, 3, 12), valid_to=date(2026, 3, 20)),
)


@given(
	st.dates(date(2026, 1, 1), date(2026, 5, 1)),
	st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 1)),
	st.integers(0, 120),
)
def test_until_the_next_change_nothing_changes(met_on, created, day):
	lead, now = (
		a_lead(met_on=met_on, creation=created, visits=1),
		datetime(2026, 1, 15, 13) + timedelta(days=day),
	)
	points, change = TIMED.score(lead, now).points, TIMED.next_change(lead, now)
	last_moment = (change or now + timedelta(days=400)) - timedelta(microseconds=1)
	moment = now
	while moment < last_moment:
		assert TIMED.score(lead, moment).points == points
		moment += timedelta(hours=12)
	assert TIMED.score(lead, last_moment).points == points
	assert change is None or (change > now and change.time() == datetime.min.time())


def test_a_change_is_due_at_the_midnight_at_which_a_condition_turns():
	lead = a_lead(met_on="2024-02-22")
	change = TIMED.next_change(lead, datetime(2024, 2, 24, 9))
	assert change == datetime(2024, 3, 1)
	before, after = (
		TIMED.score(lead, change + step).points for step in (timedelta(microseconds=-1), timedelta())
	)
	assert (before, after) == (10, 0)


def test_the_end_of_the_calendar_is_no_trap():
	for day in (date.min, date.max):
		TIMED.next_change(a_lead(met_on=day), NOW)
	forever = compiled(a_rule(when("visits", "is set"), valid_to=date.max))
	assert forever.next_change(a_lead(visits=1), NOW) is None


def test_the_clock_of_a_lead_with_an_outcome_stands_still():
	fading = compiled(engagement=engaged(on_touches("Webinar", halving=10)))
	lead, ended = a_lead(touches=touched("Webinar", 30, 10)), NOW - timedelta(days=20)
	now = evaluate_lead(lead, Policies(scoring=fading), NEVER, NOW)
	stopped = evaluate_lead(lead, Policies(scoring=fading), NEVER, NOW, Cause.POLICY, as_of=ended)
	assert (now.score.points, stopped.score.points) == (6, 5)
	assert now.next_change_at is not None
	assert stopped.next_change_at is None
	assert [entry.at for entry in stopped.entries] == [NOW]
