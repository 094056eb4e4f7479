"""Days of a report, as conditions on moments."""

from __future__ import annotations

from pypika.terms import Criterion, Term

from lead_intelligence.core.reporting.period import Period


def within(moment: Term, period: Period) -> Criterion:
	return (moment >= period.begin) & (moment < period.end)
