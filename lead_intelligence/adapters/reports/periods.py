"""Days of a report, as conditions on moments."""

from __future__ import annotations

from collections.abc import Sequence

from pypika import Case
from pypika.terms import Criterion, Term

from lead_intelligence.core.reporting.period import Period


def within(moment: Term, period: Period) -> Criterion:
	return (moment >= period.begin) & (moment < period.end)


def within_any(moment: Term, periods: Sequence[Period]) -> Criterion:
	"""`periods`: without a gap, the last one first."""
	return (moment >= periods[-1].begin) & (moment < periods[0].end)


def place_among(moment: Term, periods: Sequence[Period], case: Case | None = None) -> Case:
	"""The place of the period that the moment is in; null for none. `case`: what comes before."""
	case = case or Case()
	for place, period in enumerate(periods):
		case = case.when(within(moment, period), place)
	return case
