"""The Lead Funnel by what happened in a period: the steps that were made in it, whenever the leads had come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..metrics.quantile import Counts, spread_of
from ..qualification.stages import Stage
from ..reporting.groups import ALL, Grouping, key_of
from ..reporting.rates import days_cells
from ..reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape
from .question import FunnelQuestion
from .remarks import NO_STEP, LeftOut, explanations, notes_on


@dataclass(slots=True, kw_only=True)
class Steps:
	"""Of one stage in one period: leads that first `reached` it, those among them that were on it themselves, and the calendar days since
	the stage before."""

	reached: int = 0
	itself: int = 0
	days: dict[int, int] = field(default_factory=dict)


ByStage = Mapping[Stage, Steps]


def activity_by_stage(
	question: FunnelQuestion, now: ByStage, before: ByStage | None, left_out: LeftOut, *, fewest: int
) -> Result:
	stages = question.stages
	columns = _stage_columns(compares=before is not None)
	how = explanations(question, 0, fewest)
	notes = notes_on(
		left_out, young=0, ripe_days=0, negative=sum(_negative(one.days) for one in now.values())
	)
	if not any(one.reached for steps in (now, before or {}) for one in steps.values()):
		return Result(columns=columns, rows=(), notes=[NO_STEP, *notes], how=how)
	rows = [
		_stage_row(stage, stages[number - 1] if number else None, now, before)
		for number, stage in enumerate(stages)
	]
	series = [Series(label="Came This Far", numbers=[_of(now, stage).reached for stage in stages])]
	if before is not None:
		numbers = [_of(before, stage).reached for stage in stages]
		series.append(Series(label="The Period before", numbers=numbers))
	chart = Chart(labels=[Sentence(text=stage.value) for stage in stages], series=series)
	cards = [
		_card(_of(now, stage).reached, _of(before, stage).reached if before is not None else None, stage)
		for stage in (stages[0], question.last)
	]
	return Result(columns=columns, rows=rows, cards=cards, chart=chart, notes=notes, how=how)


def _of(steps: ByStage, stage: Stage) -> Steps:
	return steps.get(stage, Steps())


def _stage_columns(*, compares: bool) -> list[Column]:
	found = [
		Column(name="stage", label="Stage", shape=Shape.TEXT),
		Column(name="reached", label="Came This Far", shape=Shape.COUNT, drill=True),
	]
	if compares:
		found.append(Column(name="reached_before", label="Came This Far before", shape=Shape.COUNT))
	return [
		*found,
		Column(name="skipped", label="Passed Over", shape=Shape.COUNT, drill=True),
		Column(name="ratio", label="Ratio to the Previous Stage", shape=Shape.SHARE, width=150),
		Column(name="median", label="Days from the Previous Stage (Median)", shape=Shape.DAYS, width=150),
		Column(name="p90", label="Days from the Previous Stage (90 %)", shape=Shape.DAYS, width=150),
	]


def _stage_row(
	stage: Stage, previous: Stage | None, now: ByStage, before: ByStage | None
) -> dict[str, object]:
	one = _of(now, stage)
	return {
		"key": stage.value,
		"stage": Sentence(text=stage.value),
		"reached": one.reached,
		"reached_before": _of(before, stage).reached if before is not None else None,
		"skipped": one.reached - one.itself,
		"ratio": _ratio(_of(now, previous).reached, one.reached) if previous else None,
		**days_cells(spread_of(one.days if previous else {})),
	}


def _ratio(first: int, then: int) -> float | None:
	return then / first if first else None


def _negative(days: Counts) -> int:
	return sum(cases for number, cases in days.items() if number < 0)


def _card(value: int, before: int | None, stage: Stage) -> Card:
	return Card(
		label="Came to {stage}",
		values={"stage": Sentence(text=stage.value)},
		value=value,
		before=before,
		shape=Shape.COUNT,
	)


@dataclass(slots=True, kw_only=True)
class Flow:
	"""Of one group in one period: leads that first reached the first stage, those that first reached the last one, and the calendar days
	between them of the latter."""

	leads: int = 0
	came: int = 0
	days: dict[int, int] = field(default_factory=dict)

	def add(self, other: Flow) -> None:
		self.leads += other.leads
		self.came += other.came
		for days, cases in other.days.items():
			self.days[days] = self.days.get(days, 0) + cases


def activity_by_group(
	question: FunnelQuestion,
	grouping: Grouping,
	now: Mapping[str, Flow],
	before: Mapping[str, Flow] | None,
	left_out: LeftOut,
	*,
	fewest: int,
) -> Result:
	total, total_before = _all(now), _all(before) if before is not None else None
	beside = None if grouping.in_time else before
	columns = _group_columns(question, grouping, compares=beside is not None)
	how = explanations(question, 0, fewest)
	notes = notes_on(left_out, young=0, ripe_days=0, negative=_negative(total.days))
	if not any(flow and (flow.leads or flow.came) for flow in (total, total_before)):
		return Result(columns=columns, rows=(), notes=[NO_STEP, *notes], how=how)
	now = {**{group: Flow() for group in beside or {}}, **now}
	groups = grouping.ordered({group: one.leads + one.came / 2 for group, one in now.items()})
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**_flow_cells(now[group], beside.get(group, Flow()) if beside is not None else None),
		}
		for group in groups
	]
	total_beside = total_before if beside is not None else None
	rows.append({"key": ALL, "group": Sentence(text="All"), **_flow_cells(total, total_beside)})
	first, last = question.stages[0], question.last
	chart = grouping.chart(
		groups,
		Series(
			label="Came to {stage}",
			values={"stage": Sentence(text=first.value)},
			numbers=[now[group].leads for group in groups],
		),
		Series(
			label="Came to {stage}",
			values={"stage": Sentence(text=last.value)},
			numbers=[now[group].came for group in groups],
		),
	)
	cards = [
		_card(total.leads, total_before.leads if total_before else None, first),
		_card(total.came, total_before.came if total_before else None, last),
	]
	return Result(columns=columns, rows=rows, cards=cards, chart=chart, notes=notes, how=how, has_total=True)


def _all(flows: Mapping[str, Flow]) -> Flow:
	total = Flow()
	for flow in flows.values():
		total.add(flow)
	return total


def _group_columns(question: FunnelQuestion, grouping: Grouping, *, compares: bool) -> list[Column]:
	first, last = ({"stage": Sentence(text=one.value)} for one in (question.stages[0], question.last))
	found = [
		grouping.column,
		Column(name="leads", label="Came to {stage}", values=first, shape=Shape.COUNT, drill=True, width=150),
	]
	if compares:
		found.append(Column(name="leads_before", label="Leads before", shape=Shape.COUNT))
	found.append(
		Column(name="came", label="Came to {stage}", values=last, shape=Shape.COUNT, drill=True, width=150)
	)
	if compares:
		found.append(Column(name="came_before", label="Came There before", shape=Shape.COUNT))
	return [
		*found,
		Column(name="ratio", label="Ratio", shape=Shape.SHARE),
		Column(name="median", label="Days (Median)", shape=Shape.DAYS),
		Column(name="p90", label="Days (90 %)", shape=Shape.DAYS),
	]


def _flow_cells(one: Flow, then: Flow | None) -> dict[str, object]:
	return {
		"leads": one.leads,
		"leads_before": then.leads if then else None,
		"came": one.came,
		"came_before": then.came if then else None,
		"ratio": _ratio(one.leads, one.came),
		**days_cells(spread_of(one.days)),
	}
