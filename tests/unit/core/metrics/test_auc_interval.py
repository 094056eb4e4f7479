"""DeLong's error of a ROC AUC and of a difference of two, against every pair of a won and a lost lead."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from random import Random
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from lead_intelligence.core.metrics.auc_interval import auc_difference, auc_interval
from lead_intelligence.core.metrics.conversion import Interval
from lead_intelligence.core.metrics.tally import Tally

from .histograms import ScoredLead, counted, scored_leads

Z = NormalDist().inv_cdf(0.975)
ROUNDS = 400

# A lead with the points of two scores, often the same.
points = st.integers(-6, 6)
both_scores = st.lists(st.tuples(st.tuples(points, points), st.booleans()), min_size=4, max_size=40)


def placements(won: list[int], lost: list[int]) -> tuple[np.ndarray, np.ndarray]:
	"""Of each won lead among the lost, and of each lost one among the won."""
	pairs = np.array([[(ahead > behind) + (ahead == behind) / 2 for behind in lost] for ahead in won])
	return pairs.mean(axis=1), pairs.mean(axis=0)


def error(of_won: np.ndarray, of_lost: np.ndarray) -> float:
	return sqrt(of_won.var(ddof=1) / len(of_won) + of_lost.var(ddof=1) / len(of_lost))


def apart(leads: list) -> tuple[list, list]:
	return [points for points, won in leads if won], [points for points, won in leads if not won]


@given(leads=scored_leads)
def test_the_interval_is_delongs(leads: list[ScoredLead]) -> None:
	won, lost = apart(leads)

	found = auc_interval(counted(leads))

	if min(len(won), len(lost)) < 2:
		assert found is None
		return
	by_hand = error(*placements(won, lost))
	if by_hand < 1e-9:
		assert found is None
		return
	assert found is not None
	auc = roc_auc_score([won for _, won in leads], [points for points, _ in leads])
	assert found.low == pytest.approx(max(0, auc - Z * by_hand), abs=1e-12)
	assert found.high == pytest.approx(min(1, auc + Z * by_hand), abs=1e-12)


@given(leads=both_scores)
def test_the_difference_is_delongs_too(leads: list) -> None:
	won, lost = apart(leads)
	assume(min(len(won), len(lost)) >= 2)
	first = placements([one for one, _ in won], [one for one, _ in lost])
	second = placements([two for _, two in won], [two for _, two in lost])
	by_hand = error(second[0] - first[0], second[1] - first[1])

	found = auc_difference(counted(leads))

	assert found is not None
	outcomes = [won for _, won in leads]
	value = roc_auc_score(outcomes, [two for (_, two), _ in leads]) - roc_auc_score(
		outcomes, [one for (one, _), _ in leads]
	)
	assert found.value == pytest.approx(value, abs=1e-12)
	if by_hand < 1e-9:
		assert found.interval is None
		return
	assert found.interval is not None
	assert found.interval.low == pytest.approx(max(-1, value - Z * by_hand), abs=1e-12)
	assert found.interval.high == pytest.approx(min(1, value + Z * by_hand), abs=1e-12)


@given(leads=both_scores)
def test_the_other_way_round_is_the_same_difference_turned_around(leads: list) -> None:
	forward = auc_difference(counted(leads))
	backward = auc_difference(counted(((two, one), won) for (one, two), won in leads))

	assert (forward is None) == (backward is None)
	if forward and backward:
		assert forward.value == -backward.value
		assert (forward.interval is None) == (backward.interval is None)
		if forward.interval and backward.interval:
			assert forward.interval == Interval(low=-backward.interval.high, high=-backward.interval.low)


@given(leads=scored_leads)
def test_a_score_that_orders_leads_alike_is_no_better_and_no_worse(leads: list[ScoredLead]) -> None:
	found = auc_difference(counted(((points, points**3 + 7), won) for points, won in leads))

	if found:
		assert (found.value, found.interval) == (0.0, None)


def test_a_wider_level_has_a_wider_interval() -> None:
	leads = counted([(5, True), (4, False), (4, True), (3, True), (2, False), (1, False)])

	usual, wide = auc_interval(leads, 0.3), auc_interval(leads, 0.5)

	assert usual
	assert wide
	assert wide.low < usual.low < usual.high < wide.high


@pytest.mark.parametrize(
	"leads",
	[
		pytest.param([], id="no leads"),
		pytest.param([(1, True), (2, True), (3, True)], id="all won"),
		pytest.param([(1, False), (2, False)], id="none won"),
		pytest.param([(1, False), (2, False), (3, True)], id="one won"),
		pytest.param([(1, False), (2, True), (3, True)], id="one lost"),
		pytest.param([(1, False), (2, False), (3, True), (4, True)], id="a perfect order"),
		pytest.param([(4, False), (3, False), (2, True), (1, True)], id="the very opposite"),
		pytest.param([(7, False), (7, False), (7, True), (7, True)], id="no order at all"),
	],
)
def test_there_is_no_interval_where_nothing_can_be_judged(leads: list[ScoredLead]) -> None:
	assert auc_interval(counted(leads)) is None


def test_the_same_gain_for_every_lead_is_not_told_as_a_sure_one() -> None:
	# Each won lead overtakes just one lost lead: every placement moves by a third, and by nothing more or less.
	leads = [((10 * place, 10 * place + 6), True) for place in range(3)]
	leads += [((10 * place + 5, 10 * place + 5), False) for place in range(3)]

	found = auc_difference(counted(leads))

	assert found is not None
	assert found.value == pytest.approx(1 / 3)
	assert found.interval is None


def test_a_difference_stays_between_minus_one_and_one() -> None:
	against = [
		((-1, 1), True),
		((-1, 1), True),
		((0, 2), True),
		((0, 0), False),
		((0, 0), False),
		((-2, 1), False),
	]

	found = auc_difference(counted(against))

	assert found is not None
	assert found.interval is not None
	assert found.interval.high == 1.0


def test_points_that_no_lead_has_change_nothing() -> None:
	leads = counted([(5, True), (4, False), (4, True), (3, True), (2, False), (1, False)])

	assert auc_interval({**leads, 99: Tally(leads=0, won=0)}) == auc_interval(leads)


def gauss(random: Random, mean: float) -> int:
	return round(1000 * random.gauss(mean, 1))


def share_of_rounds(holds: Callable[[Random], bool]) -> float:
	return sum(holds(Random(seed)) for seed in range(ROUNDS)) / ROUNDS


def test_nineteen_of_twenty_intervals_hold_the_true_auc() -> None:
	truth = NormalDist().cdf(0.8 / sqrt(2))

	def holds(random: Random) -> bool:
		leads = [(gauss(random, 0.8), True) for _ in range(40)] + [
			(gauss(random, 0), False) for _ in range(80)
		]
		found = auc_interval(counted(leads))
		return found is not None and found.low <= truth <= found.high

	assert share_of_rounds(holds) == pytest.approx(0.95, abs=0.03)


def test_nineteen_of_twenty_differences_hold_the_true_one() -> None:
	# Two scores that share half of what they see of a lead; the second sees more of what counts.
	truth = NormalDist().cdf(1.2 / 2) - NormalDist().cdf(0.6 / 2)

	def lead(random: Random, won: bool) -> tuple[tuple[int, int], bool]:
		shared = gauss(random, 0)
		return (shared + gauss(random, 0.6 * won), shared + gauss(random, 1.2 * won)), won

	def holds(random: Random) -> bool:
		leads = [lead(random, True) for _ in range(40)] + [lead(random, False) for _ in range(80)]
		found = auc_difference(counted(leads))
		return bool(found and found.interval and found.interval.low <= truth <= found.interval.high)

	assert share_of_rounds(holds) == pytest.approx(0.95, abs=0.03)
