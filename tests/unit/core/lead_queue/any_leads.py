"""Leads of every kind for laws, close enough together that much comes at the same moment."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from hypothesis import strategies as st

from lead_intelligence.core.lead_queue.groups import Group
from lead_intelligence.core.lead_queue.queued_lead import QueuedLead, StepKind
from lead_intelligence.core.sla.response_clock import Purpose
from tests.unit.core.lead_queue.leads import NOW, SOON, a_handover, a_hot_signal, a_lead, a_snooze, a_step

_EDGES = (
	timedelta(0),
	SOON,
	-SOON,
	timedelta(microseconds=1),
	timedelta(microseconds=-1),
	timedelta(hours=5),
)
_SPANS = st.sampled_from(_EDGES) | st.integers(-3000, 3000).map(lambda number: timedelta(minutes=number))
MOMENTS = _SPANS.map(lambda span: NOW + span)
PAST = _SPANS.map(lambda span: NOW - abs(span))
ORDERS = st.lists(st.sampled_from(Group), max_size=5).map(tuple)

STEPS = st.lists(
	st.builds(
		lambda name, due_at, kind, length, planned: a_step(
			due_at,
			name=str(name),
			kind=kind,
			# Some are over as soon as they begin, as meetings of no length are.
			until=None if length is None else due_at + timedelta(minutes=length),
			planned_at=planned,
		),
		st.integers(1, 99),
		MOMENTS,
		st.sampled_from(StepKind),
		st.sampled_from([None, None, 0, 30, 600]),
		st.none() | PAST,
	),
	max_size=3,
	unique_by=lambda step: step.name,
).map(tuple)


@cache
def a_queued_lead(name: str) -> st.SearchStrategy[QueuedLead]:
	"""Each has few reasons or none, as leads have, or else the first groups would be all that is ever seen."""
	fields = {
		"clocks": st.dictionaries(st.sampled_from(Purpose), st.none() | MOMENTS, min_size=1, max_size=3),
		"handover": st.builds(a_handover, PAST, st.none() | MOMENTS),
		"hot": st.builds(lambda at, until: a_hot_signal(at, until=until), PAST, st.none() | MOMENTS),
		"steps": STEPS,
		"snooze": st.builds(a_snooze, MOMENTS, PAST),
		"revisit_on": MOMENTS.map(lambda at: at.date()),
		"stagnant_since": PAST,
	}
	some = st.sets(st.sampled_from(sorted(fields)), max_size=4).flatmap(
		lambda names: st.fixed_dictionaries({name: fields[name] for name in sorted(names)})
	)
	return st.builds(
		lambda rank, score, since, given: a_lead(name, grade_rank=rank, score=score, since=since, **given),
		st.none() | st.integers(0, 3),
		st.none() | st.sampled_from([0.0, 12.5, 70.0]),
		st.none() | PAST,
		some,
	)


@st.composite
def leads(draw: st.DrawFn, most: int = 8) -> tuple[QueuedLead, ...]:
	number = draw(st.integers(0, most))
	return tuple(draw(a_queued_lead(f"L-{place:02}")) for place in range(number))
