"""Promised and kept rates, against scikit-learn's regression and score and against numpy's means."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss

from lead_intelligence.core.metrics.calibration import calibration
from lead_intelligence.core.metrics.conversion import rate_interval

from .histograms import ScoredLead, counted, scored_leads

some_leads = st.lists(st.tuples(st.integers(-30, 30), st.booleans()), min_size=1, max_size=60)


def expected_of(checked: list[ScoredLead], learned: list[ScoredLead]) -> list[float]:
	"""What scikit-learn expects of the leads, one by one."""
	theirs = IsotonicRegression(out_of_bounds="clip")
	theirs.fit([points for points, _ in learned], [won for _, won in learned])
	return theirs.predict([points for points, _ in checked]).tolist()


@given(one=some_leads, other=some_leads)
def test_learned_from_each_half_and_checked_on_the_other(
	one: list[ScoredLead], other: list[ScoredLead]
) -> None:
	leads = [*other, *one]
	points, won = np.array([points for points, _ in leads]), np.array([won for _, won in leads])
	expected = np.array([*expected_of(other, one), *expected_of(one, other)])

	found = calibration([(counted(one), counted(other)), (counted(other), counted(one))])

	assert found is not None
	assert found.leads == len(leads)
	assert found.observed == pytest.approx(won.mean())
	assert found.expected == pytest.approx(expected.mean())
	assert found.brier == pytest.approx(brier_score_loss(won, expected, labels=[False, True]))
	errors = []
	for band in found.bands:
		inside = (band.low <= points) & (points <= band.high)
		assert (band.tally.leads, band.tally.won) == (inside.sum(), won[inside].sum())
		assert band.expected == pytest.approx(expected[inside].mean())
		assert band.interval == rate_interval(band.tally)
		errors.append(inside.sum() * abs(expected[inside].mean() - won[inside].mean()))
	assert found.error == pytest.approx(sum(errors) / len(leads))


@given(leads=some_leads)
def test_bands_hold_every_lead_once_in_order_of_points(leads: list[ScoredLead]) -> None:
	found = calibration([(counted(leads), counted(leads))])

	assert found is not None
	assert 1 <= len(found.bands) <= 10
	assert sum(band.tally.leads for band in found.bands) == len(leads)
	assert all(lower.low <= lower.high < higher.low for lower, higher in pairwise(found.bands))
	assert {band.low for band in found.bands} | {band.high for band in found.bands} <= {at for at, _ in leads}


@pytest.mark.parametrize("leads", [10, 37, 100, 999])
def test_ten_bands_are_about_equally_large_where_points_allow_it(leads: int) -> None:
	random = Random(leads)
	distinct = counted((points, random.random() < 0.4) for points in range(leads))

	found = calibration([(distinct, distinct)])

	assert found is not None
	assert len(found.bands) == 10
	assert {band.tally.leads for band in found.bands} <= {leads // 10, leads // 10 + 1}


def test_after_a_large_block_of_equal_leads_bands_are_no_smaller_than_before() -> None:
	half_alike = counted([(0, False)] * 50 + [(points, points % 2 == 0) for points in range(1, 51)])

	found = calibration([(half_alike, half_alike)])

	assert found is not None
	assert [band.tally.leads for band in found.bands] == [50, 10, 10, 10, 10, 10]


def test_bands_are_those_of_scikit_learn_where_every_lead_has_its_own_rate() -> None:
	# Of 400 older leads with each number of points, more and more were won: each newer lead is promised another rate.
	learned = [(points, number < 2 * points - 1) for points in range(1, 201) for number in range(400)]
	random = Random(5)
	checked = [(points, random.random() < points / 250) for points in range(1, 201)]

	found = calibration([(counted(learned), counted(checked))])

	assert found is not None
	observed, expected = calibration_curve(
		[won for _, won in checked], expected_of(checked, learned), n_bins=10, strategy="uniform"
	)
	assert [band.tally.rate for band in found.bands] == pytest.approx(observed.tolist())
	assert [band.expected for band in found.bands] == pytest.approx(expected.tolist())


@given(one=scored_leads, other=scored_leads, random=st.randoms(use_true_random=False))
def test_the_order_of_leads_does_not_count(
	one: list[ScoredLead], other: list[ScoredLead], random: Random
) -> None:
	shuffled = random.sample(one, len(one)), random.sample(other, len(other))

	in_order = calibration([(counted(one), counted(other)), (counted(other), counted(one))])
	otherwise = calibration([(counted(half), counted(rest)) for half, rest in (shuffled, shuffled[::-1])])

	assert in_order == otherwise


def test_promises_that_are_kept_have_no_error() -> None:
	leads = counted([(0, False), (10, True), (10, False), (20, True)])

	found = calibration([(leads, leads)])

	assert found is not None
	assert (found.error, found.expected, found.observed) == (0.0, 0.5, 0.5)
	assert found.brier == 0.5 * 0.25


@given(leads=some_leads)
def test_the_leads_learned_from_promise_what_came_of_them(leads: list[ScoredLead]) -> None:
	found = calibration([(counted(leads), counted(leads))])

	assert found is not None
	assert found.expected == pytest.approx(found.observed)


def test_nothing_to_learn_from_or_nothing_to_check_is_no_calibration() -> None:
	leads, nobody = counted([(1, True), (0, False)]), counted([])

	assert calibration([]) is None
	assert calibration([(leads, nobody)]) is None
	assert calibration([(nobody, leads)]) is None


def test_a_part_without_leads_to_learn_from_is_left_out() -> None:
	leads, more, nobody = counted([(1, True), (0, False)]), counted([(1, False)]), counted([])

	found = calibration([(nobody, leads), (leads, more)])

	assert found is not None
	assert (found.leads, found.observed, found.expected) == (1, 0.0, 1.0)
