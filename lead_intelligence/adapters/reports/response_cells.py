"""What the tables on responses and on reps have in common."""

from __future__ import annotations

from typing import Final

from lead_intelligence.core.reporting.result import Column, Shape

TO_OPPORTUNITY: Final = (
	Column(name="ripe", label="Old Enough to Be Judged", shape=Shape.COUNT, drill=True),
	Column(name="opportunities", label="Became Opportunities", shape=Shape.COUNT, drill=True),
	Column(name="opportunity_rate", label="Conversion to Opportunity", shape=Shape.SHARE),
)


def minutes(seconds: float | None) -> float | None:
	return None if seconds is None else seconds / 60
