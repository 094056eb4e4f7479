"""What holds for every queue, whatever leads are in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from lead_intelligence.core.lead_queue.groups import Group, order_of
from lead_intelligence.core.lead_queue.queued_lead import QueuedLead
from lead_intelligence.core.lead_queue.ranking import Queue, deciding_criterion, rank
from lead_intelligence.core.lead_queue.sentences import precedence, why_sentence
from lead_intelligence.core.sla.response_clock import Purpose
from tests.unit.core.lead_queue.any_leads import MOMENTS, ORDERS, PAST, a_queued_lead, leads
from tests.unit.core.lead_queue.by_the_table import is_before
from tests.unit.core.lead_queue.leads import NOW, SOON, a_hot_signal, a_lead, a_snooze, a_step

CLOCK_GROUPS = (Group.CLOCK_RUNNING, Group.DUE_NOW, Group.LATE)


def ranked(some: Iterable[QueuedLead], now: datetime = NOW, chosen: tuple[Group, ...] = ()) -> Queue:
	return rank(some, now, order=chosen, soon=SOON)


def names(queue: Queue) -> list[str]:
	return [entry.lead.name for entry in queue.entries]


@given(leads(), ORDERS)
def test_every_lead_is_in_the_queue_or_rests(some, chosen):
	queue = ranked(some, chosen=chosen)
	resting = [rest.lead.name for rest in queue.resting]
	assert sorted(names(queue) + resting) == sorted(lead.name for lead in some)


@given(leads(), ORDERS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_came(some, chosen, random):
	shuffled = [_shuffled(lead, random) for lead in some]
	random.shuffle(shuffled)
	queue, other = ranked(some, chosen=chosen), ranked(shuffled, chosen=chosen)
	assert names(queue) == names(other)
	assert [entry.reasons for entry in queue.entries] == [entry.reasons for entry in other.entries]
	assert queue.next_change_at == other.next_change_at
	for one, another in zip(queue.resting, other.resting, strict=True):
		assert (one.lead.name, one.until, one.snooze, one.step) == (
			*(another.lead.name, another.until, another.snooze, another.step),
		)


def _shuffled(lead: QueuedLead, random) -> QueuedLead:
	steps, clocks = list(lead.steps), list(lead.clocks.items())
	random.shuffle(steps)
	random.shuffle(clocks)
	return replace(lead, steps=tuple(steps), clocks=dict(clocks))


@given(leads(), ORDERS)
def test_it_is_the_order_of_the_table_for_any_two(some, chosen):
	groups = order_of(chosen)
	for first, second in combinations(ranked(some, chosen=chosen).entries, 2):
		assert is_before(first, second, groups)
		assert not is_before(second, first, groups)


@given(leads(), ORDERS)
def test_a_lead_stands_in_the_first_group_that_it_has_a_reason_of(some, chosen):
	places = {group: place for place, group in enumerate(order_of(chosen))}
	for entry in ranked(some, chosen=chosen).entries:
		found = [places[reason.group] for reason in entry.reasons]
		assert found == sorted(found)
		assert entry.group is entry.reasons[0].group
		assert Group.OPEN not in [reason.group for reason in entry.reasons[1:]]


@given(ORDERS)
def test_any_order_of_groups_has_all_of_them_once_and_open_leads_last(chosen):
	groups = order_of(chosen)
	assert sorted(groups) == sorted(Group)
	assert groups[-1] is Group.OPEN
	first = [group for group in dict.fromkeys(chosen) if group is not Group.OPEN]
	assert list(groups[: len(first)]) == first


@given(leads(), ORDERS)
def test_a_clock_that_is_late_or_due_now_is_never_hidden(some, chosen):
	shown = {entry.lead.name: entry for entry in ranked(some, chosen=chosen).entries}
	for lead in some:
		for purpose, due_at in lead.clocks.items():
			if due_at is not None and due_at - NOW <= SOON:
				group = Group.LATE if due_at < NOW else Group.DUE_NOW
				found = [(one.group, one.purpose, one.at) for one in shown[lead.name].reasons]
				assert (group, purpose, due_at) in found


@given(leads())
def test_a_step_that_is_due_is_never_hidden(some):
	shown = {entry.lead.name: entry for entry in ranked(some).entries}
	for lead in some:
		for step in lead.steps:
			if step.due_at <= NOW and (step.until is None or step.until > NOW):
				assert step in [reason.step for reason in shown[lead.name].reasons]


@given(st.lists(a_queued_lead("L"), min_size=1, max_size=1), st.integers(1, 600))
def test_what_came_up_after_a_rest_began_is_never_hidden(some, ago):
	(lead,) = some
	began, came = NOW - timedelta(minutes=ago), NOW - timedelta(minutes=ago - 1)
	resting = replace(
		lead,
		snooze=a_snooze(NOW + timedelta(days=9), since=began),
		steps=tuple(replace(step, planned_at=began) for step in lead.steps),
		hot=a_hot_signal(came),
	)
	(entry,) = ranked([resting]).entries
	assert resting.hot in [reason.hot for reason in entry.reasons]


@given(leads(), ORDERS, st.data())
def test_a_better_grade_or_score_places_no_lead_later(some, chosen, data):
	queue = ranked(some, chosen=chosen)
	assume(queue.entries)
	lead = data.draw(st.sampled_from(queue.entries)).lead
	better = data.draw(
		st.sampled_from([replace(lead, grade_rank=0), replace(lead, score=(lead.score or 0.0) + 20.0)])
	)
	_not_later(some, queue, better, chosen)


@given(leads(), ORDERS, st.data())
def test_one_reason_more_places_no_lead_later(some, chosen, data):
	queue = ranked(some, chosen=chosen)
	assume(queue.entries)
	lead = data.draw(st.sampled_from(queue.entries)).lead
	more = [replace(lead, steps=(*lead.steps, a_step(data.draw(PAST), name="100")))]
	if lead.hot is None:
		more.append(replace(lead, hot=a_hot_signal(NOW)))
	if lead.stagnant_since is None:
		more.append(replace(lead, stagnant_since=data.draw(PAST)))
	more += [
		replace(lead, clocks={**lead.clocks, purpose: data.draw(MOMENTS)})
		for purpose in Purpose
		# A hand-over has a time already, where it has one.
		if purpose not in lead.clocks and not (purpose is Purpose.ACCEPTANCE and lead.handover)
	]
	_not_later(some, queue, data.draw(st.sampled_from(more)), chosen)


def _not_later(
	some: tuple[QueuedLead, ...], queue: Queue, changed: QueuedLead, chosen: tuple[Group, ...]
) -> None:
	after = ranked([changed if lead.name == changed.name else lead for lead in some], chosen=chosen)
	assert names(after).index(changed.name) <= names(queue).index(changed.name)


@given(leads(), ORDERS, st.data())
def test_what_becomes_of_one_lead_changes_nothing_between_the_others(some, chosen, data):
	assume(some)
	gone = data.draw(st.sampled_from(some)).name
	left = [name for name in names(ranked(some, chosen=chosen)) if name != gone]
	assert names(ranked([lead for lead in some if lead.name != gone], chosen=chosen)) == left


@given(leads(), ORDERS, st.floats(0, 1, exclude_max=True))
def test_nothing_changes_by_time_alone_before_the_next_change(some, chosen, share):
	queue = ranked(some, chosen=chosen)
	until = queue.next_change_at or NOW + timedelta(days=400)
	assert until > NOW
	for later in (NOW + (until - NOW) * share, until - timedelta(microseconds=1)):
		if NOW <= later < until:
			again = ranked(some, later, chosen)
			assert (again.entries, again.resting) == (queue.entries, queue.resting)


@given(leads(), st.lists(st.integers(1, 3000), min_size=1, max_size=6))
def test_time_makes_a_clock_due_and_then_late_and_never_the_other_way(some, later):
	moments = [NOW + timedelta(minutes=number) for number in sorted(later)]
	for earlier, moment in pairwise([NOW, *moments]):
		before, after = ranked(some, earlier), ranked(some, moment)
		found = _clock_groups(after)
		for clock, place in _clock_groups(before).items():
			# A clock that only runs may be left for a step that comes sooner; one that is due may not.
			if clock in found or place > 0:
				assert found[clock] >= place


def _clock_groups(queue: Queue) -> dict[tuple[str, Purpose], int]:
	return {
		(entry.lead.name, reason.purpose): CLOCK_GROUPS.index(reason.group)
		for entry in queue.entries
		for reason in entry.reasons
		if reason.purpose and reason.group in CLOCK_GROUPS
	}


@given(leads(), ORDERS)
def test_walking_from_change_to_change_ends(some, chosen):
	"""So that a page that looks again at each of them is not kept busy by leads with which nothing happens."""
	now, most = NOW, 1 + sum(2 * len(lead.clocks) + 2 * len(lead.steps) + 5 for lead in some)
	for _walked in range(most):
		found = ranked(some, now, chosen).next_change_at
		if found is None:
			return
		assert found > now
		now = found
	raise AssertionError("there is always one more")


@given(leads())
def test_who_rests_is_back_when_it_says_and_not_before(some):
	for rest in ranked(some).resting:
		assert rest.until > NOW
		assert rest.snooze or rest.step
		assert not ranked([rest.lead], rest.until - timedelta(microseconds=1)).entries
		assert ranked([rest.lead], rest.until).entries


@given(leads(), ORDERS)
def test_what_decides_between_any_two_can_be_said(some, chosen):
	entries = ranked(some, chosen=chosen).entries
	for first, second in combinations(entries, 2):
		assert precedence(first, second).endswith(".")
		assert (deciding_criterion(first, second) is None) == (first.group is not second.group)
	for entry in entries:
		assert all(why_sentence(reason).endswith(".") for reason in entry.reasons)


@given(leads(), ORDERS)
def test_leads_without_any_reason_change_nothing_for_the_others(some, chosen):
	more = [*some, *(a_lead(f"M-{number}") for number in range(3))]
	queue, longer = ranked(some, chosen=chosen), ranked(more, chosen=chosen)
	reached = [name for name in names(longer) if not name.startswith("M-")]
	assert reached == names(queue)
	assert longer.next_change_at == queue.next_change_at
