"""What the Lead Funnel counts, each in one statement over the journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import frappe
from pypika import Case
from pypika.functions import Count
from pypika.queries import QueryBuilder, Selectable
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.milestones.journey_moments import bit_of
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.periods import place_among, within_any
from lead_intelligence.adapters.reports.stage_reach import Reach, days_between, reach_in_parts
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.funnel.by_stage import Climbed
from lead_intelligence.core.funnel.climb import Standing
from lead_intelligence.core.funnel.question import FunnelQuestion
from lead_intelligence.core.funnel.step import Crossing
from lead_intelligence.core.qualification.stages import BESIDE, LADDER, Stage
from lead_intelligence.core.reporting.period import Period

_BESIDE = {stage.value: stage for stage in BESIDE}
# What a row is counted for: the period itself, the one before, or none because nobody knows its day.
NOW, BEFORE, UNDATED = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
	"""Leads by when they came in: in one of the `periods`, the first of which is the one that is asked for. `ripe_before`: those that
	came in before it are old enough to be judged."""

	asked: AskedLeads
	question: FunnelQuestion
	periods: Sequence[Period]
	ripe_before: datetime

	def reach(self, moments: Sequence[Stage] = (), *, of_lead: bool = True) -> Reach:
		return Reach(self.asked, moments, reached=self.question.stages[:1], of_lead=of_lead)

	def reaches(self, moments: Sequence[Stage] = (), *, of_lead: bool = True) -> list[Reach]:
		"""The same in parts, without most of those that came in at another time."""
		first = self.question.stages[:1]
		came = (self.periods[-1].begin, self.periods[0].end) if first[0] is LADDER[0] else None
		return reach_in_parts(self.asked, moments, reached=first, of_lead=of_lead, came=came)

	@property
	def ends(self) -> tuple[Stage, ...]:
		"""The stages between which days are counted. Leads come in by many."""
		first, last = self.question.first, self.question.last
		return (first, last) if first else (last,)

	def came_in(self, reach: Reach) -> Term:
		return reach.reached_at(self.question.stages[0])

	def bucket(self, moment: Term) -> Case:
		return place_among(moment, self.periods, Case().when(moment.isnull(), UNDATED))

	def members(self, reach: Reach, query: QueryBuilder) -> QueryBuilder:
		"""Leads that came to the first stage, in one of the periods or nobody knows when."""
		moment = self.came_in(reach)
		query = query.where(moment.isnull() | within_any(moment, self.periods))
		return self.of_first_stage(reach, query)

	def of_first_stage(self, reach: Reach, query: QueryBuilder) -> QueryBuilder:
		first = self.question.first
		return query.where(reach.has_reached(first)) if first else query

	def is_ripe(self, reach: Reach) -> Case:
		return Case().when(self.came_in(reach) < self.ripe_before, 1).else_(0)

	def days_in_all(self, reach: Reach) -> Term:
		first, last = self.question.first, self.question.last
		return days_between(reach.moment(first) if first else self.came_in(reach), reach.moment(last))


def climbed(cohorts: Cohorts) -> tuple[list[Climbed], int]:
	"""By period, and the leads of which nobody knows when they came in.

	Each lead is looked at several times: once to be counted, once for each step that it made, and once for its whole way."""
	stages = cohorts.question.stages
	rows = [row for reach in cohorts.reaches(stages) for row in _looked_at(cohorts, reach)]
	return _climbed(rows, stages, len(cohorts.periods))


def _looked_at(cohorts: Cohorts, reach: Reach) -> Sequence[Sequence]:
	stages = cohorts.question.stages
	looks = [0, bit_of(stages[-1]), *(bit_of(one) | bit_of(then) for one, then in pairwise(stages))]
	numbers, was_there, days = numbers_table(looks), Case(), Case()
	for number, bits in enumerate(looks):
		was_there = was_there.when(numbers.number == number, reach.mask.bitwiseand(bits))
	days = days.when(numbers.number == 1, cohorts.days_in_all(reach))
	for number, (one, then) in enumerate(pairwise(stages), 2):
		days = days.when(numbers.number == number, reach.days(one, then))
	# Most leads were on few stages: the other steps need not be looked at.
	query = frappe.qb.from_(reach.table).join(numbers).on(was_there == numbers.bits)
	counts, stage = numbers.number == 0, reach.table.li_stage
	columns = {
		"bucket": cohorts.bucket(cohorts.came_in(reach)),
		"look": numbers.number,
		"mask": Case().when(counts, reach.mask),
		"ripe": Case().when(counts, cohorts.is_ripe(reach)),
		"aside": Case().when(counts & stage.isin(sorted(_BESIDE)), stage),
		"days": days,
	}
	return counted(cohorts.members(reach, query), columns)


def _climbed(rows: Sequence[Sequence], stages: Sequence[Stage], periods: int) -> tuple[list[Climbed], int]:
	standings: list[dict[Standing, int]] = [{} for _period in range(periods)]
	in_all: list[dict[int, int]] = [{} for _period in range(periods)]
	steps: list[dict[Stage, dict[int, int]]] = [{} for _period in range(periods)]
	undated = 0
	for bucket, look, mask, ripe, aside, days, leads in rows:
		if bucket == UNDATED:
			undated += leads * (look == 0)
		elif look == 0:
			standing = Standing(mask=int(mask), is_ripe=bool(ripe), aside=_BESIDE.get(aside))
			standings[bucket][standing] = standings[bucket].get(standing, 0) + leads
		elif days is not None:
			of_step = in_all[bucket] if look == 1 else steps[bucket].setdefault(stages[look - 1], {})
			of_step[int(days)] = of_step.get(int(days), 0) + leads
	return [
		Climbed(standings=standings[number], days=steps[number], in_all=in_all[number])
		for number in range(periods)
	], undated


def crossings(cohorts: Cohorts, dimension: Dimension) -> tuple[list[dict[str, dict[Crossing, int]]], int]:
	"""By period and group; and the leads of which nobody knows when they came in."""
	reaches = cohorts.reaches(cohorts.ends, of_lead=dimension not in BY_TIME)
	rows = [row for reach in reaches for row in _crossed(cohorts, reach, dimension)]
	found: list[dict[str, dict[Crossing, int]]] = [{} for _period in cohorts.periods]
	undated = 0
	for bucket, group, ripe, came, days, leads in rows:
		if bucket == UNDATED:
			undated += leads
			continue
		crossing = Crossing(is_ripe=bool(ripe), came=bool(came), days=None if days is None else int(days))
		of_group = found[bucket].setdefault(group, {})
		of_group[crossing] = of_group.get(crossing, 0) + leads
	return found, undated


def _crossed(cohorts: Cohorts, reach: Reach, dimension: Dimension) -> Sequence[Sequence]:
	query, moment = frappe.qb.from_(reach.table), cohorts.came_in(reach)
	columns = {
		"bucket": cohorts.bucket(moment),
		"group": value_of(dimension, reach.table, moment),
		"ripe": cohorts.is_ripe(reach),
		"came": came_to(reach, cohorts.question.last),
		"days": cohorts.days_in_all(reach),
	}
	return counted(cohorts.members(reach, query), columns)


def came_to(reach: Reach, stage: Stage) -> Case:
	return Case().when(reach.has_reached(stage), 1).else_(0)


def counted(query: QueryBuilder, columns: Mapping[str, Term]) -> Sequence[Sequence]:
	"""How many rows there are with each combination of values."""
	# No column of a table is called so, which would be grouped by instead.
	names = [f"counted_{name}" for name in columns]
	query = query.select(*(term.as_(name) for name, term in zip(names, columns.values(), strict=True)))
	rows: Sequence[Sequence] = query.select(Count("*")).groupby(*map(frappe.qb.Field, names)).run()
	return rows


def numbers_table(bits: Sequence[int]) -> Selectable:
	"""A table with a row for each of the bits, numbered from 0 on, to look at each lead several times."""
	rows = (
		frappe.qb.select(ValueWrapper(number).as_("number"), ValueWrapper(some).as_("bits"))
		for number, some in enumerate(bits)
	)
	return union_of(rows, "numbers")
