"""The cohorts of the summary."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from ...core.funnel.cohorts import cohorts
from ...core.funnel.outcomes import cases_of, outcomes
from ...core.funnel.tally import FunnelTally
from ...core.funnel.truncation import TOO_MANY_MISSING, expected_before
from .figures import rate_of, reached_stages
from .options import Options


def missing_before(tally: FunnelTally) -> date | None:
	"""The day of the first sale, where so many would be expected before it that they must be missing from the file."""
	won = tally.days[tally.ladder.won]
	if won is None or not tally.ladder.won:
		return None
	entered: Counter[int] = Counter()
	for (day, _), cases in tally.all.by_day.items():
		if day is not None:
			entered[day] += cases
	expected = expected_before(won[0], entered, tally.all.days_to_won)
	return date.fromordinal(won[0]) if expected >= TOO_MANY_MISSING else None


def cohort_rows(tally: FunnelTally, as_of: date | None, options: Options) -> list[dict[str, Any]]:
	"""Oldest first. Whoever has not been won in a cohort that is not ripe is not lost yet."""
	if as_of is None:
		return []
	ladder, missing = tally.ladder, missing_before(tally)
	rows = []
	for cohort in cohorts(tally.all.by_day, options.span, as_of, options.ripe_days):
		won, of_ripe = outcomes(cohort.counts, ladder), outcomes(cohort.ripe, ladder)
		cases, ripe = cases_of(cohort.counts), cases_of(cohort.ripe)
		first, last = cohort.first.toordinal(), cohort.last.toordinal()
		rows.append(
			{
				"cohort": cohort.name,
				"first_day": cohort.first.isoformat(),
				"last_day": cohort.last.isoformat(),
				"cases": cases,
				"is_ripe": cohort.is_ripe,
				"is_truncated": missing is not None and cohort.first < missing,
				"ripe_cases": ripe,
				"reached": reached_stages(cohort.counts, ladder),
				"won": rate_of(won.won, cases),
				"lost": won.lost,
				"open": won.still_open,
				"won_of_ripe": rate_of(of_ripe.won, ripe),
				"won_in_time": sum(cases for day, cases in tally.won_in_time.items() if first <= day <= last),
			}
		)
	return rows
