"""When clocks begin and end, and which of them."""

from datetime import timedelta

import pytest

from lead_intelligence.core.history.clock_entry import ClockEvent
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.closing import with_contacts
from lead_intelligence.core.sla.keeping import HandingOver, HandoverAnswer, ending_of
from lead_intelligence.core.sla.policy import Begin
from lead_intelligence.core.sla.response_clock import Ending, Start, State
from tests.unit.core.sla.of_clocks import (
	ACCEPTANCE,
	FIRST,
	NEXT,
	OFFICE_HOURS,
	a_clock,
	a_step,
	answer,
	asks,
	at,
	kept,
	only,
)

BY_CREATION, BY_MQL = asks(first="1:00"), asks(first="1:00", begins=Begin.MQL)
WITH_NEXT = asks(first="1:00", next="8:00")


def answered_clock(terms=BY_CREATION, when="9:30", **more):
	return with_contacts(a_clock(terms, **more), [answer(when)], terms.hours)


def begun(decision):
	return [(one.purpose, one.because, one.due_at) for one in decision.changed]


# What a lead is due its first response for.


@pytest.mark.parametrize(
	("terms", "start", "stage", "begins"),
	[
		(BY_CREATION, Start.CREATED, Stage.RAW, True),
		(BY_CREATION, Start.CREATED, None, True),
		(BY_CREATION, Start.MQL, Stage.MQL, False),
		(BY_CREATION, Start.RELEASED, Stage.RAW, True),
		(BY_CREATION, Start.CAME_BACK, Stage.LEAD, True),
		(BY_MQL, Start.CREATED, Stage.MQL, False),
		(BY_MQL, Start.MQL, Stage.MQL, True),
		(BY_MQL, Start.MQL, Stage.SAL, True),
		(BY_MQL, Start.RELEASED, Stage.MQL, True),
		(BY_MQL, Start.RELEASED, Stage.LEAD, False),
		(BY_MQL, Start.CAME_BACK, Stage.LEAD, False),
		(BY_MQL, Start.CAME_BACK, Stage.SQL, True),
		(BY_MQL, Start.RELEASED, None, False),
		(asks(next="8:00"), Start.CREATED, Stage.RAW, False),
		(None, Start.CREATED, Stage.RAW, False),
	],
)
def test_a_lead_is_due_an_answer_from_the_moment_that_the_policy_names(terms, start, stage, begins):
	decision = kept([], terms, "9:00", start, stage=stage)
	assert begun(decision) == ([(FIRST, start, at("10:00"))] if begins else [])
	assert [one.event for one in decision.entries] == ([ClockEvent.STARTED] if begins else [])
	assert decision.open == decision.changed


def test_of_a_lead_that_comes_as_an_mql_the_first_moment_that_counts_begins_the_clock():
	decision = kept([], BY_MQL, "9:00", Start.CREATED, Start.MQL, stage=Stage.MQL)
	assert begun(decision) == [(FIRST, Start.MQL, at("10:00"))]


def test_what_is_older_than_the_first_policy_has_no_clock():
	assert not kept([], BY_CREATION, "9:00", Start.CREATED, since=at("09:01")).changed
	assert kept([], BY_CREATION, "9:00", Start.CREATED, since=at("09:00")).changed


def test_nothing_begins_beside_a_clock_that_is_open():
	clock = a_clock(BY_CREATION)
	decision = kept([clock], BY_CREATION, "9:30", Start.CAME_BACK, hot_at=at("09:20"))
	assert (decision.open, decision.changed, decision.entries) == ((clock,), (), ())


# A hot touch.


def test_a_hot_touch_after_an_answer_is_due_an_answer_again():
	decision = kept([answered_clock()], BY_CREATION, "11:00", hot_at=at("10:45"))
	assert begun(decision) == [(FIRST, Start.HOT_TOUCH, at("11:45"))]


@pytest.mark.parametrize("hot_at", ["09:10", "09:30"])
def test_one_that_came_no_later_than_the_answer_is_not(hot_at):
	assert not kept([answered_clock()], BY_CREATION, "11:00", hot_at=at(hot_at)).changed


def test_nor_is_one_of_a_lead_that_was_never_answered_or_where_the_policy_does_not_ask():
	assert not kept([], BY_CREATION, "11:00", hot_at=at("10:45")).changed
	once = asks(first="1:00", again_on_hot_touch=False)
	assert not kept([answered_clock()], once, "11:00", hot_at=at("10:45")).changed


def test_acceptance_is_no_answer_to_the_lead():
	accepted = a_clock(
		asks(acceptance="8:00"), purpose=ACCEPTANCE, answered_at=at("09:30"), outcome=State.MET
	)
	assert not kept([accepted], WITH_NEXT, "11:00", hot_at=at("10:45")).changed


def test_a_hot_touch_whose_clock_ended_does_not_begin_it_again():
	known = [answered_clock(), *kept([answered_clock()], BY_CREATION, "11:00", hot_at=at("10:45")).open]
	aside = kept(known, BY_CREATION, "11:30", stage=Stage.NURTURE, ending=Ending.PUT_ASIDE)
	known = [known[0], *aside.changed]
	assert not kept(known, BY_CREATION, "14:00", hot_at=at("10:45"), cycle=2).changed
	again = kept(known, BY_CREATION, "14:00", hot_at=at("13:50"), cycle=2)
	assert begun(again) == [(FIRST, Start.HOT_TOUCH, at("14:50"))]


# The next touch.


def test_the_next_touch_follows_on_each_answer():
	known = [answered_clock(WITH_NEXT)]
	for when, due in (("9:30", "2026-03-11 09:30"), ("11:00", "2026-03-11 11:00")):
		decision = kept(known, WITH_NEXT, when)
		assert begun(decision) == [(NEXT, Start.ANSWERED, at(due))]
		known = [*known, with_contacts(only(decision.open, NEXT), [answer("11:00")], OFFICE_HOURS)]


def test_none_follows_on_the_same_answer_again_when_its_clock_has_ended():
	known = [answered_clock(WITH_NEXT)]
	known += kept(known, WITH_NEXT, "9:30").changed
	ended = kept(known, BY_CREATION, "10:00")
	assert only(ended.changed, NEXT).closed_because is Ending.NO_POLICY
	assert not kept([known[0], *ended.changed], WITH_NEXT, "10:30").changed


def test_a_next_touch_is_never_late_from_its_first_moment_on():
	old = answered_clock(WITH_NEXT, "2026-01-13 09:30", since="2026-01-13 09:00")
	clock = only(kept([old], WITH_NEXT, "10:00").changed, NEXT)
	assert (clock.started_at, clock.counts_from) == (at("2026-01-13 09:30"), at("10:00"))
	assert (clock.due_at, clock.state(at("10:00"))) == (at("2026-03-11 10:00"), State.RUNNING)


def test_an_answer_of_an_earlier_attempt_asks_for_no_next_touch():
	assert not kept([answered_clock(WITH_NEXT)], WITH_NEXT, "10:00", cycle=2).changed


# How clocks end.


@pytest.mark.parametrize(
	("stage", "takes_part", "has_ended", "ending"),
	[
		(Stage.MQL, True, False, None),
		(None, True, False, None),
		(Stage.MQL, False, False, Ending.NOT_TO_BE_CONTACTED),
		(Stage.CUSTOMER, False, False, Ending.NOT_TO_BE_CONTACTED),
		(Stage.OPPORTUNITY, True, True, Ending.CONVERTED),
		(Stage.NURTURE, True, False, Ending.PUT_ASIDE),
		(Stage.DISQUALIFIED, True, True, Ending.PUT_ASIDE),
		(Stage.LEAD, True, True, Ending.ENDED),
	],
)
def test_why_nobody_owes_an_answer(stage, takes_part, has_ended, ending):
	assert ending_of(stage, takes_part=takes_part, has_ended=has_ended) is ending


@pytest.mark.parametrize(("now", "outcome"), [("10:00", State.NOT_APPLICABLE), ("10:01", State.BREACHED)])
@pytest.mark.parametrize("ending", [Ending.CONVERTED, Ending.PUT_ASIDE, Ending.NOT_TO_BE_CONTACTED])
def test_a_lead_that_needs_no_answer_has_no_clock_and_what_was_overdue_stays_so(now, outcome, ending):
	decision = kept([a_clock(BY_CREATION)], BY_CREATION, now, Start.CAME_BACK, ending=ending)
	(clock,) = decision.changed
	assert (clock.closed_because, clock.closed_at, clock.outcome) == (ending, at(now), outcome)
	assert not decision.open
	(entry,) = decision.entries
	assert (entry.event, entry.evidence["because"]) == (ClockEvent.ENDED, ending.value)
	assert entry.evidence["outcome"] == outcome.value


def test_a_clock_ends_when_no_policy_asks_for_it_any_more():
	for terms in (None, asks(next="8:00")):
		(clock,) = kept([a_clock(BY_CREATION)], terms, "9:30").changed
		assert clock.closed_because is Ending.NO_POLICY


def test_an_mql_that_is_put_back_is_due_nothing_until_it_is_one_again():
	clock = a_clock(BY_MQL, because=Start.MQL)
	assert not kept([clock], BY_MQL, "9:30", stage=Stage.SAL).changed
	(ended,) = kept([clock], BY_MQL, "9:30", stage=Stage.RAW).changed
	assert ended.closed_because is Ending.PUT_BACK
	assert kept([ended], BY_MQL, "9:45", Start.MQL, stage=Stage.MQL).open


def test_a_lead_that_was_due_an_answer_as_soon_as_it_came_still_is():
	assert not kept([a_clock(BY_CREATION)], BY_CREATION, "9:30", stage=Stage.RAW).changed


# Acceptance.

OPENED = HandingOver(
	since=at("09:00"), due_at=at("2026-03-11 09:00"), within=timedelta(hours=8), hours=OFFICE_HOURS
)


def handed_over(terms=BY_CREATION):
	return only(kept([], terms, "9:00", handed_over=OPENED).open, ACCEPTANCE)


def test_a_hand_over_has_its_clock_whatever_policies_say_and_its_entries_are_those_of_the_stage():
	for terms in (None, BY_CREATION, asks(first="1:00", is_paused=True)):
		decision = kept([], terms, "9:00", handed_over=OPENED)
		clock = only(decision.open, ACCEPTANCE)
		assert (clock.due_at, clock.paused_since) == (OPENED.due_at, None)
		assert clock.policy == (terms.policy if terms else None)
		assert not decision.entries


def test_it_has_the_steps_of_the_policy():
	terms = asks(first="1:00", steps=(a_step(share=0.5), a_step(share=0.1, purpose=FIRST)))
	assert handed_over(terms).next_step_at == at("14:00")


def test_neither_another_grade_nor_the_end_of_policies_touches_it():
	clock = handed_over()
	for terms in (None, asks(first="0:10", acceptance="0:10", grade="Hot", is_paused=True)):
		assert not kept([clock], terms, "9:30").changed


@pytest.mark.parametrize(
	("now", "outcome"), [("2026-03-11 09:00", State.MET), ("2026-03-11 09:01", State.LATE)]
)
def test_sales_answers_it(now, outcome):
	by = HandoverAnswer(by="sales@example.com", hours=OFFICE_HOURS)
	decision = kept([handed_over()], None, now, handover_ends=True, answer=by)
	(clock,) = decision.changed
	assert (clock.outcome, clock.answered_by, clock.answered_at) == (outcome, by.by, at(now))
	assert (decision.open, decision.entries) == ((), ())


@pytest.mark.parametrize(
	("now", "outcome"), [("2026-03-11 09:00", State.NOT_APPLICABLE), ("2026-03-11 09:01", State.BREACHED)]
)
def test_or_the_lead_goes_another_way(now, outcome):
	(clock,) = kept([handed_over()], None, now, handover_ends=True).changed
	assert (clock.outcome, clock.closed_because) == (outcome, Ending.WITHDRAWN)


def test_one_that_is_handed_over_anew_has_a_new_clock():
	decision = kept([handed_over()], None, "9:30", handover_ends=True, handed_over=OPENED)
	assert [one.is_open for one in decision.changed] == [False, True]
	assert len(decision.open) == 1


def test_a_lead_touch_is_no_acceptance():
	clock = handed_over()
	assert with_contacts(clock, [answer("9:30")], OFFICE_HOURS) is clock


def test_to_look_twice_changes_nothing():
	first = kept([], WITH_NEXT, "9:00", Start.CREATED, handed_over=OPENED)
	again = kept(first.open, WITH_NEXT, "9:00", Start.CREATED)
	assert (again.open, again.changed, again.entries) == (first.open, (), ())
