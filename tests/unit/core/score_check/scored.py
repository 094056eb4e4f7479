"""Scored leads one by one, and counted as the check takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import strategies as st

from lead_intelligence.core.score_check.counts import ScoredCount


class Scored(NamedTuple):
	points: int
	won: bool | None
	half: int = 0
	group: str = ""


def counted(leads: Iterable[Scored]) -> list[ScoredCount]:
	return [
		ScoredCount(points=lead.points, won=lead.won, half=lead.half, group=lead.group, leads=many)
		for lead, many in Counter(leads).items()
	]


scored_leads = st.lists(
	st.builds(
		Scored,
		st.integers(-5, 30),
		st.sampled_from([True, False, None]),
		st.integers(0, 1),
		st.sampled_from(["Web", "Fair", "Phone", ""]),
	),
	max_size=150,
)
