"""Lead Funnel: how far leads came, stage by stage or from one stage to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe.utils import now_datetime
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.funnel_activity import Activity, flows, leads_of_step, steps
from lead_intelligence.adapters.reports.funnel_counts import Cohorts, climbed, crossings
from lead_intelligence.adapters.reports.grouping import GROUPS, by_family, grouping_of, is_of_group
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import nameless_leads
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.funnel.activity import Flow, activity_by_group, activity_by_stage
from lead_intelligence.core.funnel.by_group import funnel_by_group
from lead_intelligence.core.funnel.by_stage import funnel_by_stage
from lead_intelligence.core.funnel.question import BY_STAGE, Basis, FunnelQuestion, read_question
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.funnel.step import together
from lead_intelligence.core.qualification.stages import LADDER, Stage, rank
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import group_of
from lead_intelligence.core.reporting.period import Period, ripe_before
from lead_intelligence.core.reporting.result import Result


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	question = read_question(values, GROUPS)
	asked = AskedLeads(filters)
	if question.basis is Basis.ACTIVITY:
		return _activity(asked, question)
	return _cohorts(asked, question)


def _cohorts(asked: AskedLeads, question: FunnelQuestion) -> Result:
	ripe_days, fewest = settings().ripe_days, settings().fewest_cases
	cohorts = _of_period(asked, question, _periods(asked.filters))
	sure = {"ripe_days": ripe_days, "fewest": fewest}
	if question.by == BY_STAGE:
		found, undated = climbed(cohorts)
		return funnel_by_stage(question, found[0], _second(found), _left_out(asked, undated), **sure)
	dimension = Dimension(question.by)
	groups, undated = crossings(cohorts, dimension)
	if dimension is Dimension.FAMILY:
		groups = [by_family(of_sources, lambda one, other: together((one, other))) for of_sources in groups]
	grouping = grouping_of(dimension, (group for of_groups in groups for group in of_groups))
	return funnel_by_group(question, grouping, groups[0], _second(groups), _left_out(asked, undated), **sure)


def _activity(asked: AskedLeads, question: FunnelQuestion) -> Result:
	activity = Activity(asked=asked, question=question, periods=_periods(asked.filters))
	left_out, fewest = _left_out(asked, 0), settings().fewest_cases
	if question.by == BY_STAGE:
		found = steps(activity)
		return activity_by_stage(question, found[0], _second(found), left_out, fewest=fewest)
	dimension = Dimension(question.by)
	groups = flows(activity, dimension)
	if dimension is Dimension.FAMILY:
		groups = [by_family(of_sources, _both) for of_sources in groups]
	grouping = grouping_of(dimension, (group for of_groups in groups for group in of_groups))
	return activity_by_group(question, grouping, groups[0], _second(groups), left_out, fewest=fewest)


def _both(one: Flow, other: Flow) -> Flow:
	one.add(other)
	return one


def _second(found: Sequence[Any]) -> Any:
	return found[1] if len(found) > 1 else None


def _periods(filters: Filters) -> list[Period]:
	before = filters.before()
	return [filters.period, before.period] if before else [filters.period]


def _left_out(asked: AskedLeads, undated: int) -> LeftOut:
	# Rows without a name belong to no company or owner: they are told of where nothing narrows the figures.
	deleted = 0 if asked.is_narrow else nameless_leads()
	return LeftOut(undated=undated, deleted=deleted, before=asked.missing())


def _of_period(asked: AskedLeads, question: FunnelQuestion, periods: Sequence[Period]) -> Cohorts:
	ripe = ripe_before(now_datetime().date(), settings().ripe_days)
	return Cohorts(asked=asked, question=question, periods=periods, ripe_before=ripe)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	"""Of the period itself, behind a figure of the row with this key."""
	question = read_question(values, GROUPS)
	asked, periods = AskedLeads(filters), [filters.period]
	if question.basis is Basis.ACTIVITY:
		return _behind_activity(Activity(asked=asked, question=question, periods=periods), key, column)
	return _behind_cohort(_of_period(asked, question, periods), key, column)


def _behind_cohort(cohorts: Cohorts, key: str, column: str) -> QueryBuilder:
	question, reach = cohorts.question, cohorts.reach()
	lead, moment = reach.table, cohorts.came_in(reach)
	query = frappe.qb.from_(reach.table).select(reach.lead)
	query = cohorts.of_first_stage(reach, query).where(within(moment, cohorts.periods[0]))
	ripe = moment < cohorts.ripe_before
	if question.by != BY_STAGE:
		group = group_of(key)
		if group is not None:
			query = query.where(is_of_group(Dimension(question.by), group, lead, moment))
		came = reach.has_reached(question.last)
		conditions = {"came": came, "waiting": came.negate() & ripe, "young": came.negate() & ripe.negate()}
		return query.where(conditions[column]) if column in conditions else query
	stage = Stage(key) if key in [one.value for one in LADDER] else question.stages[0]
	query = query.where(reach.has_reached(stage))
	if column == "skipped":
		return query.where(reach.came_to(stage).negate())
	ended = {
		"nurtured": lead.li_stage == Stage.NURTURE.value,
		"disqualified": lead.li_stage == Stage.DISQUALIFIED.value,
		"waiting": _on_ladder(lead) & ripe,
		"young": _on_ladder(lead) & ripe.negate(),
	}
	if column not in ended:
		return query
	beyond = LADDER[rank(stage) + 1 :]
	query = query.where(ended[column])
	return query.where(reach.came_to_any(beyond).negate()) if beyond else query


def _on_ladder(lead: Any) -> Any:
	beside = [Stage.NURTURE.value, Stage.DISQUALIFIED.value]
	return lead.li_stage.isnull() | lead.li_stage.notin(beside)


def _behind_activity(activity: Activity, key: str, column: str) -> QueryBuilder:
	question = activity.question
	if question.by == BY_STAGE:
		stage = Stage(key) if key in [one.value for one in LADDER] else question.stages[0]
		reach, _moment, query = leads_of_step(activity, stage)
		return query.where(reach.came_to(stage).negate()) if column == "skipped" else query
	stage = question.last if column == "came" else question.stages[0]
	reach, moment, query = leads_of_step(activity, stage)
	group = group_of(key)
	if group is None:
		return query
	return query.where(is_of_group(Dimension(question.by), group, reach.table, moment))
