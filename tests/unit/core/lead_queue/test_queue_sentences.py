"""Why a lead is in the queue, what to do and why it stands before another, in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.queued_lead import Handover, HotSignal, Snooze, StepKind
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
	return why_sentence(entry(lead).reasons[0], moment=shown)


def shown(at: datetime) -> str:
	return f"{at:%d %H:%M}"


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
		(a_lead(handover=a_handover()), "Has waited for your answer since 28 09:00."),
		(
			a_lead(handover=a_handover(by="Mila Roux", due=FAR)),
			"Has waited for your answer since 28 09:00, handed over by Mila Roux, due by 28 13:00.",
		),
		(a_lead(steps=(a_step(LATE),)), "A call was planned for 28 09:12."),
		(
			a_lead(steps=(a_step(LATE, kind=StepKind.MEETING, by="Théo", note="Bring the samples"),)),
			"A meeting was planned for 28 09:12, by Théo: “Bring the samples”.",
		),
		(a_lead(steps=(a_step(LATE, kind=StepKind.EMAIL),)), "An e-mail was planned for 28 09:12."),
		(a_lead(steps=(a_step(LATE, kind=StepKind.MESSAGE),)), "A message was planned for 28 09:12."),
		(a_lead(steps=(a_step(LATE, kind=StepKind.OTHER),)), "A step was planned for 28 09:12."),
		(a_lead(hot=a_hot_signal(LATE)), "Shows intent to buy: Demo Request, 28 09:12."),
		(
			a_lead(hot=HotSignal(at=LATE, kind="Contact Form", subject="Price of 12 {0}?")),
			"Shows intent to buy: Contact Form, 28 09:12: “Price of 12 {0}?”.",
		),
		(
			a_lead(hot=HotSignal(at=LATE, points=25)),
			"Is getting warmer: engagement has risen by 25 points, 28 09:12.",
		),
		(a_lead(snooze=a_snooze(LATE)), "Was snoozed until 28 09:12."),
		(
			a_lead(snooze=Snooze(name="1", until=LATE, since=LATE, note="After the fair")),
			"Was snoozed until 28 09:12: “After the fair”.",
		),
		(a_lead(revisit_on=NOW.date()), "Is to be looked at again since 2028-02-28."),
		(a_lead(stagnant_since=LATE), "Nothing has happened with it since 28 09:12, which is too long."),
		(a_lead(), "Nothing presses: take it up when there is time."),
	],
)
def test_why_now(lead, words):
	assert said(lead) == words


def test_a_hand_over_of_which_no_moment_is_known_waits_all_the_same():
	unknown = Handover(handed_at=None, due_at=FAR, by=None)
	assert said(a_lead(handover=unknown)) == "Waits for your answer, due by 28 13:00."


@pytest.mark.parametrize("group", Group)
def test_each_group_says_what_it_is_and_how_it_is_put_in_order(group):
	assert "comes first" in group_sentence(group)


def test_no_two_groups_say_the_same():
	assert len({group_sentence(group) for group in Group}) == len(Group)


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
		(a_lead(due=NOW), a_lead("2", due=NEAR), "It is due sooner: 28 10:00, the other 28 10:05."),
		(
			a_lead(due=NEAR),
			a_lead("2", due=NEAR + minutes(0.5)),
			"Both are of the same minute, 28 10:05: the seconds decide.",
		),
		(
			a_lead(handover=a_handover(due=FAR)),
			a_lead("2", handover=a_handover()),
			"It is due by 28 13:00, the other has no time set.",
		),
		(
			a_lead(due=LATE),
			a_lead("2", due=LATE - hours(1)),
			"It became late more recently, 28 09:12 and not 28 08:12, so the chance to reach somebody is better.",
		),
		(
			a_lead(hot=a_hot_signal(NOW)),
			a_lead("2", hot=a_hot_signal(LATE)),
			"Its signal is more recent: 28 10:00, that of the other 28 09:12.",
		),
		(
			a_lead(grade="A", grade_rank=0),
			a_lead("2", grade="B", grade_rank=1),
			"Its grade is better: A, the other B.",
		),
		(
			a_lead(grade="D", grade_rank=3),
			a_lead("2", grade_rank=None),
			"It has grade D, the other has none that is known.",
		),
		(a_lead(score=51.25), a_lead("2", score=50.0), "Its score is higher: 51.25, the other 50."),
		(a_lead(score=0.0), a_lead("2", score=None), "It has a score, the other has none."),
		(
			a_lead(since=NOW - hours(2)),
			a_lead("2", since=NOW),
			"It has waited longer: since 28 08:00, the other since 28 10:00.",
		),
		(
			a_lead(since=NOW),
			a_lead("2", since=None),
			"It has waited longer: since 28 10:00, the other since ….",
		),
		(a_lead("1"), a_lead("2"), "Nothing else tells them apart, so it goes by their numbers."),
	],
)
def test_why_one_stands_before_another(first, second, words):
	before, after = rank([second, first], NOW, soon=SOON).entries
	assert before.lead is first
	assert precedence(before, after, moment=shown) == words


@pytest.mark.parametrize(
	("lead", "since", "due_at"),
	[
		(a_lead(due=NEAR), None, NEAR),
		(a_lead(due=FAR), None, FAR),
		(a_lead(due=LATE), LATE, LATE),
		(a_lead(handover=a_handover(LATE, due=NEAR)), LATE, NEAR),
		(a_lead(handover=a_handover(LATE)), LATE, None),
		(a_lead(handover=a_handover(NOW - hours(9), due=LATE)), LATE, LATE),
		(a_lead(steps=(a_step(LATE),)), LATE, LATE),
		(a_lead(hot=a_hot_signal(LATE)), LATE, None),
		(a_lead(snooze=a_snooze(LATE)), LATE, None),
		(a_lead(stagnant_since=LATE), LATE, None),
		(a_lead(since=LATE), LATE, None),
		(a_lead(), None, None),
	],
)
def test_since_when_and_by_when(lead, since, due_at):
	reason = entry(lead).reasons[0]
	assert (reason.since, reason.due_at) == (since, due_at)
