"""The tables of Lead Response Time: by how soon leads were answered, or by what else they are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lead_intelligence.adapters.reports.response_cells import TO_OPPORTUNITY, minutes
from lead_intelligence.adapters.reports.response_counts import Counted, everyone
from lead_intelligence.adapters.reports.response_groups import named
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.groups import ALL, Grouping, key_of
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape
from lead_intelligence.core.responding.buckets import TIMED, WORDS, Bucket
from lead_intelligence.core.responding.question import ResponseQuestion
from lead_intelligence.core.responding.responses import Alike, Responses, Time, by_bucket, responses

_CONVERSION = (
	*TO_OPPORTUNITY,
	Column(name="won", label="Won", shape=Shape.COUNT, drill=True),
	Column(name="won_rate", label="Conversion to Won", shape=Shape.SHARE),
)
_OF_GROUPS = (
	Column(name="leads", label="Due a First Response", shape=Shape.COUNT, drill=True),
	Column(name="answered", label="Answered", shape=Shape.COUNT, drill=True),
	Column(name="waiting", label="No Answer Yet", shape=Shape.COUNT, drill=True),
	Column(name="unanswered", label="Ended without an Answer", shape=Shape.COUNT, drill=True),
	Column(name="median_working", label="Median Working Time", shape=Shape.MINUTES),
	Column(name="p90_working", label="Nine in Ten within (Working Time)", shape=Shape.MINUTES),
	Column(name="median_elapsed", label="Median Elapsed Time", shape=Shape.MINUTES),
	Column(name="p90_elapsed", label="Nine in Ten within (Elapsed Time)", shape=Shape.MINUTES),
	Column(name="in_time_rate", label="Answered in Time", shape=Shape.SHARE),
	Column(name="not_in_time", label="Not in Time", shape=Shape.COUNT, drill=True),
	Column(name="attempts_each", label="Attempts per Lead", shape=Shape.FACTOR),
	Column(name="attempted_in_vain", label="Tried, Not Reached", shape=Shape.COUNT, drill=True),
	*_CONVERSION,
)
_GROUPS_BEFORE = (
	Column(name="leads_before", label="Due Before", shape=Shape.COUNT),
	Column(name="median_working_before", label="Median Working Time Before", shape=Shape.MINUTES),
	Column(name="in_time_rate_before", label="In Time Before", shape=Shape.SHARE),
)


def group_rows(
	grouping: Grouping,
	groups: Mapping[str, Counted],
	before: Mapping[str, Counted] | None,
	names: Mapping[str, str],
	fewest: int,
) -> Result:
	of_groups = {group: counted.figures for group, counted in groups.items()}
	earlier = {group: counted.figures for group, counted in (before or {}).items()}
	order = grouping.ordered({group: float(one.leads) for group, one in of_groups.items()})
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**({"group_label": names[group]} if group in names else {}),
			**_cells(of_groups[group], fewest),
			**(_before(earlier.get(group)) if before is not None else {}),
		}
		for group in order
	]
	total = {"key": ALL, "group": Sentence(text="All"), "bold": 1, **_cells(everyone(groups).figures, fewest)}
	total |= _before(everyone(before).figures) if before is not None else {}
	medians = [minutes(of_groups[group].working and of_groups[group].working.median) for group in order]
	chart = grouping.chart(
		order,
		Series(label="Median Working Time", numbers=medians),
		Series(
			label="Median Elapsed Time",
			numbers=[
				minutes(of_groups[group].elapsed and of_groups[group].elapsed.median) for group in order
			],
		),
		shape=Shape.MINUTES,
	)
	columns = [grouping.column, *_OF_GROUPS, *(_GROUPS_BEFORE if before is not None else ())]
	return Result(columns=columns, rows=[*rows, total], chart=chart and named(chart, names), has_total=True)


def _cells(one: Responses, fewest: int) -> dict[str, object]:
	working, elapsed = one.working, one.elapsed
	return {
		"leads": one.leads,
		"answered": one.answered,
		"waiting": one.waiting,
		"unanswered": one.unanswered,
		"median_working": minutes(working and working.median),
		"p90_working": minutes(working and working.p90),
		"median_elapsed": minutes(elapsed and elapsed.median),
		"p90_elapsed": minutes(elapsed and elapsed.p90),
		**rate_cells("in_time_rate", one.in_time, fewest),
		"not_in_time": one.in_time.lost,
		"attempts_each": one.attempts_each,
		"attempted_in_vain": one.attempted_in_vain,
		**_conversion(one, fewest),
	}


def _conversion(one: Responses, fewest: int) -> dict[str, object]:
	return {
		"unripe": one.unripe > 0,
		"ripe": one.opportunities.leads,
		"opportunities": one.opportunities.won,
		**rate_cells("opportunity_rate", one.opportunities, fewest),
		"won": one.won.won,
		**rate_cells("won_rate", one.won, fewest),
	}


def _before(one: Responses | None) -> dict[str, object]:
	if one is None:
		return {"leads_before": 0, "median_working_before": None, "in_time_rate_before": None}
	return {
		"leads_before": one.leads,
		"median_working_before": minutes(one.working and one.working.median),
		"in_time_rate_before": one.in_time.rate,
	}


_LEADS_IN = {
	Time.WORKING: Column(name="leads", label="Leads, by Working Time", shape=Shape.COUNT, drill=True),
	Time.ELAPSED: Column(name="leads", label="Leads, by Elapsed Time", shape=Shape.COUNT, drill=True),
}
_OTHER_IN = {
	Time.WORKING: Column(name="other_leads", label="Leads, by Working Time", shape=Shape.COUNT, drill=True),
	Time.ELAPSED: Column(name="other_leads", label="Leads, by Elapsed Time", shape=Shape.COUNT, drill=True),
}
_BUCKETS_BEFORE = (
	Column(name="leads_before", label="Leads Before", shape=Shape.COUNT),
	Column(name="share_before", label="Share Before", shape=Shape.SHARE),
)


def bucket_rows(total: Counted, before: Counted | None, question: ResponseQuestion, fewest: int) -> Result:
	other = Time.ELAPSED if question.time is Time.WORKING else Time.WORKING
	found, others = by_bucket(total.alike, question.time), by_bucket(total.alike, other)
	earlier = by_bucket(before.alike, question.time) if before is not None else None
	every, every_before = _leads(total.alike), _leads(before.alike) if before is not None else 0
	place = 0 if question.time is Time.WORKING else 1
	rows = []
	for bucket in Bucket:
		if bucket is Bucket.UNKNOWN and not found[bucket] and not others[bucket]:
			continue
		won = sum(leads for buckets, leads in total.won.items() if buckets[place] is bucket)
		rows.append(
			{
				"key": bucket.value,
				"group": WORDS[bucket],
				**_bucket_cells(found[bucket], every, others[bucket], won, fewest),
				**(_bucket_before(earlier[bucket], every_before) if earlier is not None else {}),
			}
		)
	won = sum(total.won.values())
	last = {"key": ALL, "group": Sentence(text="All"), "bold": 1}
	last |= _bucket_cells(total.alike, every, total.alike, won, fewest)
	last |= _bucket_before(before.alike, every_before) if before is not None else {}
	columns = [
		Column(name="group", label="Response Time", shape=Shape.TEXT),
		_LEADS_IN[question.time],
		Column(name="share", label="Share of Leads", shape=Shape.SHARE),
		_OTHER_IN[other],
		Column(name="attempts_each", label="Attempts per Lead", shape=Shape.FACTOR),
		*_CONVERSION,
		*(_BUCKETS_BEFORE if before is not None else ()),
	]
	chart = Chart(
		labels=[WORDS[bucket] for bucket in (*TIMED, Bucket.WAITING, Bucket.NEVER)],
		series=[
			Series(
				label="Working Time", numbers=_numbers(found if question.time is Time.WORKING else others)
			),
			Series(
				label="Elapsed Time", numbers=_numbers(others if question.time is Time.WORKING else found)
			),
		],
	)
	return Result(columns=columns, rows=[*rows, last], chart=chart, has_total=True)


def _numbers(found: Mapping[Bucket, Sequence[Alike]]) -> list[float | None]:
	return [float(_leads(found[bucket])) for bucket in (*TIMED, Bucket.WAITING, Bucket.NEVER)]


def _leads(alike: Sequence[Alike]) -> int:
	return sum(one.leads for one in alike)


def _bucket_cells(
	alike: Sequence[Alike], every: int, others: Sequence[Alike], won: int, fewest: int
) -> dict[str, object]:
	one = responses(alike, won)
	return {
		"leads": one.leads,
		**rate_cells("share", Tally(leads=every, won=one.leads), 0),
		"other_leads": _leads(others),
		"attempts_each": one.attempts_each,
		**_conversion(one, fewest),
	}


def _bucket_before(alike: Sequence[Alike], every: int) -> dict[str, object]:
	leads = _leads(alike)
	return {"leads_before": leads, "share_before": leads / every if every else None}


def cards(every: Responses, before: Responses | None) -> list[Card]:
	working, earlier = every.working, before and before.working
	return [
		Card(
			label="Due a First Response",
			value=every.leads,
			shape=Shape.COUNT,
			before=before.leads if before else None,
		),
		Card(
			label="Median Working Time",
			value=minutes(working and working.median),
			shape=Shape.MINUTES,
			before=minutes(earlier and earlier.median),
		),
		Card(
			label="Answered in Time",
			value=every.in_time.rate,
			shape=Shape.SHARE,
			before=before.in_time.rate if before else None,
		),
		Card(
			label="No Answer Yet",
			value=every.waiting,
			shape=Shape.COUNT,
			before=before.waiting if before else None,
		),
	]
