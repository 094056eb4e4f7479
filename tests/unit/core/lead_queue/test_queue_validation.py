"""What cannot be planned, and what cannot be an order of the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.validation import (
	mistakes_in_order,
	mistakes_in_snooze,
	mistakes_in_step,
)
from lead_intelligence.core.sla.response_clock import Purpose
from tests.unit.core.lead_queue.leads import NOW, hours

LATER = NOW + hours(1)
TOO_FAR = NOW + timedelta(days=731, seconds=1)

REFUSED_STEPS = [
	(
		("Fax", LATER, None),
		"Kind: 'Fax' is no kind of step. Choose one of Call, E-Mail, Meeting, Message, Other.",
	),
	(("Call", NOW, None), "Due At: 2028-02-28 10:00 is not in the future. Choose a later moment."),
	(
		("Call", TOO_FAR, None),
		"Due At: 2030-02-28 10:00 is more than two years away. Choose an earlier moment.",
	),
	(("Call", LATER, "n" * 501), "Note: The note has 501 characters. Shorten it to 500."),
]
REFUSED_SNOOZES = [
	(
		(LATER, None, {Purpose.FIRST_RESPONSE: NOW - hours(1)}),
		"A response clock of this lead is late, so it cannot be snoozed. Answer it, or put the lead aside.",
	),
	((NOW, None, {}), "Snooze Until: 2028-02-28 10:00 is not in the future. Choose a later moment."),
]
REFUSED_ORDERS = [
	(
		["Late", "Late"],
		"Order of the Queue, row 2: 'Late' is listed twice. Remove one of the two rows.",
	),
	(
		["Open"],
		"Order of the Queue, row 1: 'Open' is no group of the queue. Choose one of Due Now, Late, Planned Step, "
		"Hot Signal, To Accept, Clock Running, Back Again, Unattended.",
	),
]


@pytest.mark.parametrize(("given", "words"), REFUSED_STEPS)
def test_a_step_that_cannot_be_planned(given, words):
	assert [problem.text() for problem in mistakes_in_step(*given, NOW)] == [words]


@pytest.mark.parametrize(("given", "words"), REFUSED_SNOOZES)
def test_a_snooze_that_cannot_be(given, words):
	until, note, clocks = given
	assert [problem.text() for problem in mistakes_in_snooze(until, note, NOW, clocks)] == [words]


def test_what_is_sound_is_not_refused():
	assert mistakes_in_step("Call", LATER, "n" * 500, NOW) == ()
	assert mistakes_in_snooze(LATER, None, NOW, {Purpose.FIRST_RESPONSE: NOW, Purpose.NEXT_TOUCH: None}) == ()
	assert mistakes_in_order([group.value for group in Group if group is not Group.OPEN]) == ()
	assert mistakes_in_order([]) == ()


@pytest.mark.parametrize(("groups", "words"), REFUSED_ORDERS)
def test_an_order_that_cannot_be(groups, words):
	assert [problem.text() for problem in mistakes_in_order(groups)] == [words]


def test_groups_are_named_as_the_form_shows_them():
	french = {"Late": "En retard"}
	(problem,) = mistakes_in_order(["Late", "Late"], lambda text: french.get(text, text))
	assert "'En retard' is listed twice" in problem.text()
