"""How many leads Source Return counts, each in one statement over the journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import frappe
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.funnel_counts import counted, numbers_table
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import Reach, bit_of, worked_out
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.figures import Reached

RUNGS: Final = {
	"leads": LADDER[0],
	"mql": Stage.MQL,
	"sql": Stage.SQL,
	"opportunities": Stage.OPPORTUNITY,
	"customers": Stage.CUSTOMER,
}
"""By name of a count, the stage that those leads came to, or beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
	"""Leads told apart by the `dimension`, in one of the `periods`, the first of which is the one that is asked for."""

	asked: AskedLeads
	dimension: Dimension
	periods: Sequence[Period]

	def cohort(self) -> tuple[Reach, Term]:
		"""With the moment at which each lead came in."""
		reach = Reach(self.asked, (), reached=LADDER[:1], of_lead=self.dimension not in BY_TIME)
		return reach, reach.entered

	def bucket(self, moment: Term) -> Case:
		case = Case()
		for number, period in enumerate(self.periods):
			case = case.when(within(moment, period), number)
		return case

	def in_periods(self, moment: Term) -> Criterion:
		return (moment >= self.periods[-1].begin) & (moment < self.periods[0].end)


def of_cohorts(origins: Origins, ripe_before: datetime) -> tuple[list[dict[str, Reached]], dict[str, int]]:
	"""By period and group; and by group those of the period itself that came in since then, and are too young to be judged."""
	reach, entered = origins.cohort()
	columns = {
		"bucket": origins.bucket(entered),
		"group": value_of(origins.dimension, reach.table, entered),
		"rung": _furthest(reach),
		"ripe": Case().when(entered < ripe_before, 1).else_(0),
	}
	query = frappe.qb.from_(reach.table).where(origins.in_periods(entered))
	found: list[dict[str, Reached]] = [{} for _period in origins.periods]
	young: dict[str, int] = {}
	for bucket, group, rung, ripe, leads in counted(query, columns):
		of_group = found[bucket].get(group, Reached())
		counts = {name: leads for place, name in enumerate(RUNGS) if place <= rung}
		found[bucket][group] = of_group + Reached(**counts)
		if not bucket and not ripe:
			young[group] = young.get(group, 0) + leads
	return found, young


def _furthest(reach: Reach) -> Case:
	"""The place of the last of the rungs that the lead came to."""
	case = Case()
	for place, stage in reversed(list(enumerate(RUNGS.values()))):
		if place:
			case = case.when(reach.has_reached(stage), place)
	return case.else_(0)


def of_activity(origins: Origins) -> list[dict[str, Reached]]:
	"""By period and group: leads that first came to each of the rungs in it. By the calendar, each belongs to the day of that."""
	dimension, stages = origins.dimension, list(RUNGS.values())
	reach = Reach(origins.asked, (), reached=stages, of_lead=dimension not in BY_TIME)
	numbers, moment = numbers_table([bit_of(stage) for stage in stages]), Case()
	for number, stage in enumerate(stages):
		moment = moment.when(numbers.number == number, reach.reached_at(stage))
	query = frappe.qb.from_(reach.table).join(numbers).on(reach.mask >= numbers.bits)
	columns = {"rung": numbers.number, "moment": moment}
	if dimension not in BY_TIME:
		columns["of_lead"] = value_of(dimension, reach.table, moment)
	made = worked_out(query, columns)
	query = frappe.qb.from_(made).where(origins.in_periods(made.moment))
	group = value_of(dimension, made, made.moment) if dimension in BY_TIME else made.of_lead
	found: list[dict[str, Reached]] = [{} for _period in origins.periods]
	names = list(RUNGS)
	for bucket, of_rung, rung, leads in counted(
		query, {"bucket": origins.bucket(made.moment), "group": group, "rung": made.rung}
	):
		of_group = found[bucket].get(of_rung, Reached())
		found[bucket][of_rung] = of_group + Reached(**{names[rung]: leads})
	return found


def leads_of_rung(origins: Origins, name: str, *, by_cohort: bool) -> tuple[Reach, Term, QueryBuilder]:
	"""Those of the period itself that are counted under the name, and the moment by which they belong to it."""
	stage = RUNGS[name]
	reach = Reach(origins.asked, (), reached=(LADDER[0] if by_cohort else stage,))
	moment = reach.reached_at(LADDER[0] if by_cohort else stage)
	query = frappe.qb.from_(reach.table).select(reach.lead).where(within(moment, origins.periods[0]))
	return reach, moment, query.where(reach.has_reached(stage)) if by_cohort else query
