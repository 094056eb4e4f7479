from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from statistics import mean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.lift import lift_at, lift_curve

from .histograms import ScoredLead, counted, scored_leads

FIFTHS = [Fraction(step, 5) for step in range(1, 6)]


@given(leads=scored_leads, share=st.fractions(min_value=Fraction(1, 100), max_value=1))
def test_walks_down_the_ranking_and_shares_the_block_that_is_cut(
	leads: list[ScoredLead], share: Fraction
) -> None:
	assume(any(won for _, won in leads))
	left, reached = len(leads) * share, Fraction(0)
	for points in sorted({points for points, _ in leads}, reverse=True):
		block = [won for at, won in leads if at == points]
		taken = min(left, Fraction(len(block)))
		reached += taken * sum(block) / len(block)
		left -= taken

	found = lift_at(counted(leads), share)

	assert found is not None
	assert found.won == pytest.approx(float(reached))
	assert found.leads == pytest.approx(float(len(leads) * share))
	assert found.captured == pytest.approx(float(reached / sum(won for _, won in leads)))
	assert found.lift == pytest.approx(found.captured / float(share))


def test_a_cut_inside_equal_points_is_the_mean_of_all_their_orders() -> None:
	above, block, below = [(9, True)], [(5, True), (5, False), (5, False)], [(1, False)]
	first_two_of_five = [sum(won for _, won in [*above, *order, *below][:2]) for order in permutations(block)]

	found = lift_at(counted([*above, *block, *below]), Fraction(2, 5))

	assert found is not None
	assert found.won == pytest.approx(mean(first_two_of_five))


@given(leads=scored_leads)
def test_everybody_together_is_no_better_than_average(leads: list[ScoredLead]) -> None:
	assume(any(won for _, won in leads))

	curve = lift_curve(counted(leads), FIFTHS)

	assert curve[-1].lift == pytest.approx(1)
	assert curve[-1].captured == pytest.approx(1)
	assert [point.captured for point in curve] == sorted(point.captured for point in curve)


@given(leads=scored_leads, share=st.sampled_from(FIFTHS))
def test_the_curve_and_a_single_point_agree(leads: list[ScoredLead], share: Fraction) -> None:
	on_the_curve = [point for point in lift_curve(counted(leads), FIFTHS) if point.fraction == share]
	single = lift_at(counted(leads), share)

	assert on_the_curve == ([single] if single else [])


def test_without_won_leads_there_is_no_lift() -> None:
	assert lift_at(counted([(3, False), (2, False)]), Fraction(1, 5)) is None
	assert lift_curve(counted([]), FIFTHS) == ()


@pytest.mark.parametrize("fractions", [[Fraction(0)], [Fraction(3, 2)], [Fraction(1, 2), Fraction(1, 4)]])
def test_shares_must_rise_within_the_whole(fractions: list[Fraction]) -> None:
	with pytest.raises(ValueError, match="must rise"):
		lift_curve(counted([(1, True), (0, False)]), fractions)
