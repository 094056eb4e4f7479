from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.distribution import bars, spread
from lead_intelligence.core.metrics.tally import Tally

from .histograms import ScoredLead, counted, scored_leads


@given(
	leads=st.lists(st.tuples(st.integers(-5_000, 5_000), st.booleans()), max_size=40), most=st.integers(2, 30)
)
def test_bars_hold_every_lead_once_and_adjoin(leads: list[ScoredLead], most: int) -> None:
	found = bars(counted(leads), most)

	assert sum(bar.tally.leads for bar in found) == len(leads)
	assert len(found) <= most
	for lower, higher in pairwise(found):
		assert higher.low == lower.high + 1
	assert len({bar.high - bar.low for bar in found}) <= 1


def test_bars_have_round_widths_and_show_gaps() -> None:
	found = bars({-30: Tally(leads=2, won=0), 100: Tally(leads=1, won=1)}, at_most=14)

	assert [(bar.low, bar.high) for bar in found][:2] == [(-30, -21), (-20, -11)]
	assert found[1].tally == Tally(leads=0, won=0)
	assert found[-1].tally == Tally(leads=1, won=1)


@given(leads=scored_leads)
def test_the_spread_is_that_of_the_sorted_leads(leads: list[ScoredLead]) -> None:
	points = sorted(at for at, _ in leads)

	found = spread({at: tally.leads for at, tally in counted(leads).items()})

	if not points:
		assert found is None
		return
	assert found is not None
	assert (found.lowest, found.highest) == (points[0], points[-1])
	assert found.median == points[(len(points) - 1) // 2]
	assert found.lowest <= found.lower_quarter <= found.median <= found.upper_quarter <= found.highest
