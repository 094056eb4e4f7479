"""What the Lead Funnel counts of the steps that were made in a period, each in one statement over the journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import frappe
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, NullValue, Term

from lead_intelligence.adapters.milestones.journey_moments import bit_of
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.funnel_counts import counted, numbers_table
from lead_intelligence.adapters.reports.periods import place_among, within_any
from lead_intelligence.adapters.reports.stage_reach import Reach, days_between, reach_in_parts, worked_out
from lead_intelligence.core.funnel.activity import Flow, Steps
from lead_intelligence.core.funnel.question import FunnelQuestion
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.reporting.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
	"""Steps in one of the `periods`, the first of which is the one that is asked for."""

	asked: AskedLeads
	question: FunnelQuestion
	periods: Sequence[Period]

	def reach(self, moments: Sequence[Stage], reached: Sequence[Stage], *, of_lead: bool = True) -> Reach:
		wanted = tuple(dict.fromkeys(reached))
		return Reach(self.asked, moments, reached=wanted, of_lead=of_lead, since=self.periods[-1].begin)

	def reaches(
		self, moments: Sequence[Stage], reached: Sequence[Stage], *, of_lead: bool = True
	) -> list[Reach]:
		"""The same in parts."""
		wanted, since = tuple(dict.fromkeys(reached)), self.periods[-1].begin
		return reach_in_parts(self.asked, moments, reached=wanted, of_lead=of_lead, since=since)

	def bucket(self, moment: Term) -> Case:
		return place_among(moment, self.periods)

	def in_periods(self, moment: Term) -> Criterion:
		return within_any(moment, self.periods)

	def days_in_all(self, reach: Reach) -> Term:
		first, last = self.question.first, self.question.last
		came_in = reach.reached_at(self.question.stages[0])
		return days_between(reach.moment(first) if first else came_in, reach.moment(last))


def steps(activity: Activity) -> list[dict[Stage, Steps]]:
	"""By period and stage."""
	stages = activity.question.stages
	reaches = activity.reaches(stages, stages, of_lead=False)
	found: list[dict[Stage, Steps]] = [{} for _period in activity.periods]
	for bucket, number, was_there, since, leads in chain(*(_steps(activity, reach) for reach in reaches)):
		of_stage = found[bucket].setdefault(stages[number], Steps())
		of_stage.reached += leads
		of_stage.itself += leads * was_there
		if since is not None:
			of_stage.days[int(since)] = of_stage.days.get(int(since), 0) + leads
	return found


def _steps(activity: Activity, reach: Reach) -> Sequence[Sequence]:
	stages = activity.question.stages
	numbers = numbers_table([bit_of(stage) for stage in stages])
	moment, itself, days = Case(), Case(), Case()
	for number, stage in enumerate(stages):
		here = numbers.number == number
		moment = moment.when(here, reach.reached_at(stage))
		itself = itself.when(here & reach.came_to(stage), 1)
		since = reach.days(stages[number - 1], stage) if number else NullValue()
		days = days.when(here, since)
	query = frappe.qb.from_(reach.table).join(numbers).on(reach.mask >= numbers.bits)
	made = worked_out(
		query, {"step": numbers.number, "moment": moment, "itself": itself.else_(0), "days": days}
	)
	query = frappe.qb.from_(made).where(activity.in_periods(made.moment))
	columns = {
		"bucket": activity.bucket(made.moment),
		"step": made.step,
		"itself": made.itself,
		"days": made.days,
	}
	return counted(query, columns)


def flows(activity: Activity, dimension: Dimension) -> list[dict[str, Flow]]:
	"""By period and group. By the calendar, each step belongs to its own day."""
	ends = (activity.question.stages[0], activity.question.last)
	reaches = activity.reaches(ends, ends, of_lead=dimension not in BY_TIME)
	found: list[dict[str, Flow]] = [{} for _period in activity.periods]
	rows = chain(*(_flows(activity, reach, dimension) for reach in reaches))
	for bucket, step, group, days, leads in rows:
		flow = found[bucket].setdefault(group, Flow())
		if step == 0:
			flow.leads += leads
			continue
		flow.came += leads
		if days is not None:
			flow.days[int(days)] = flow.days.get(int(days), 0) + leads
	return found


def _flows(activity: Activity, reach: Reach, dimension: Dimension) -> Sequence[Sequence]:
	first, last = activity.question.stages[0], activity.question.last
	numbers = numbers_table((bit_of(first), bit_of(last)))
	moment = Case().when(numbers.number == 0, reach.reached_at(first)).else_(reach.reached_at(last))
	query = frappe.qb.from_(reach.table).join(numbers).on(reach.mask >= numbers.bits)
	days = Case().when(numbers.number == 1, activity.days_in_all(reach))
	of_step = {"step": numbers.number, "moment": moment, "days": days}
	if dimension not in BY_TIME:
		of_step["of_lead"] = value_of(dimension, reach.table, moment)
	made = worked_out(query, of_step)
	query = frappe.qb.from_(made).where(activity.in_periods(made.moment))
	columns = {
		"bucket": activity.bucket(made.moment),
		"step": made.step,
		"group": value_of(dimension, made, made.moment) if dimension in BY_TIME else made.of_lead,
		"days": made.days,
	}
	return counted(query, columns)


def leads_of_step(activity: Activity, stage: Stage) -> tuple[Reach, Term, QueryBuilder]:
	"""Those that first reached the stage in the period, and the moment of it."""
	reach = activity.reach((), (stage,))
	moment = reach.reached_at(stage)
	query = frappe.qb.from_(reach.table).select(reach.lead).where(activity.in_periods(moment))
	return reach, moment, query
