from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from random import Random
from statistics import mean

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

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


@given(leads=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=6), data=st.data())
def test_is_the_mean_over_all_orders_of_equal_leads(leads: list[ScoredLead], data: st.DataObject) -> None:
	assume(any(won for _, won in leads))
	cut = data.draw(st.integers(1, len(leads)))
	orders = [sorted(order, key=lambda lead: -lead[0]) for order in permutations(leads)]

	found = lift_at(counted(leads), Fraction(cut, len(leads)))

	assert found is not None
	assert found.won == pytest.approx(mean(sum(won for _, won in order[:cut]) for order in orders))
	assert found.rate == pytest.approx(found.won / cut)


@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 5), Fraction(1, 2), Fraction(1)])
def test_is_what_numpy_counts_where_no_two_leads_are_equal(share: Fraction) -> None:
	random = Random(11)
	points = np.array(random.sample(range(100_000), 2_000))
	won = np.array([random.random() < at / 200_000 for at in points])
	best = np.argsort(-points)[: int(share * len(points))]

	found = lift_at(counted(zip(points.tolist(), won.tolist(), strict=True)), share)

	assert found is not None
	assert (found.leads, found.won) == (len(best), won[best].sum())
	assert found.rate == pytest.approx(won[best].mean())
	assert found.lift == pytest.approx(won[best].mean() / won.mean())


@given(leads=scored_leads, share=st.sampled_from(FIFTHS))
def test_the_interval_holds_the_lift_and_nothing_impossible(leads: list[ScoredLead], share: Fraction) -> None:
	won = sum(won for _, won in leads)
	assume(won)
	best = len(leads) * share

	found = lift_at(counted(leads), share)

	assert found is not None
	low, high = found.interval.low, found.interval.high
	assert low - 1e-12 <= found.lift <= high + 1e-12
	assert high * share * won <= min(won, best) + 1e-9
	assert low * share * won >= max(0, best - (len(leads) - won)) - 1e-9


def test_the_interval_is_wilsons_of_the_won_leads_that_are_reached() -> None:
	leads = counted([(9, True)] * 20 + [(9, False)] * 80 + [(1, True)] * 30 + [(1, False)] * 370)

	found = lift_at(leads, Fraction(1, 5))

	theirs = binomtest(20, 50).proportion_ci(method="wilson")
	assert found is not None
	assert (found.interval.low, found.interval.high) == pytest.approx((theirs.low * 5, theirs.high * 5))


@pytest.mark.parametrize("share", FIFTHS)
def test_where_all_are_won_nobody_is_better_for_sure(share: Fraction) -> None:
	found = lift_at(counted([(points, True) for points in range(7)]), share)

	assert found is not None
	assert (found.interval.low, found.lift, found.interval.high) == pytest.approx((1, 1, 1))
