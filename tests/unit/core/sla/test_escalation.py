"""When steps come, and that each comes once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.sla.closing import ended, with_contacts
from lead_intelligence.core.sla.escalation import (
	BREACH,
	after_steps,
	due_steps,
	is_still_done,
	moment_of,
	moments,
)
from lead_intelligence.core.sla.policy import Action, Offset
from lead_intelligence.core.sla.response_clock import Ending
from tests.unit.core.sla.of_clocks import (
	FIRST,
	NEXT,
	NOBODY_WORKS,
	OFFICE_HOURS,
	a_clock,
	a_step,
	answer,
	asks,
	at,
	kept,
	only,
	swept,
)

HALF, SOON, OVER = a_step(share=0.5), a_step(minutes=-15), a_step(minutes=30)
TERMS = asks(first="2:00", steps=(HALF, SOON, OVER))
PAUSE = replace(TERMS, is_paused=True)


@pytest.mark.parametrize(
	("offset", "moment"),
	[
		(Offset(share=0.0), "09:00"),
		(Offset(share=0.5), "10:00"),
		(Offset(share=1.0), "11:00"),
		(Offset(share=1.75), "12:30"),
		(Offset(share=2.0), "14:00"),
		(Offset(minutes=-30), "10:30"),
		(Offset(minutes=0), "11:00"),
		(Offset(minutes=120), "14:00"),
		(Offset(minutes=-600), "09:00"),
	],
)
def test_when_a_step_comes(offset, moment):
	assert moment_of(offset, a_clock(TERMS), OFFICE_HOURS.working) == at(moment)


def test_where_nobody_works_it_comes_by_the_clock_on_the_wall():
	clock = a_clock(asks(first="2:00", hours=NOBODY_WORKS))
	assert moment_of(Offset(minutes=30), clock, NOBODY_WORKS.working) == at("11:30")


def test_each_step_comes_once_the_earliest_first():
	clock, told = a_clock(TERMS), []
	for now in ("9:59", "10:00", "10:00", "10:50", "11:00", "11:01", "11:20", "11:31", "12:00"):
		clock, keys = swept(clock, TERMS, now)
		told += [(key, now) for key in keys]
	assert told == [(HALF.key, "10:00"), (SOON.key, "10:50"), (BREACH, "11:01"), (OVER.key, "11:31")]
	assert clock.next_step_at is None


def test_a_sweep_that_comes_late_decides_all_in_their_order():
	_, keys = swept(a_clock(TERMS), TERMS, "2026-03-11 09:00")
	assert keys == [HALF.key, SOON.key, BREACH, OVER.key]


def test_the_breach_goes_before_what_comes_at_the_same_moment():
	terms = asks(first="1:00", steps=(a_step(share=1.0),))
	assert swept(a_clock(terms), terms, "10:01")[1] == [BREACH, terms.steps[0].key]


def test_a_step_says_for_which_clocks_it_is():
	terms = asks(first="1:00", next="8:00", steps=(a_step(share=0.5, purpose=NEXT), OVER))
	assert terms.steps_for(FIRST) == (OVER,)
	assert len(terms.steps_for(NEXT)) == 2


def test_a_step_that_says_the_same_has_the_same_key():
	assert HALF.key == a_step(share=0.5, purpose=FIRST, by_email=True).key
	others = [a_step(share=0.6), a_step(share=0.5, action=Action.REASSIGN, user="a@example.com")]
	assert len({HALF.key, a_step(minutes=0.5).key, *(one.key for one in others)}) == 4
	assert a_step(share=1).key == a_step(share=1.0).key


# Closed and paused clocks.


def test_a_clock_that_was_answered_at_the_very_due_moment_was_never_overdue():
	clock = with_contacts(a_clock(TERMS), [answer("11:00")], OFFICE_HOURS)
	assert BREACH not in swept(clock, TERMS, "11:30")[1]
	assert swept(clock, TERMS, "11:30")[0].next_step_at is None


def test_of_a_closed_clock_comes_what_had_come_before_it_was():
	late = with_contacts(a_clock(TERMS), [answer("11:10")], OFFICE_HOURS)
	clock, keys = swept(late, TERMS, "14:00")
	assert keys == [HALF.key, SOON.key, BREACH]
	assert (clock.next_step_at, swept(clock, TERMS, "15:00")[1]) == (None, [])
	breached = ended(a_clock(TERMS), Ending.CONVERTED, at("11:10"))
	assert swept(breached, TERMS, "14:00")[1] == keys


def test_what_an_earlier_answer_corrected_does_not_come_any_more():
	late = with_contacts(a_clock(TERMS), [answer("11:10")], OFFICE_HOURS)
	clock = with_contacts(late, [answer("9:30")], OFFICE_HOURS)
	assert (clock.next_step_at, swept(clock, TERMS, "14:00")[1]) == (None, [])


def test_steps_of_a_clock_that_is_paused_wait_until_it_goes_on():
	clock = only(kept([a_clock(TERMS)], PAUSE, "9:30").open)
	clock, keys = swept(clock, TERMS, "12:00")
	assert (clock.next_step_at, keys) == (None, [])
	clock = only(kept([clock], TERMS, "11:30").open)
	assert (clock.next_step_at, clock.due_at) == (at("12:00"), at("14:00"))


def test_what_had_come_before_the_pause_is_not_lost_on_a_sweep_that_comes_after_it():
	clock = only(kept([a_clock(TERMS)], PAUSE, "10:05").open)
	clock, keys = swept(clock, TERMS, "10:10")
	assert (clock.next_step_at, keys) == (None, [HALF.key])


# Changes.


def test_a_step_that_a_change_puts_into_the_past_is_not_done_late():
	clock = only(kept([a_clock(TERMS)], asks(first="1:00", steps=(HALF, SOON)), "9:50").open)
	assert (clock.due_at, clock.next_step_at) == (at("10:00"), at("10:00"))
	assert swept(clock, asks(first="1:00", steps=(HALF, SOON)), "10:01")[1] == [BREACH]


def test_one_that_was_due_before_the_change_still_comes():
	clock = only(kept([a_clock(TERMS)], replace(TERMS, policy="Policy v2"), "10:05").open)
	assert clock.next_step_at == at("10:00")
	assert swept(clock, TERMS, "10:06")[1] == [HALF.key]


def test_nothing_that_was_done_is_done_again_when_the_due_moment_moves_away():
	clock, _ = swept(a_clock(TERMS), TERMS, "10:30")
	longer = asks(first="4:00", steps=TERMS.steps)
	clock = only(kept([clock], longer, "10:40").open)
	assert clock.due_at == at("14:00")
	assert swept(clock, longer, "15:00")[1] == [SOON.key, BREACH, OVER.key]


def test_a_breach_is_never_passed_over_nor_told_twice():
	clock = only(kept([a_clock(TERMS)], asks(first="1:00"), "11:30").open)
	clock, keys = swept(clock, asks(first="1:00"), "11:31")
	assert keys == [BREACH]
	assert not due_steps(clock, (), OFFICE_HOURS.working, at("2026-03-12 09:00"))


# What is done of a step that was decided.


@pytest.mark.parametrize("action", Action)
def test_of_an_open_clock_every_step_is_done(action):
	assert is_still_done(a_clock(TERMS), at("10:00"), action)


@pytest.mark.parametrize(
	("answered_at", "step_at", "action", "is_done"),
	[
		("10:30", "10:00", Action.NOTIFY_OWNER, False),
		("11:00", "11:00", Action.NOTIFY_OWNER, False),
		("11:10", "10:00", Action.NOTIFY_OWNER, False),
		("11:10", "11:00", Action.NOTIFY_OWNER, True),
		("11:10", "11:05", Action.NOTIFY_MANAGER, True),
		("11:10", "11:00", Action.NOTIFY_ROLE, True),
		("11:10", "11:00", Action.CALL_WEBHOOK, True),
		("11:10", "11:00", Action.REASSIGN, False),
		("11:10", "11:00", Action.RAISE_PRIORITY, False),
	],
)
def test_of_a_clock_that_was_answered_only_its_breach_is_told(answered_at, step_at, action, is_done):
	clock = with_contacts(a_clock(TERMS), [answer(answered_at)], OFFICE_HOURS)
	assert is_still_done(clock, at(step_at), action) is is_done


@pytest.mark.parametrize(("ended_at", "is_done"), [("11:00", False), ("11:01", True)])
def test_so_it_is_of_one_that_ended_without_an_answer(ended_at, is_done):
	clock = ended(a_clock(TERMS), Ending.CONVERTED, at(ended_at))
	assert is_still_done(clock, at("11:00"), Action.NOTIFY_MANAGER) is is_done


# Whenever it is looked: laws.

some_steps = st.lists(
	st.builds(a_step, share=st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.5, 40.0]))
	| st.builds(a_step, minutes=st.integers(-300, 3000)),
	max_size=5,
	unique_by=lambda step: step.key,
)
looks = st.lists(st.integers(0, 20 * 24 * 60), min_size=1, max_size=12)


@given(steps=some_steps, looks=looks)
def test_every_step_is_decided_once_at_the_first_look_after_it_came(steps, looks):
	terms = asks(first="2:00", steps=tuple(steps))
	clock = a_clock(terms)
	comes, decided = moments(clock, steps, OFFICE_HOURS.working), {}
	for minutes in sorted(looks):
		now = at("09:00") + timedelta(minutes=minutes)
		is_found = clock.next_step_at is not None and clock.next_step_at <= now
		due = due_steps(clock, steps, OFFICE_HOURS.working, now)
		assert is_found or not due, "a sweep would not have looked at it"
		for key, step_at, _ in due:
			assert (step_at, key in decided) == (comes[key], False)
			decided[key] = now
		assert [step_at for _, step_at, _ in due] == sorted(step_at for _, step_at, _ in due)
		clock = after_steps(clock, [key for key, _, _ in due], steps, OFFICE_HOURS.working)
		assert {key for key, step_at in comes.items() if step_at < now} <= {*decided}
	assert clock.steps_done == {*decided}
	assert (clock.next_step_at is None) == ({*comes} == {*decided})


@given(
	changes=st.lists(
		st.tuples(
			st.integers(1, 200),
			st.sampled_from(["0:30", "1:00", "2:00", "4:00"]),
			some_steps,
			st.booleans(),
			st.booleans(),
		),
		min_size=1,
		max_size=10,
	),
	answered_after=st.none() | st.integers(1, 100),
)
def test_whatever_is_agreed_anew_nothing_is_decided_twice_and_no_breach_is_lost(changes, answered_after):
	terms = asks(first="2:00")
	clock, now, decided = a_clock(terms), at("09:00"), []
	for minutes, target, steps, is_paused, is_swept in changes:
		now += timedelta(minutes=minutes)
		terms = asks(first=target, steps=tuple(steps), is_paused=is_paused)
		clock = only(kept([clock], terms, str(now)).open)
		if is_swept:
			clock, keys = swept(clock, terms, str(now))
			decided += keys
	if answered_after:
		now += timedelta(minutes=answered_after)
		clock = with_contacts(clock, [answer(str(now))], OFFICE_HOURS)
	later = now + timedelta(minutes=1)
	clock, keys = swept(clock, terms, str(later))
	decided += keys
	assert len(decided) == len({*decided})
	was_breached = clock.is_overdue(later) or (clock.answered_at and clock.answered_at > clock.due_at)
	assert bool(was_breached) == (BREACH in decided)
	assert swept(clock, terms, str(later))[1] == []
