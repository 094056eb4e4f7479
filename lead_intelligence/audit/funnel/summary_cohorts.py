"""The cohorts of the summary."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...core.funnel.cohorts import cohorts
from ...core.funnel.outcomes import cases_of, outcomes
from ...core.funnel.tally import FunnelTally
from .figures import rate_of, reached_stages
from .options import Options


def cohort_rows(tally: FunnelTally, as_of: date | None, options: Options) -> list[dict[str, Any]]:
	"""Oldest first. Whoever has not been won in a cohort that is not ripe is not lost yet."""
	if as_of is None:
		return []
	ladder = tally.ladder
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
