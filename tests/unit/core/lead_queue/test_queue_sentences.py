"""Why a lead is in the queue, what to do and why it stands before another, in words."""

from __future__ import annotations

import pytest

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.queued_lead import HotSignal, Snooze, StepKind
from lead_intelligence.core.lead_queue.ranking import Entry, rank
from lead_intelligence.core.lead_queue.sentences import group_sentence, precedence, why_sentence
from lead_intelligence.core.lead_queue.todo import Todo, todo_text, what_to_do
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


def entry(lead) -> Entry:
	return rank([lead], NOW, soon=SOON).entries[0]


def said(lead) -> str:
	return why_sentence(entry(lead).reasons[0], moment=lambda at: f"{at:%d %H:%M}")


LATE, NEAR, FAR = NOW - minutes(48), NOW + minutes(5), NOW + hours(3)


@pytest.mark.parametrize(
	("lead", "words"),
	[
		(a_lead(due=LATE), "The first response is late since 28 09:12."),
		(a_lead(due=NEAR), "The first response is due by 28 10:05."),
		(a_lead(due=FAR), "The first response is due by 28 13:00."),
		(a_lead(clocks={Purpose.NEXT_TOUCH: LATE}), "The next contact is late since 28 09:12."),
		(a_lead(clocks={Purpose.NEXT_TOUCH: NEAR}), "The next contact is due by 28 10:05."),
		(
			a_lead(handover=a_handover(), clocks={Purpose.ACCEPTANCE: LATE}),
			"Waits for your answer, which is late since 28 09:12.",
		),
		(
			a_lead(handover=a_handover(due=NEAR)),
			"Waits for your answer: accept or refuse it by 28 10:05.",
		),
		(a_lead(handover=a_handover()), "Was handed over to you at 28 09:00 and waits for your answer."),
		(
			a_lead(handover=a_handover(by="Mila Roux", due=FAR)),
			"Mila Roux handed it over to you at 28 09:00, and waits for your answer. It is due by 28 13:00.",
		),
		(a_lead(steps=(a_step(LATE),)), "A call is planned for 28 09:12."),
		(
			a_lead(steps=(a_step(LATE, kind=StepKind.MEETING, by="Théo", note="Bring the samples"),)),
			"A meeting is planned for 28 09:12, by Théo. Bring the samples",
		),
		(a_lead(steps=(a_step(LATE, kind=StepKind.EMAIL),)), "An e-mail is planned for 28 09:12."),
		(a_lead(steps=(a_step(LATE, kind=StepKind.MESSAGE),)), "A message is planned for 28 09:12."),
		(a_lead(steps=(a_step(LATE, kind=StepKind.OTHER),)), "A step is planned for 28 09:12."),
		(a_lead(hot=a_hot_signal(LATE)), "Shows intent to buy: Demo Request at 28 09:12."),
		(
			a_lead(hot=HotSignal(at=LATE, kind="Contact Form", subject="Price of 12 {0}?")),
			"Shows intent to buy: Contact Form at 28 09:12, “Price of 12 {0}?”.",
		),
		(
			a_lead(hot=HotSignal(at=LATE, points=25)),
			"Is getting warmer: engagement rose by 25 points, seen at 28 09:12.",
		),
		(a_lead(snooze=a_snooze(LATE)), "Was snoozed until 28 09:12."),
		(
			a_lead(snooze=Snooze(name="1", until=LATE, since=LATE, note="After the fair")),
			"Was snoozed until 28 09:12. After the fair",
		),
		(a_lead(revisit_on=NOW.date()), "Is to be looked at again since 2028-02-28."),
		(a_lead(stagnant_since=LATE), "Left without contact for too long, since 28 09:12."),
		(a_lead(), "Nothing presses: take it up when there is time."),
	],
)
def test_why_now(lead, words):
	assert said(lead) == words


@pytest.mark.parametrize("group", Group)
def test_each_group_says_what_it_is(group):
	assert group_sentence(group).endswith("first, then the highest score.") or "first" in group_sentence(
		group
	)


@pytest.mark.parametrize(
	("lead", "can_call", "can_mail", "todo"),
	[
		(a_lead(due=LATE), True, True, Todo.CALL),
		(a_lead(due=LATE), False, True, Todo.MAIL),
		(a_lead(due=LATE), False, False, Todo.LOOK),
		(a_lead(handover=a_handover()), True, True, Todo.ACCEPT),
		(a_lead(handover=a_handover(due=LATE)), True, True, Todo.ACCEPT),
		(a_lead(steps=(a_step(LATE, kind=StepKind.EMAIL),)), True, True, Todo.MAIL),
		(a_lead(steps=(a_step(LATE, kind=StepKind.EMAIL),)), True, False, Todo.CALL),
		(a_lead(steps=(a_step(LATE, kind=StepKind.MEETING),)), True, True, Todo.MEETING),
		(a_lead(steps=(a_step(LATE, kind=StepKind.MESSAGE),)), True, True, Todo.MESSAGE),
		(a_lead(steps=(a_step(LATE, kind=StepKind.OTHER),)), True, True, Todo.STEP),
		(a_lead(steps=(a_step(LATE),)), True, True, Todo.CALL),
		(a_lead(revisit_on=NOW.date()), True, True, Todo.REVISIT),
		(a_lead(), True, True, Todo.CALL),
	],
)
def test_what_to_do(lead, can_call, can_mail, todo):
	assert what_to_do(entry(lead), can_call=can_call, can_mail=can_mail) is todo


def test_every_thing_to_do_has_words():
	assert all(todo_text(todo) for todo in Todo)
	assert len({todo_text(todo) for todo in Todo}) == len(Todo)


@pytest.mark.parametrize(
	("first", "second", "words"),
	[
		(a_lead(due=NEAR), a_lead("2", due=LATE), "“Due Now” comes before “Late”."),
		(a_lead(due=NOW), a_lead("2", due=NEAR), "It is due sooner."),
		(
			a_lead(due=LATE),
			a_lead("2", due=LATE - hours(1)),
			"It became late more recently, so the chance to reach somebody is better.",
		),
		(a_lead(hot=a_hot_signal(NOW)), a_lead("2", hot=a_hot_signal(LATE)), "Its signal is more recent."),
		(a_lead(grade_rank=0), a_lead("2", grade_rank=None), "Its grade is better."),
		(a_lead(score=51.0), a_lead("2"), "Its score is higher."),
		(a_lead(since=NOW - hours(2)), a_lead("2", since=NOW), "It has waited longer."),
		(a_lead("1"), a_lead("2"), "Nothing else tells them apart, so it goes by their numbers."),
	],
)
def test_why_one_stands_before_another(first, second, words):
	before, after = rank([second, first], NOW, soon=SOON).entries
	assert before.lead is first
	assert precedence(before, after) == words
