"""The Lead Funnel from one stage to another, of leads that are told apart by when or where they came from, or by what they are."""

from __future__ import annotations

from collections.abc import Mapping

from ..reporting.groups import ALL, Grouping, key_of
from ..reporting.rates import days_cells, rate_cells
from ..reporting.result import Card, Column, Result, Sentence, Series, Shape
from .question import FunnelQuestion
from .remarks import NOBODY, LeftOut, explanations, notes_on
from .step import LIMITS, Crossings, StepFigures, step_figures, together

ByGroup = Mapping[str, Crossings]


def funnel_by_group(
	question: FunnelQuestion,
	grouping: Grouping,
	now: ByGroup,
	before: ByGroup | None,
	left_out: LeftOut,
	*,
	ripe_days: int,
	fewest: int,
) -> Result:
	"""`before`: of the period before. Months of it are other months: beside them, only the figures of all are compared."""
	total = step_figures(together(now.values()))
	total_before = step_figures(together(before.values())) if before is not None else None
	beside = None if grouping.in_time else before
	columns = _columns(question, grouping, compares=beside is not None, has_young=bool(total.young))
	how = explanations(question, ripe_days, fewest)
	negative = total.days.negative if total.days else 0
	notes = notes_on(left_out, young=total.young, ripe_days=ripe_days, negative=negative)
	if not total.leads and not (total_before and total_before.leads):
		return Result(columns=columns, rows=(), notes=[NOBODY, *notes], how=how)
	everywhere = {**{group: {} for group in beside or {}}, **now}
	of_group = {group: step_figures(crossings) for group, crossings in everywhere.items()}
	then = {group: step_figures(beside.get(group, {})) for group in everywhere} if beside is not None else {}
	untold = _is_told_of_comers_only(grouping, of_group)
	if untold:
		notes.append(_told_of_comers_only(question, grouping))
	groups = grouping.ordered({group: one.leads for group, one in of_group.items()})
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**_cells(of_group[group], then.get(group), fewest),
			**(_without_rate(question, grouping) if untold else {}),
		}
		for group in groups
	]
	total_beside = total_before if beside is not None else None
	rows.append({"key": ALL, "group": Sentence(text="All"), **_cells(total, total_beside, fewest)})
	chart = grouping.chart(
		groups,
		Series(
			label=_of_first(question).label,
			values=_of_first(question).values,
			numbers=[of_group[group].leads for group in groups],
		),
		Series(
			label="Came to {stage}",
			values={"stage": Sentence(text=question.last.value)},
			numbers=[of_group[group].came for group in groups],
		),
	)
	return Result(
		columns=columns,
		rows=rows,
		cards=_cards(question, total, total_before),
		chart=chart,
		notes=notes,
		how=how,
		has_total=True,
	)


def _is_told_of_comers_only(grouping: Grouping, of_group: Mapping[str, StepFigures]) -> bool:
	"""Whether it looks as if only those that came there had been told apart: all that are came there, and none of the others did. A file
	of sales that names the rep of each says nothing of how many leads the rep had."""
	nowhere = of_group.get("")
	if grouping.in_time or nowhere is None or not nowhere.ripe.leads or nowhere.ripe.won:
		return False
	told = [one.ripe for group, one in of_group.items() if group and one.ripe.leads]
	return bool(told) and all(not tally.lost for tally in told)


def _told_of_comers_only(question: FunnelQuestion, grouping: Grouping) -> Sentence:
	return Sentence(
		text="{what}: known only of leads that came to {stage}. Of how many these are, nobody knows, so there is no rate.",
		values={"what": Sentence(text=grouping.label), "stage": Sentence(text=question.last.value)},
		tone="bad",
	)


def _without_rate(question: FunnelQuestion, grouping: Grouping) -> dict[str, object]:
	return {"rate": None, "rate_few": False, "rate_why": _told_of_comers_only(question, grouping)}


def _columns(
	question: FunnelQuestion, grouping: Grouping, *, compares: bool, has_young: bool
) -> list[Column]:
	last = {"stage": Sentence(text=question.last.value)}
	found = [grouping.column, _of_first(question)]
	if compares:
		found.append(Column(name="leads_before", label="Leads before", shape=Shape.COUNT))
	found.append(
		Column(name="came", label="Came to {stage}", values=last, shape=Shape.COUNT, drill=True, width=150)
	)
	if compares:
		found.append(Column(name="came_before", label="Came There before", shape=Shape.COUNT))
	found.append(Column(name="rate", label="Conversion", shape=Shape.SHARE))
	if compares:
		found.append(Column(name="rate_before", label="Conversion before", shape=Shape.SHARE))
	found += [
		Column(name="median", label="Days (Median)", shape=Shape.DAYS),
		Column(name="p90", label="Days (90 %)", shape=Shape.DAYS),
		*(
			Column(
				name=f"within_{limit}",
				label="Within {days} Days",
				values={"days": limit},
				shape=Shape.COUNT,
			)
			for limit in LIMITS
		),
		Column(name="waiting", label="Did Not Come There", shape=Shape.COUNT, drill=True, width=150),
	]
	if has_young:
		found.append(Column(name="young", label="Not Ripe Yet", shape=Shape.COUNT, drill=True))
	return found


def _of_first(question: FunnelQuestion) -> Column:
	if question.first is None:
		return Column(name="leads", label="Leads", shape=Shape.COUNT, drill=True)
	return Column(
		name="leads",
		label="Came to {stage}",
		values={"stage": Sentence(text=question.first.value)},
		shape=Shape.COUNT,
		drill=True,
		width=150,
	)


def _cells(one: StepFigures, then: StepFigures | None, fewest: int) -> dict[str, object]:
	return {
		"leads": one.leads,
		"leads_before": then.leads if then else None,
		"came": one.came,
		"came_before": then.came if then else None,
		**rate_cells("rate", one.ripe, fewest),
		**rate_cells("rate_before", then.ripe if then else None, fewest),
		**days_cells(one.days),
		**{f"within_{limit}": one.within[limit] for limit in LIMITS},
		"waiting": one.waiting,
		"young": one.unripe,
		"unripe": bool(one.young),
	}


def _cards(question: FunnelQuestion, total: StepFigures, then: StepFigures | None) -> list[Card]:
	stage = {"stage": Sentence(text=question.last.value)}
	cards = [
		Card(label="Leads", value=total.leads, shape=Shape.COUNT, before=then.leads if then else None),
		Card(
			label="Came to {stage}",
			values=stage,
			value=total.came,
			shape=Shape.COUNT,
			before=then.came if then else None,
		),
		Card(
			label="Conversion to {stage}",
			values=stage,
			value=total.ripe.rate,
			shape=Shape.SHARE,
			before=then.ripe.rate if then else None,
		),
		Card(
			label="Days to {stage} (Median)",
			values=stage,
			value=total.days.median if total.days else None,
			shape=Shape.DAYS,
			before=then.days.median if then and then.days else None,
		),
	]
	if total.young:
		cards.append(Card(label="Too Young to Be Judged", value=total.young, shape=Shape.COUNT))
	return cards
