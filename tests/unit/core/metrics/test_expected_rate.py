"""Isotonic regression, against scikit-learn's and against its definition."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from lead_intelligence.core.metrics.expected_rate import ExpectedRate
from lead_intelligence.core.metrics.tally import Tally, TallyByPoints, total

from .histograms import ScoredLead, counted, scored_leads

EVERYWHERE = range(-40, 41)

tallies_by_points = st.dictionaries(
	st.integers(-30, 30),
	st.integers(0, 500).flatmap(
		lambda leads: st.integers(0, leads).map(lambda won: Tally(leads=leads, won=won))
	),
	max_size=12,
)


@given(leads=scored_leads)
def test_is_what_scikit_learn_finds_at_between_and_beyond_all_points(leads: list[ScoredLead]) -> None:
	assume(leads)
	theirs = IsotonicRegression(out_of_bounds="clip").fit(
		[points for points, _ in leads], [won for _, won in leads]
	)

	ours = ExpectedRate(counted(leads))

	assert [ours.at(points) for points in EVERYWHERE] == pytest.approx(
		theirs.predict(np.array(EVERYWHERE)).tolist(), abs=1e-9
	)


@given(by_points=tallies_by_points)
def test_is_what_scikit_learn_finds_for_counts_as_weights(by_points: TallyByPoints) -> None:
	known = {points: tally for points, tally in by_points.items() if tally.leads}
	assume(known)
	theirs = IsotonicRegression(out_of_bounds="clip").fit(
		list(known),
		[tally.won / tally.leads for tally in known.values()],
		sample_weight=[tally.leads for tally in known.values()],
	)

	ours = ExpectedRate(by_points)

	assert [ours.at(points) for points in EVERYWHERE] == pytest.approx(
		theirs.predict(np.array(EVERYWHERE)).tolist(), abs=1e-9
	)


@given(leads=st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=1, max_size=30))
def test_is_the_highest_of_the_lowest_means(leads: list[ScoredLead]) -> None:
	by_points = counted(leads)
	occupied = sorted(by_points)

	def mean(low: int, high: int) -> Fraction:
		inside = total(by_points[points] for points in occupied if low <= points <= high)
		return Fraction(inside.won, inside.leads)

	ours = ExpectedRate(by_points)

	for points in occupied:
		by_definition = max(
			min(mean(low, high) for high in occupied if high >= points) for low in occupied if low <= points
		)
		assert ours.at(points) == by_definition.numerator / by_definition.denominator


@given(leads=scored_leads)
def test_never_falls_and_expects_as_many_as_there_were(leads: list[ScoredLead]) -> None:
	assume(leads)
	by_points = counted(leads)

	ours = ExpectedRate(by_points)

	assert all(
		lower <= higher + 1e-12 for lower, higher in pairwise(ours.at(points) for points in EVERYWHERE)
	)
	expected = sum(ours.at(points) * tally.leads for points, tally in by_points.items())
	assert expected == pytest.approx(sum(won for _, won in leads))


def test_rises_in_a_straight_line_between_two_points_and_is_level_beyond() -> None:
	rate = ExpectedRate({10: Tally(leads=4, won=1), 20: Tally(leads=4, won=3)})

	assert [rate.at(points) for points in (-999, 10, 12, 15, 20, 999)] == [0.25, 0.25, 0.35, 0.5, 0.75, 0.75]


def test_a_better_rate_for_fewer_points_is_pooled_away() -> None:
	rate = ExpectedRate({1: Tally(leads=3, won=3), 2: Tally(leads=1, won=0), 3: Tally(leads=1, won=1)})

	assert [rate.at(points) for points in (1, 2, 3)] == [0.75, 0.75, 1.0]


@pytest.mark.parametrize("by_points", [{}, {5: Tally(leads=0, won=0)}])
def test_nothing_is_learned_from_no_leads(by_points: TallyByPoints) -> None:
	with pytest.raises(ValueError, match="no leads"):
		ExpectedRate(by_points)
