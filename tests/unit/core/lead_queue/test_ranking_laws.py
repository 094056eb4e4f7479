"""What holds for every queue, whatever leads are in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.lead_queue.groups import Group, order_of
from lead_intelligence.core.lead_queue.queued_lead import StepKind
from lead_intelligence.core.lead_queue.ranking import Queue, deciding_criterion, rank
from lead_intelligence.core.lead_queue.sentences import precedence
from lead_intelligence.core.sla.response_clock import Purpose
from tests.unit.core.lead_queue.leads import NOW, SOON, a_handover, a_hot_signal, a_lead, a_snooze, a_step

MOMENTS = st.integers(-3000, 3000).map(lambda number: NOW + timedelta(minutes=number))
PAST = st.integers(-3000, 0).map(lambda number: NOW + timedelta(minutes=number))
STEPS = st.lists(
	st.builds(
		lambda due_at, kind, length, planned: a_step(
			due_at,
			name=str(due_at),
			kind=kind,
			until=due_at + timedelta(minutes=length) if length else None,
			planned_at=planned,
		),
		MOMENTS,
		st.sampled_from(StepKind),
		st.sampled_from([0, 0, 30, 600]),
		st.none() | PAST,
	),
	max_size=2,
).map(tuple)


@st.composite
def leads(draw) -> tuple:
	number = draw(st.integers(0, 12))
	return tuple(draw(a_queued_lead(f"L-{place:02}")) for place in range(number))


def a_queued_lead(name: str):
	return st.builds(
		lambda **fields: a_lead(name, **fields),
		grade_rank=st.none() | st.integers(0, 3),
		score=st.none() | st.sampled_from([0.0, 12.5, 70.0]),
		since=st.none() | PAST,
		clocks=st.dictionaries(st.sampled_from(Purpose), st.none() | MOMENTS, max_size=3),
		handover=st.none() | st.builds(a_handover, PAST, st.none() | MOMENTS),
		hot=st.none() | st.builds(a_hot_signal, PAST),
		steps=STEPS,
		snooze=st.none() | st.builds(a_snooze, MOMENTS, PAST),
		revisit_on=st.none() | MOMENTS.map(lambda at: at.date()),
		stagnant_since=st.none() | PAST,
	)


ORDERS = st.lists(st.sampled_from(Group), max_size=5).map(tuple)


def order(queue: Queue) -> list[tuple[str, Group]]:
	return [(entry.lead.name, entry.group) for entry in queue.entries]


@given(leads(), ORDERS)
def test_every_lead_is_in_the_queue_or_rests(some, chosen):
	queue = rank(some, NOW, soon=SOON, order=chosen)
	shown = [entry.lead.name for entry in queue.entries]
	resting = [rest.lead.name for rest in queue.resting]
	assert sorted(shown + resting) == sorted(lead.name for lead in some)


@given(leads(), ORDERS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_came(some, chosen, random):
	shuffled = list(some)
	random.shuffle(shuffled)
	assert rank(shuffled, NOW, soon=SOON, order=chosen) == rank(some, NOW, soon=SOON, order=chosen)


@given(leads(), ORDERS)
def test_groups_follow_one_another_as_they_are_ordered(some, chosen):
	places = {group: place for place, group in enumerate(order_of(chosen))}
	found = [places[entry.group] for entry in rank(some, NOW, soon=SOON, order=chosen).entries]
	assert found == sorted(found)


@given(leads())
def test_a_clock_that_is_late_is_never_hidden(some):
	queue = rank(some, NOW, soon=SOON)
	shown = {entry.lead.name: entry for entry in queue.entries}
	for lead in some:
		if any(due_at is not None and due_at < NOW for due_at in lead.clocks.values()):
			assert any(reason.group is Group.LATE for reason in shown[lead.name].reasons)


@given(leads(), st.data())
def test_a_better_grade_places_no_lead_later(some, data):
	queue = rank(some, NOW, soon=SOON)
	if not queue.entries:
		return
	entry = data.draw(st.sampled_from(queue.entries))
	better = [replace(lead, grade_rank=0) if lead.name == entry.lead.name else lead for lead in some]
	names = [one.lead.name for one in queue.entries]
	after = [one.lead.name for one in rank(better, NOW, soon=SOON).entries]
	assert after.index(entry.lead.name) <= names.index(entry.lead.name)


@given(leads(), st.floats(0, 1, exclude_max=True))
def test_nothing_changes_by_time_alone_before_the_next_change(some, share):
	queue = rank(some, NOW, soon=SOON)
	until = queue.next_change_at or NOW + timedelta(days=400)
	later = NOW + (until - NOW) * share
	if later < until:
		assert order(rank(some, later, soon=SOON)) == order(queue)


@given(leads())
def test_who_rests_is_back_when_it_says_and_not_before(some):
	queue = rank(some, NOW, soon=SOON)
	for rest in queue.resting:
		assert rest.until > NOW
		assert not rank([rest.lead], rest.until - timedelta(seconds=1), soon=SOON).entries
		assert rank([rest.lead], rest.until, soon=SOON).entries


@given(leads())
def test_what_decides_between_two_neighbours_can_be_said(some):
	entries = rank(some, NOW, soon=SOON).entries
	for first, second in pairwise(entries):
		assert precedence(first, second).endswith(".")
		if first.group is second.group:
			assert deciding_criterion(first, second) is not None
