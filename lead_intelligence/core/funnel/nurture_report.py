"""The Nurture Yield as a report."""

from __future__ import annotations

from collections.abc import Mapping

from ..reporting.groups import ALL, Grouping, key_of
from ..reporting.rates import days_cells, of_few_cases, rate_cells
from ..reporting.result import Card, Column, Result, Sentence, Series, Shape
from .nurture import NurturedCounts, NurtureFigures, all_nurtured, nurture_figures
from .remarks import LeftOut

_NOBODY = Sentence(
	text="No lead was put into nurture in this period. Choose a longer period, or take a filter away."
)
ByGroup = Mapping[str, NurturedCounts]


def nurture_yield(
	grouping: Grouping, now: ByGroup, before: ByGroup | None, left_out: LeftOut, *, months: int, fewest: int
) -> Result:
	total = nurture_figures(all_nurtured(now.values()))
	then = nurture_figures(all_nurtured(before.values())) if before is not None else None
	beside = None if grouping.in_time else before
	columns = _columns(grouping, compares=beside is not None, has_young=bool(total.young))
	notes, how = _notes(total, left_out, months), _explanations(months, fewest)
	if not total.leads and not (then and then.leads):
		return Result(columns=columns, rows=(), notes=[_NOBODY, *notes], how=how)
	everywhere = {**{group: {} for group in beside or {}}, **now}
	of_group = {group: nurture_figures(counts) for group, counts in everywhere.items()}
	earlier = (
		{group: nurture_figures(beside.get(group, {})) for group in everywhere} if beside is not None else {}
	)
	groups = grouping.ordered({group: one.leads for group, one in of_group.items()})
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**_cells(of_group[group], earlier.get(group), fewest),
		}
		for group in groups
	]
	total_beside = then if beside is not None else None
	rows.append({"key": ALL, "group": Sentence(text="All"), **_cells(total, total_beside, fewest)})
	chart = grouping.chart(
		groups,
		Series(label="Put into Nurture", numbers=[of_group[group].leads for group in groups]),
		Series(label="Came Back", numbers=[of_group[group].came_back for group in groups]),
		Series(label="Converted", numbers=[of_group[group].converted for group in groups]),
	)
	return Result(
		columns=columns,
		rows=rows,
		cards=_cards(total, then),
		chart=chart,
		notes=notes,
		how=how,
		has_total=True,
	)


def _columns(grouping: Grouping, *, compares: bool, has_young: bool) -> list[Column]:
	found = [
		grouping.column,
		Column(name="leads", label="Put into Nurture", shape=Shape.COUNT, drill=True),
		Column(name="leads_before", label="Put into Nurture before", shape=Shape.COUNT),
		Column(name="came_back", label="Came Back", shape=Shape.COUNT, drill=True),
		Column(name="back_rate", label="Came Back (Share)", shape=Shape.SHARE),
		Column(name="converted", label="Converted", shape=Shape.COUNT, drill=True),
		Column(name="yield_rate", label="Yield", shape=Shape.SHARE),
		Column(name="yield_rate_before", label="Yield before", shape=Shape.SHARE),
		Column(name="median", label="Days until Back (Median)", shape=Shape.DAYS, width=150),
		Column(name="p90", label="Days until Back (90 %)", shape=Shape.DAYS, width=150),
		Column(name="waiting", label="Did Not Come Back", shape=Shape.COUNT, drill=True, width=150),
		Column(name="young", label="Not Ripe Yet", shape=Shape.COUNT, drill=True),
	]
	hidden = {
		*(() if compares else ("leads_before", "yield_rate_before")),
		*(() if has_young else ("young",)),
	}
	return [column for column in found if column.name not in hidden]


def _cells(one: NurtureFigures, then: NurtureFigures | None, fewest: int) -> dict[str, object]:
	return {
		"leads": one.leads,
		"leads_before": then.leads if then else None,
		"came_back": one.came_back,
		**rate_cells("back_rate", one.back, fewest),
		"converted": one.converted,
		**rate_cells("yield_rate", one.yielded, fewest),
		**rate_cells("yield_rate_before", then.yielded if then else None, fewest),
		**days_cells(one.days),
		"waiting": one.waiting,
		"young": one.unripe,
		"unripe": bool(one.young),
	}


def _cards(total: NurtureFigures, then: NurtureFigures | None) -> list[Card]:
	return [
		Card(
			label="Put into Nurture",
			value=total.leads,
			shape=Shape.COUNT,
			before=then.leads if then else None,
		),
		Card(
			label="Came Back",
			value=total.came_back,
			shape=Shape.COUNT,
			before=then.came_back if then else None,
		),
		Card(
			label="Converted",
			value=total.converted,
			shape=Shape.COUNT,
			before=then.converted if then else None,
		),
		Card(
			label="Yield",
			value=total.yielded.rate,
			shape=Shape.SHARE,
			before=then.yielded.rate if then else None,
		),
	]


def _notes(total: NurtureFigures, left_out: LeftOut, months: int) -> list[Sentence]:
	found = list(left_out.before)
	if total.young:
		found.append(
			Sentence(
				text="Leads put into nurture less than {months} months ago: {leads}. They are counted, but no rate includes them: they may still come back in time.",
				values={"leads": total.young, "months": months},
			)
		)
	if left_out.undated:
		found.append(
			Sentence(
				text="Leads of which nobody knows when they were put into nurture: {leads}, of any time. They are in no figure here.",
				values={"leads": left_out.undated},
			)
		)
	return [*found, *left_out.deleted_ones()]


def _explanations(months: int, fewest: int) -> list[Sentence]:
	return [
		Sentence(
			text="A lead counts once, by the first time in the period that it was put into nurture. What it became is looked at for {months} months from then on.",
			values={"months": months},
		),
		Sentence(
			text="Came back: it was on a stage of the ladder again. Converted: it became an opportunity or a customer."
		),
		Sentence(text="Rates are of leads whose {months} months are over.", values={"months": months}),
		of_few_cases(fewest),
	]
