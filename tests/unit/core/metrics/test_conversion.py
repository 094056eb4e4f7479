from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.conversion import against_all, rate_interval
from lead_intelligence.core.metrics.tally import Tally, total

tallies = st.integers(0, 10_000).flatmap(
	lambda leads: st.integers(0, leads).map(lambda won: Tally(leads=leads, won=won))
)


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
