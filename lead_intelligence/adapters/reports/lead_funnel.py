"""Lead Funnel: how far the leads of a period came, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from pypika.functions import Count
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.core.funnel.chosen_stages import figures_by_stage
from lead_intelligence.core.funnel.stages import StageCounts
from lead_intelligence.core.metrics.quantile import Counts, spread_of
from lead_intelligence.core.qualification.stages import LADDER
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.result import Chart, Column, Result, Sentence, Series, Shape

_COLUMNS = (
	Column(name="stage", label="Stage", shape=Shape.TEXT),
	Column(name="reached", label="Reached", shape=Shape.COUNT, drill=True),
	Column(name="skipped", label="Skipped", shape=Shape.COUNT, drill=True),
	Column(name="from_before", label="From the Stage Before", shape=Shape.SHARE),
	Column(name="from_first", label="From the First Stage", shape=Shape.SHARE),
	Column(name="median", label="Median Days from the Stage Before", shape=Shape.DAYS),
	Column(name="p90", label="Nine in Ten within Days", shape=Shape.DAYS),
)


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	asked = AskedLeads(filters)
	counts = _counts(asked)
	if not counts:
		return Result(columns=_COLUMNS, rows=(), notes=[*asked.missing(), _NOTHING])
	days = _days(asked)
	rows = []
	for one in figures_by_stage(counts, range(len(LADDER))):
		spread = spread_of(days.get(one.place, {}))
		rows.append(
			{
				"key": LADDER[one.place].value,
				"stage": Sentence(text=LADDER[one.place].value),
				"reached": one.reached,
				"skipped": one.skipped,
				"from_before": one.from_before.rate if one.from_before else None,
				"from_first": one.from_first.rate if one.from_first else None,
				"median": spread.median if spread else None,
				"p90": spread.p90 if spread else None,
			}
		)
	chart = Chart(
		labels=[row["stage"] for row in rows],
		series=[Series(label="Reached", numbers=[row["reached"] for row in rows])],
	)
	return Result(columns=_COLUMNS, rows=rows, chart=chart, notes=asked.missing())


_NOTHING = Sentence(text="No lead entered in this period. Choose a longer period, or take a filter away.")


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	reach = Reach(AskedLeads(filters), LADDER)
	place = next((place for place, stage in enumerate(LADDER) if stage.value == key), 0)
	query = _of_period(frappe.qb.from_(reach.table).select(reach.lead), reach, filters)
	query = query.where(reach.mask >= 1 << place)
	return query.where(reach.came_to(LADDER[place]).negate()) if column == "skipped" else query


def _of_period(query: QueryBuilder, reach: Reach, filters: Filters) -> QueryBuilder:
	entered = reach.entered
	return query.where((entered >= filters.period.begin) & (entered < filters.period.end))


def _counts(asked: AskedLeads) -> StageCounts:
	reach = Reach(asked, LADDER)
	query = frappe.qb.from_(reach.table).select(reach.mask.as_("mask"), Count("*"))
	query = _of_period(query, reach, asked.filters).groupby(frappe.qb.Field("mask"))
	return dict(query.run())


def _days(asked: AskedLeads) -> dict[int, Counts]:
	"""By stage, the calendar days since the stage before it."""
	reach = Reach(asked, LADDER)
	found: dict[int, dict[int, int]] = {}
	for place in range(1, len(LADDER)):
		days = reach.days(LADDER[place - 1], LADDER[place])
		query = frappe.qb.from_(reach.table).select(days.as_("days"), Count("*"))
		query = (
			_of_period(query, reach, asked.filters).where(days.isnotnull()).groupby(frappe.qb.Field("days"))
		)
		found[place] = dict(query.run())
	return found
