from __future__ import annotations

import pytest

from lead_intelligence.core.metrics.expected_rate import ExpectedRate
from lead_intelligence.core.score_check.counts import ScoredCount, tallies_by_points
from lead_intelligence.core.score_check.expectation import ENOUGH, Expectation, LearnedFrom


def leads(points: int, won: int, lost: int, half: int = 0) -> list[ScoredCount]:
	return [
		ScoredCount(points=points, won=True, leads=won, half=half),
		ScoredCount(points=points, won=False, leads=lost, half=half),
	]


def test_is_learned_from_older_leads_where_enough_of_them_ended() -> None:
	older = [*leads(10, 10, 40), *leads(30, 30, 20)]
	expectation = Expectation(leads(10, 1, 1), older)

	assert expectation.learned_from is LearnedFrom.OLDER
	assert expectation.won_of(ScoredCount(points=10, won=None, leads=4)) == pytest.approx(4 * 0.2)
	assert expectation.won_of(ScoredCount(points=20, won=True, leads=1, half=1)) == pytest.approx(0.4)
	assert expectation.won_of(ScoredCount(points=99, won=False, leads=10)) == pytest.approx(6)


def test_one_half_is_learned_from_for_the_other_where_too_little_is_known_of_older_leads() -> None:
	one, other = leads(10, 30, 30), leads(10, 45, 30, half=1)
	expectation = Expectation([*one, *other], leads(10, ENOUGH - 1, 500))

	assert expectation.learned_from is LearnedFrom.OTHER_HALF
	assert expectation.won_of(one[0]) == pytest.approx(30 * 45 / 75)
	assert expectation.won_of(other[0]) == pytest.approx(45 * 0.5)


def test_nothing_is_expected_where_nothing_can_be_learned() -> None:
	checked = [*leads(10, ENOUGH, ENOUGH), *leads(10, ENOUGH, ENOUGH - 1, half=1)]
	expectation = Expectation(checked, [])

	assert expectation.learned_from is LearnedFrom.NOBODY
	assert expectation.won_of(checked[0]) is None
	assert expectation.calibration() is None


def test_open_leads_teach_nothing() -> None:
	older = [*leads(10, 40, 40), ScoredCount(points=10, won=None, leads=1000)]

	assert Expectation(leads(10, 1, 1), older).won_of(ScoredCount(points=10, won=True, leads=1)) == 0.5


def test_the_calibration_is_that_of_what_was_expected() -> None:
	older = [*leads(10, 40, 60), *leads(30, 60, 40)]
	checked = [*leads(10, 1, 4), *leads(30, 3, 1, half=1)]
	expectation = Expectation(checked, older)
	found = expectation.calibration()

	assert found is not None
	assert (found.leads, found.observed) == (9, 4 / 9)
	expected = sum(expectation.won_of(one) or 0 for one in checked)
	assert found.expected == pytest.approx(expected / 9)
	assert found.error == pytest.approx((abs(0.4 * 5 - 1) + abs(0.6 * 4 - 3)) / 9)


def test_the_rates_never_fall_as_the_points_rise() -> None:
	older = [*leads(10, 50, 50), *leads(20, 20, 80), *leads(30, 70, 30)]
	rates = ExpectedRate(tallies_by_points(older))
	expectation = Expectation([], older)

	at = [expectation.won_of(ScoredCount(points=points, won=True, leads=1)) for points in range(0, 40)]
	assert at == [rates.at(points) for points in range(0, 40)]
	assert at == sorted(at, key=lambda rate: rate or 0)
