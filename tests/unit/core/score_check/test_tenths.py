from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.score_check.tenths import tenths

from ..metrics.histograms import ScoredLead, counted, scored_leads


def test_a_hundred_leads_with_scores_of_their_own_make_ten_parts_of_ten() -> None:
	parts = tenths({points: Tally(leads=1, won=points % 2) for points in range(100)})

	assert [(part.first, part.last, part.low, part.high) for part in parts] == [
		(place + 1, place + 1, 90 - 10 * place, 99 - 10 * place) for place in range(10)
	]
	assert {(part.tally.leads, part.tally.won) for part in parts} == {(10, 5)}


def test_leads_with_equal_scores_stay_together_and_stand_for_several_tenths() -> None:
	parts = tenths({9: Tally(leads=10, won=9), 5: Tally(leads=60, won=6), 1: Tally(leads=30, won=0)})

	assert [(part.first, part.last, part.tally.leads) for part in parts] == [
		(1, 1, 10),
		(2, 7, 60),
		(8, 10, 30),
	]


def test_where_all_have_one_score_they_are_all_tenths_at_once() -> None:
	(part,) = tenths({7: Tally(leads=4, won=1)})

	assert (part.first, part.last, part.low, part.high) == (1, 10, 7, 7)


def test_of_nobody_there_are_none() -> None:
	assert tenths({}) == ()
	assert tenths({3: Tally(leads=0, won=0)}) == ()


@given(leads=scored_leads)
def test_every_lead_is_in_one_part_and_the_parts_follow_the_score(leads: list[ScoredLead]) -> None:
	parts = tenths(counted(leads))

	assert sum(part.tally.leads for part in parts) == len(leads)
	assert sum(part.tally.won for part in parts) == sum(won for _points, won in leads)
	for part in parts:
		inside = [won for points, won in leads if part.low <= points <= part.high]
		assert (part.tally.leads, part.tally.won) == (len(inside), sum(inside))
	assert [part.low for part in parts] == sorted((part.low for part in parts), reverse=True)
	assert all(one.low > other.high for one, other in pairwise(parts))


@given(leads=st.lists(st.tuples(st.integers(-30, 30), st.booleans()), min_size=1, max_size=60))
def test_the_tenths_are_those_of_the_ranking(leads: list[ScoredLead]) -> None:
	"""A part ends where the leads down to it first fill its last tenth."""
	parts = tenths(counted(leads))

	assert [part.first for part in parts] == [1, *(part.last + 1 for part in parts[:-1])]
	assert parts[-1].last == 10
	passed = 0
	for part in parts:
		passed += part.tally.leads
		assert part.last * len(leads) <= 10 * passed < (part.last + 1) * len(leads)
