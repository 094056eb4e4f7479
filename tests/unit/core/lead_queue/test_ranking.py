"""The order of the queue, example by example."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.queued_lead import StepKind
from lead_intelligence.core.lead_queue.ranking import rank
from lead_intelligence.core.sla.response_clock import Purpose
from tests.unit.core.lead_queue.leads import (
	NOW,
	SOON,
	a_handover,
	a_hot_signal,
	a_lead,
	a_snooze,
	a_step,
	hours,
	minutes,
)


def names(*leads, **more) -> list[str]:
	return [entry.lead.name for entry in rank(leads, NOW, soon=SOON, **more).entries]


def group_of(lead) -> Group | None:
	entries = rank([lead], NOW, soon=SOON).entries
	return entries[0].group if entries else None


@pytest.mark.parametrize(
	("lead", "group"),
	[
		(a_lead(due=NOW), Group.DUE_NOW),
		(a_lead(due=NOW + SOON), Group.DUE_NOW),
		(a_lead(due=NOW + SOON + minutes(1)), Group.CLOCK_RUNNING),
		(a_lead(due=NOW - timedelta(microseconds=1)), Group.LATE),
		(a_lead(clocks={Purpose.FIRST_RESPONSE: None}), Group.OPEN),
		(a_lead(steps=(a_step(NOW),)), Group.PLANNED_STEP),
		(a_lead(steps=(a_step(NOW - hours(50)),)), Group.PLANNED_STEP),
		(a_lead(steps=(a_step(NOW - hours(2), until=NOW),)), Group.OPEN),
		(a_lead(steps=(a_step(NOW - hours(2), until=NOW + minutes(1)),)), Group.PLANNED_STEP),
		(a_lead(steps=(a_step(NOW + minutes(1)),)), None),
		(a_lead(hot=a_hot_signal(NOW - hours(3))), Group.HOT_SIGNAL),
		(a_lead(hot=a_hot_signal(NOW - hours(3), until=NOW + minutes(1))), Group.HOT_SIGNAL),
		(a_lead(hot=a_hot_signal(NOW - hours(3), until=NOW)), Group.OPEN),
		(a_lead(handover=a_handover(NOW - hours(1))), Group.TO_ACCEPT),
		(a_lead(handover=a_handover(NOW - hours(1), due=NOW - minutes(1))), Group.LATE),
		(a_lead(handover=a_handover(NOW - hours(1)), clocks={Purpose.ACCEPTANCE: None}), Group.TO_ACCEPT),
		(a_lead(handover=a_handover(), clocks={Purpose.ACCEPTANCE: NOW + minutes(3)}), Group.DUE_NOW),
		(a_lead(snooze=a_snooze(NOW)), Group.BACK_AGAIN),
		(a_lead(snooze=a_snooze(NOW + minutes(1))), None),
		(a_lead(revisit_on=NOW.date()), Group.BACK_AGAIN),
		(a_lead(revisit_on=date(2028, 2, 29)), Group.OPEN),
		(a_lead(stagnant_since=NOW - hours(400)), Group.UNATTENDED),
		(a_lead(), Group.OPEN),
	],
)
def test_a_lead_stands_in_the_group_of_its_first_reason(lead, group):
	assert group_of(lead) is group


def test_what_can_still_be_kept_comes_before_what_is_late():
	late, due = a_lead("late", due=NOW - minutes(1)), a_lead("due", due=NOW + minutes(1))
	planned, hot = a_lead("planned", steps=(a_step(NOW),)), a_lead("hot", hot=a_hot_signal(NOW))
	accept, running = a_lead("accept", handover=a_handover()), a_lead("running", due=NOW + hours(9))
	back, quiet = a_lead("back", snooze=a_snooze(NOW)), a_lead("quiet", stagnant_since=NOW - hours(400))
	open_ = a_lead("open")
	assert names(open_, quiet, back, running, accept, hot, planned, late, due) == [
		*("due", "late", "planned", "hot", "accept", "running", "back", "quiet", "open")
	]


def test_due_now_by_the_time_that_is_left():
	assert names(a_lead("b", due=NOW + minutes(9), grade_rank=0), a_lead("a", due=NOW + minutes(2))) == [
		"a",
		"b",
	]


def test_late_by_grade_and_then_what_became_late_last():
	assert names(
		a_lead("old B", due=NOW - hours(5), grade_rank=1),
		a_lead("old A", due=NOW - hours(9), grade_rank=0),
		a_lead("new A", due=NOW - minutes(3), grade_rank=0),
		a_lead("no grade", due=NOW - minutes(1), grade_rank=None),
	) == ["new A", "old A", "old B", "no grade"]


def test_open_leads_by_grade_score_and_how_long_they_have_waited():
	assert names(
		a_lead("c", grade_rank=1, score=99.0),
		a_lead("b", grade_rank=0, score=70.0, since=NOW - hours(1)),
		a_lead("a", grade_rank=0, score=70.0, since=NOW - hours(2)),
		a_lead("top", grade_rank=0, score=71.5),
		a_lead("unscored", grade_rank=0, score=None),
	) == ["top", "a", "b", "unscored", "c"]


def test_an_admin_puts_the_groups_in_another_order():
	late, hot = a_lead("late", due=NOW - minutes(1)), a_lead("hot", hot=a_hot_signal(NOW))
	assert names(late, hot, a_lead("open"), order=(Group.OPEN, Group.HOT_SIGNAL)) == ["hot", "late", "open"]


def test_the_order_decides_which_of_several_reasons_is_the_first():
	both = a_lead(due=NOW - minutes(1), hot=a_hot_signal(NOW))
	entry = rank([both], NOW, soon=SOON, order=(Group.HOT_SIGNAL,)).entries[0]
	assert [reason.group for reason in entry.reasons] == [Group.HOT_SIGNAL, Group.LATE]


def test_a_snooze_hides_neither_what_is_late_nor_what_is_promised_nor_what_is_new():
	snooze = a_snooze(NOW + hours(5), since=NOW - hours(1))
	before, after = NOW - hours(2), NOW - minutes(10)
	assert group_of(a_lead(snooze=snooze, due=NOW - minutes(1))) is Group.LATE
	assert group_of(a_lead(snooze=snooze, due=NOW + minutes(1))) is Group.DUE_NOW
	assert group_of(a_lead(snooze=snooze, steps=(a_step(NOW),))) is Group.PLANNED_STEP
	assert group_of(a_lead(snooze=snooze, hot=a_hot_signal(after))) is Group.HOT_SIGNAL
	assert group_of(a_lead(snooze=snooze, hot=a_hot_signal(before))) is None
	assert group_of(a_lead(snooze=snooze, handover=a_handover(after))) is Group.TO_ACCEPT
	assert group_of(a_lead(snooze=snooze, handover=a_handover(before))) is None
	assert group_of(a_lead(snooze=snooze, due=NOW + hours(9))) is None
	assert group_of(a_lead(snooze=snooze, stagnant_since=NOW - hours(400))) is None


def test_a_step_that_is_planned_for_later_hides_what_can_wait_for_it():
	step = a_step(NOW + hours(5), planned_at=NOW - hours(1))
	assert group_of(a_lead(steps=(step,), stagnant_since=NOW - hours(400))) is None
	assert group_of(a_lead(steps=(step,), due=NOW + hours(9))) is None
	assert group_of(a_lead(steps=(step,), due=NOW + hours(4))) is Group.CLOCK_RUNNING
	assert group_of(a_lead(steps=(step,), due=NOW - hours(4))) is Group.LATE
	assert group_of(a_lead(steps=(step,), handover=a_handover(NOW - hours(2)))) is Group.TO_ACCEPT
	assert group_of(a_lead(steps=(step,), hot=a_hot_signal(NOW - hours(2)))) is None
	assert group_of(a_lead(steps=(step,), hot=a_hot_signal(NOW - minutes(2)))) is Group.HOT_SIGNAL
	assert group_of(a_lead(steps=(step, a_step(NOW, name="2", kind=StepKind.EMAIL)))) is Group.PLANNED_STEP


def test_who_rests_comes_back_when_both_snooze_and_step_are_over():
	lead = a_lead(snooze=a_snooze(NOW + hours(1)), steps=(a_step(NOW + hours(8)),))
	(rest,) = rank([lead], NOW, soon=SOON).resting
	assert rest.until == NOW + hours(8)
	promised = a_lead(snooze=a_snooze(NOW + hours(8)), steps=(a_step(NOW + hours(1)),))
	assert rank([promised], NOW, soon=SOON).resting[0].until == NOW + hours(1)


def test_a_clock_that_comes_near_ends_a_snooze():
	lead = a_lead(snooze=a_snooze(NOW + hours(48)), due=NOW + hours(9))
	assert rank([lead], NOW, soon=SOON).resting[0].until == NOW + hours(9) - SOON


def test_the_next_moment_at_which_time_changes_anything():
	assert rank([a_lead()], NOW, soon=SOON).next_change_at is None
	running = a_lead(due=NOW + hours(2))
	assert (
		rank([running, a_lead("2", due=NOW - hours(1))], NOW, soon=SOON).next_change_at
		== NOW + hours(2) - SOON
	)


def test_of_several_reasons_of_a_group_the_one_that_places_it_first_is_told_first():
	late = a_lead(clocks={Purpose.FIRST_RESPONSE: NOW - hours(9), Purpose.NEXT_TOUCH: NOW - hours(1)})
	assert [reason.at for reason in rank([late], NOW, soon=SOON).entries[0].reasons] == [
		NOW - hours(1),
		NOW - hours(9),
	]
	planned = a_lead(steps=(a_step(NOW - hours(1), name="1"), a_step(NOW - hours(9), name="2")))
	reasons = rank([planned], NOW, soon=SOON).entries[0].reasons
	assert [reason.step.name for reason in reasons] == ["2", "1"]


def test_what_cools_down_by_itself_changes_the_queue():
	hot = a_lead(hot=a_hot_signal(NOW - hours(3), until=NOW + hours(2)))
	assert rank([hot], NOW, soon=SOON).next_change_at == NOW + hours(2)


def test_a_clock_that_is_due_at_this_moment_is_late_after_it():
	due = a_lead(due=NOW)
	change = rank([due], NOW, soon=SOON).next_change_at
	assert change - NOW == timedelta(microseconds=1)
	assert rank([due], change, soon=SOON).entries[0].group is Group.LATE


def test_no_leads_are_an_empty_queue():
	queue = rank([], NOW, soon=SOON)
	assert (queue.entries, queue.resting, queue.next_change_at) == ((), (), None)


def test_a_meeting_that_ends_changes_the_queue():
	meeting = a_lead(steps=(a_step(NOW - hours(1), kind=StepKind.MEETING, until=NOW + minutes(30)),))
	assert rank([meeting], NOW, soon=SOON).next_change_at == NOW + minutes(30)


def test_reasons_of_the_same_moment_come_in_the_same_order_however_they_are_given():
	one, other = a_step(NOW, name="1"), a_step(NOW, name="2")
	due = {Purpose.FIRST_RESPONSE: NOW, Purpose.NEXT_TOUCH: NOW}
	lead = a_lead(steps=(one, other), clocks=due)
	turned = a_lead(steps=(other, one), clocks=dict(reversed(due.items())))
	(first,), (second,) = (rank([each], NOW, soon=SOON).entries for each in (lead, turned))
	assert first.reasons == second.reasons
