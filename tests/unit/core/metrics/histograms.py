"""Scored leads with outcomes, as single leads and as the counts the metrics take."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from lead_intelligence.core.metrics.tally import Tally

ScoredLead = tuple[int, bool]

scored_leads = st.lists(st.tuples(st.integers(-30, 30), st.booleans()), max_size=60)


def counted(leads: Iterable[ScoredLead]) -> dict[int, Tally]:
	counts: dict[int, list[int]] = {}
	for points, won in leads:
		count = counts.setdefault(points, [0, 0])
		count[0] += 1
		count[1] += won
	return {points: Tally(leads=leads, won=won) for points, (leads, won) in counts.items()}
