"""`summary.json`: every figure. Counts are exact, shares and days unrounded; what does not exist is null."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from ...core.funnel.cohorts import all_counts, ripe_counts
from ...core.funnel.doubts import LadderDoubt, ladder_doubts
from ...core.funnel.outcomes import came_to_both, cases_of, on_ladder, outcomes
from ...core.funnel.stages import figures_by_stage, itself, reached
from ..output.rejected_rows import RejectedRows
from ..tables.table import Table
from .cautions import cautions_of
from .figures import day_figures, elapsed_figures, rate_of, reached_stages
from .layout import Layout
from .options import Options, Request
from .pass_over import PassResult
from .stage_moments import StageMoments
from .summary_cohorts import cohort_rows, missing_before
from .summary_groups import ending_figures, group_rows

FORMAT = "lead-intelligence/funnel/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
	"""All that was given and found."""

	request: Request
	options: Options
	table: Table
	layout: Layout
	moments: StageMoments
	result: PassResult
	rejects: RejectedRows


def summary_of(run: Run) -> dict[str, Any]:
	"""Same input and options, same summary."""
	tally, options = run.result.tally, run.options
	counts = all_counts(tally.all.by_day)
	as_of = options.today or _last_day(run)
	doubts = ladder_doubts(counts, tally.ladder, _backwards(run))
	summary = {
		"format": FORMAT,
		"file": {"name": run.request.file.name, **run.table.about},
		"layout": run.layout.kind.value,
		"columns": _columns(run),
		"time_zone": options.zone.key if options.zone else None,
		"formats": list(run.request.formats),
		"as_of": as_of.isoformat() if as_of else None,
		"as_of_is_given": options.today is not None,
		"ripe_days": options.ripe_days,
		"rows": _rows(run),
		"moments": run.moments.counted(),
		"cases": {
			"all": cases_of(counts),
			"with_a_stage": sum(cases for mask, cases in counts.items() if mask),
			"ripe": cases_of(ripe_counts(tally.all.by_day, as_of, options.ripe_days)) if as_of else None,
		},
		"order_of_stages": _order(run),
		"stages": _stages(run),
		"beside": _beside(run),
		"outcomes": _outcomes(run, as_of),
		"conversion": _conversion(run),
		"times": _times(run),
		"cohorts": {
			"by": options.span.value,
			"won_since": missing.isoformat() if (missing := missing_before(tally)) else None,
			"rows": cohort_rows(tally, as_of, options),
		},
		"groups": group_rows(run.result, as_of, options) if run.layout.group_by else None,
		"is_ladder": not doubts,
		"doubts": [_doubt(run, doubt) for doubt in doubts],
		"repeated_ids": _repeated(run.result),
		"unreadable": [example._asdict() for example in run.result.unreadable],
		"unreadable_because": [
			{"reason": reason, "rows": rows, "first_line": run.rejects.first_lines[reason]}
			for reason, rows in run.rejects.reasons.most_common()
		],
	}
	summary["cautions"] = cautions_of(summary, run.result, run.layout)
	return summary


def _columns(run: Run) -> dict[str, Any]:
	layout = run.layout
	return {
		"id": layout.id,
		"stage": layout.stage,
		"at": layout.at,
		"stages": list(layout.dated),
		"not_taken_for_stages": list(layout.passed_over),
		"group_by": layout.group_by,
		"amount": layout.amount,
	}


def _rows(run: Run) -> dict[str, Any]:
	result = run.result
	return {
		"read": result.rows,
		"unreadable": run.rejects.count,
		"blank": result.blank,
		"without_id": result.without_id,
		"repeated_stages": result.repeats,
		"undated": result.undated,
		"of_other_stages": sum(result.other_stages.values()),
		"other_stages": [
			{"stage": stage, "rows": rows} for stage, rows in result.other_stages.most_common(100)
		],
		"unreadable_amounts": result.unreadable_amounts,
		"cases_of_several_groups": result.several_values,
		"cases_of_several_amounts": result.several_amounts,
	}


def _order(run: Run) -> str:
	if run.options.stages:
		return "given"
	return (
		"found in the dates"
		if run.result.order_is_found
		else "of the columns"
		if run.layout.dated
		else "of the app"
	)


def _stages(run: Run) -> list[dict[str, Any]]:
	tally = run.result.tally
	counts, names = all_counts(tally.all.by_day), tally.ladder.rungs
	climbed = on_ladder(counts, tally.ladder)
	cases = cases_of(counts)
	rows = []
	for found in figures_by_stage(climbed, range(len(names))):
		before, later = found.from_before, reached(climbed, found.place + 1)
		rows.append(
			{
				"stage": names[found.place],
				"reached": found.reached,
				"came": found.itself,
				"skipped": found.skipped,
				"furthest": found.reached - later,
				"undated": tally.undated[found.place],
				"from_before": rate_of(before.won, before.leads) if before else None,
				"from_first": rate_of(found.reached, reached(climbed, 0)),
				"of_all": rate_of(found.reached, cases),
				**_days(tally.days[found.place]),
			}
		)
	return rows


def _beside(run: Run) -> list[dict[str, Any]]:
	tally = run.result.tally
	counts, first = all_counts(tally.all.by_day), len(tally.ladder.rungs)
	return [
		{
			"stage": stage,
			"means_lost": stage in tally.ladder.lost,
			"came": itself(counts, place),
			"undated": tally.undated[place],
			**_days(tally.days[place]),
		}
		for place, stage in enumerate(tally.ladder.beside, start=first)
	]


def _outcomes(run: Run, as_of: date | None) -> dict[str, Any]:
	ladder = run.result.tally.ladder
	found = outcomes(run.result.tally.all.counts, ladder)
	return {
		"won_stage": ladder.rungs[ladder.won],
		"lost_stages": [stage for stage in ladder.beside if stage in ladder.lost],
		**ending_figures(run.result.tally.all, as_of, run.options),
		"won_and_lost": found.both,
	}


def _conversion(run: Run) -> list[dict[str, Any]]:
	"""Of every pair of rungs, earlier to later."""
	tally = run.result.tally
	names, came = tally.ladder.rungs, on_ladder(all_counts(tally.all.by_day), tally.ladder)
	rows = []
	for first, then in combinations(range(len(names)), 2):
		passage = tally.passages.by_pair.get((first, then))
		rows.append(
			{
				"from": names[first],
				"to": names[then],
				"reached": rate_of(reached(came, then), reached(came, first)),
				"came_to_both": rate_of(came_to_both(came, first, then), itself(came, first)),
				"in_order": passage.timed - passage.negative if passage else None,
			}
		)
	return rows


def _times(run: Run) -> list[dict[str, Any]]:
	tally, limits = run.result.tally, run.options.within
	names = tally.ladder.rungs
	counts = reached_stages(all_counts(tally.all.by_day), tally.ladder)
	return [
		{
			"from": names[first],
			"to": names[then],
			"days": day_figures(passage.days, limits, counts[first]),
			"elapsed_days": elapsed_figures(passage.in_elapsed_days()),
		}
		for (first, then), passage in tally.passages.by_pair.items()
	]


def _backwards(run: Run) -> dict[tuple[int, int], tuple[int, int]]:
	return {
		pair: (passage.negative, passage.timed)
		for pair, passage in run.result.tally.passages.by_pair.items()
		if passage.timed
	}


def _doubt(run: Run, doubt: LadderDoubt) -> dict[str, Any]:
	names = run.result.tally.ladder.rungs
	return {
		"doubt": doubt.doubt.value,
		"stage": names[doubt.place],
		"other": None if doubt.other is None else names[doubt.other],
		"cases": doubt.cases,
		"of": doubt.of,
	}


def _last_day(run: Run) -> date | None:
	last = max((days[1] for days in run.result.tally.days if days), default=None)
	return date.fromordinal(last) if last else None


def _days(days: tuple[int, int] | None) -> dict[str, str | None]:
	first, last = (date.fromordinal(day).isoformat() for day in days) if days else (None, None)
	return {"first_day": first, "last_day": last}


def _repeated(result: PassResult) -> dict[str, Any] | None:
	if result.repeated is None:
		return None
	examples = [{"id": text[:80], "lines": list(lines)} for text, lines in result.repeated.examples.items()]
	return {"rows": result.repeated.rows, "examples": examples}
