from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from lead_intelligence.core.metrics.conversion import (
	Interval,
	against_all,
	difference_interval,
	rate_interval,
	share_interval,
	z_of,
)
from lead_intelligence.core.metrics.tally import Tally, total

tallies = st.integers(0, 10_000).flatmap(
	lambda leads: st.integers(0, leads).map(lambda won: Tally(leads=leads, won=won))
)
levels = st.sampled_from([0.5, 0.9, 0.95, 0.99, 0.9999])


def test_a_rate_of_nobody_is_not_zero() -> None:
	nobody = Tally(leads=0, won=0)

	assert nobody.rate is None
	assert rate_interval(nobody) is None
	assert against_all(nobody, Tally(leads=10, won=5)) is None


def test_more_won_than_leads_is_refused() -> None:
	with pytest.raises(ValueError, match="not possible"):
		Tally(leads=2, won=3)


@given(tally=tallies)
def test_the_interval_holds_the_rate_and_stays_within_bounds(tally: Tally) -> None:
	interval = rate_interval(tally)

	if tally.rate is None:
		assert interval is None
	else:
		assert interval is not None
		assert 0 <= interval.low <= tally.rate <= interval.high <= 1


def test_the_interval_is_wilsons() -> None:
	interval = rate_interval(Tally(leads=10, won=10))

	assert interval is not None
	assert (interval.low, interval.high) == (pytest.approx(0.72246, abs=1e-5), 1.0)


@given(parts=st.lists(tallies, max_size=8))
def test_a_total_loses_nobody(parts: list[Tally]) -> None:
	whole = total(parts)

	assert whole.leads == sum(part.leads for part in parts)
	assert whole.won + whole.lost == whole.leads


def test_against_all_is_the_ratio_of_the_rates() -> None:
	assert against_all(Tally(leads=10, won=5), Tally(leads=100, won=25)) == 2.0
	assert against_all(Tally(leads=10, won=0), Tally(leads=100, won=0)) is None


@given(tally=tallies, level=levels)
def test_the_interval_is_scipys(tally: Tally, level: float) -> None:
	assume(tally.leads)
	theirs = binomtest(tally.won, tally.leads).proportion_ci(confidence_level=level, method="wilson")

	found = rate_interval(tally, level)

	assert found is not None
	assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(tally=tallies)
def test_a_share_of_cases_has_the_interval_of_a_rate(tally: Tally) -> None:
	assert share_interval(tally.won, tally.leads) == rate_interval(tally)


@given(share=st.floats(0, 1), whole=st.integers(1, 10_000))
def test_a_part_need_not_be_a_whole_number(share: float, whole: int) -> None:
	part = share * whole

	found = share_interval(part, whole)

	assert found is not None
	assert 0 <= found.low <= part / whole <= found.high <= 1
	# Wilson's bounds are the shares from which the found one is just z standard errors away.
	for bound in (found.low, found.high):
		assert abs(bound - part / whole) == pytest.approx(
			z_of(0.95) * (bound * (1 - bound) / whole) ** 0.5, abs=1e-6
		)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99, 1 - 0.05 / 300])
def test_the_standard_errors_of_a_level_are_scipys(level: float) -> None:
	assert z_of(level) == pytest.approx(norm.ppf((1 + level) / 2), abs=1e-9)


@pytest.mark.parametrize(
	("one", "other", "low", "high"),
	[
		((56, 70), (48, 80), 0.0524, 0.3339),
		((9, 10), (3, 10), 0.1705, 0.8090),
		((6, 7), (2, 7), 0.0582, 0.8062),
		((5, 56), (0, 29), -0.0381, 0.1926),
		((0, 10), (0, 20), -0.1611, 0.2775),
		((0, 10), (0, 10), -0.2775, 0.2775),
		((10, 10), (0, 20), 0.6791, 1.0),
		((10, 10), (0, 10), 0.6075, 1.0),
	],
)
def test_a_difference_is_as_newcombe_published_it(
	one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
	found = difference_interval(Tally(won=one[0], leads=one[1]), Tally(won=other[0], leads=other[1]))

	assert found is not None
	assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)


@given(one=tallies, other=tallies, level=levels)
def test_a_difference_holds_what_was_seen_and_turns_around(one: Tally, other: Tally, level: float) -> None:
	found, turned = difference_interval(one, other, level), difference_interval(other, one, level)

	if one.rate is None or other.rate is None:
		assert found is turned is None
		return
	assert found is not None
	assert turned == Interval(low=-found.high, high=-found.low)
	assert -1 - 1e-12 <= found.low <= one.rate - other.rate <= found.high <= 1 + 1e-12
