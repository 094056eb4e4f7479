"""How far cases came, what became of them, and whether their stages are a ladder: from counts by stages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.cases import Ladder, Moment
from lead_intelligence.core.funnel.denominators import known_from, known_of_closed_only
from lead_intelligence.core.funnel.doubts import Doubt, ladder_doubts
from lead_intelligence.core.funnel.ordering import Precedence
from lead_intelligence.core.funnel.outcomes import (
	came_to_both,
	cases_of,
	last_rung,
	on_ladder,
	outcomes,
)
from lead_intelligence.core.funnel.stages import conversion, figures_by_stage, itself, reached

LEAD, MQL, WON, LOST = 1, 2, 4, 8
LADDER = Ladder(rungs=("Lead", "MQL", "Won"), won=2, beside=("Lost",), lost=frozenset({"Lost"}))

counts_of_masks = st.dictionaries(st.integers(0, 15), st.integers(0, 50), max_size=16)


def one_by_one(counts: dict[int, int]) -> list[int]:
	return [mask for mask, cases in counts.items() for _ in range(cases)]


@given(counts=counts_of_masks)
def test_outcomes_are_those_of_the_cases_one_by_one(counts):
	found = outcomes(counts, LADDER)
	cases = one_by_one(counts)

	assert found.won == sum(bool(mask & WON) for mask in cases)
	assert found.lost == sum(bool(mask & LOST) and not mask & WON for mask in cases)
	assert found.both == sum(bool(mask & LOST) and bool(mask & WON) for mask in cases)
	assert found.won + found.lost + found.still_open == cases_of(counts) == len(cases)
	assert found.closed.leads == found.won + found.lost


@given(counts=counts_of_masks)
def test_stages_beside_the_ladder_do_not_count_as_reached(counts):
	climbed = on_ladder(counts, LADDER)

	for place, stage in enumerate((LEAD, MQL, WON)):
		assert reached(climbed, place) == sum(mask & 7 >= stage for mask in one_by_one(counts))
		assert itself(climbed, place) == sum(bool(mask & stage) for mask in one_by_one(counts))
	assert came_to_both(climbed, 0, 2) == sum(mask & 5 == 5 for mask in one_by_one(counts))


@given(counts=counts_of_masks)
def test_whoever_reached_a_stage_reached_all_before_it(counts):
	figures = figures_by_stage(on_ladder(counts, LADDER), range(3))

	assert [stage.reached for stage in figures] == sorted((stage.reached for stage in figures), reverse=True)
	assert all(0 <= stage.skipped <= stage.reached for stage in figures)
	assert figures[2].from_first is not None
	assert figures[2].from_first.won == figures[2].reached


def test_a_conversion_only_leads_up():
	with pytest.raises(ValueError, match="must be a later one"):
		conversion({LEAD: 1}, 1, 1)


def test_a_stage_that_does_not_exist_cannot_mean_won():
	with pytest.raises(ValueError, match="3 is no rung of 3"):
		Ladder(rungs=("a", "b", "c"), won=3)


def test_the_last_rung():
	assert [last_rung(mask, LADDER) for mask in (0, LOST, LEAD | LOST, MQL, LEAD | WON)] == [-1, -1, 0, 1, 2]


class TestDoubts:
	def test_none_of_a_ladder(self):
		assert ladder_doubts({LEAD: 9, LEAD | MQL: 5, LEAD | MQL | WON: 2, LOST: 1}, LADDER, {}) == ()

	def test_stages_that_exclude_each_other(self):
		doubts = ladder_doubts({LEAD | MQL: 5, LEAD | WON: 3}, LADDER, {})

		assert [(one.doubt, one.place, one.other, one.of) for one in doubts] == [(Doubt.EXCLUSIVE, 1, 2, 8)]

	def test_a_stage_that_nobody_came_to_excludes_none(self):
		assert ladder_doubts({LEAD | MQL: 5}, LADDER, {}) == ()

	def test_a_stage_that_most_skip(self):
		doubts = ladder_doubts({LEAD | WON: 3, LEAD | MQL | WON: 2}, LADDER, {})

		assert [(one.doubt, one.place, one.cases, one.of) for one in doubts] == [
			(Doubt.MOSTLY_SKIPPED, 1, 3, 5)
		]

	def test_stages_the_wrong_way_round(self):
		doubts = ladder_doubts({7: 9}, LADDER, {(0, 1): (4, 9), (1, 2): (5, 9)})

		assert [(one.doubt, one.place, one.other, one.cases) for one in doubts] == [
			(Doubt.BACKWARDS, 1, 2, 5)
		]


class TestDenominators:
	def test_what_is_known_of_the_won_only(self):
		assert known_from({LEAD | WON: 5}, {LEAD: 90}, LADDER) == 2

	def test_what_is_known_of_those_that_came_far(self):
		assert known_from({LEAD | WON: 5, MQL: 1}, {LEAD: 90, LEAD | WON: 1}, LADDER) == 1

	def test_what_is_known_of_some_that_came_less_far(self):
		assert known_from({LEAD | WON: 5, LEAD: 1}, {LEAD: 90}, LADDER) is None

	def test_where_everyone_came_far(self):
		assert known_from({LEAD | WON: 5}, {LEAD | WON: 2}, LADDER) is None
		assert known_from({LEAD | WON: 5}, {}, LADDER) is None
		assert known_from({}, {LEAD: 1}, LADDER) is None

	def test_what_is_known_of_the_closed_only(self):
		assert known_of_closed_only({LEAD | WON: 5, LEAD | LOST: 3}, {LEAD: 9}, LADDER)
		assert not known_of_closed_only({LEAD | WON: 5, LEAD: 3}, {LEAD: 9}, LADDER)
		assert not known_of_closed_only({LEAD | WON: 5}, {LEAD | LOST: 9}, LADDER)
		assert not known_of_closed_only({}, {LEAD: 9}, LADDER)


def at(instant: int) -> Moment:
	return Moment(instant, 0)


class TestOrder:
	def test_before_is_what_mostly_comes_first(self):
		precedence = Precedence(3)
		for moments in (
			[(0, at(3)), (1, at(1)), (2, at(2))],
			[(1, at(1)), (0, at(5))],
			[(0, at(1)), (1, at(2))],
		):
			precedence.add(moments)
		precedence.add([(1, at(4)), (2, at(9))])

		assert precedence.order() == [1, 2, 0]

	def test_the_same_moment_says_nothing_and_the_commoner_is_first(self):
		precedence = Precedence(2)
		precedence.add([(0, at(1)), (1, at(1))])
		precedence.add([(1, at(1))])

		assert precedence.order() == [1, 0]
