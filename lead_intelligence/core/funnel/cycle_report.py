"""The Sales Cycle as a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..reporting.groups import ALL, Grouping, key_of
from ..reporting.rates import days_cell, rate_cells
from ..reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape
from .cycle import CycleFigures, Sale, cycle_figures
from .cycle_question import CycleQuestion
from .cycle_remarks import NO_SALE, CycleLeftOut, cycle_explanations, cycle_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
	"""Of one period."""

	sales: Sequence[Sale]

	def by_group(self) -> dict[str, CycleFigures]:
		found: dict[str, list[Sale]] = {}
		for sale in self.sales:
			found.setdefault(sale.group, []).append(sale)
		return {group: cycle_figures(sales) for group, sales in found.items()}


def sales_cycle(
	question: CycleQuestion,
	grouping: Grouping,
	now: Sales,
	before: Sales | None,
	left_out: CycleLeftOut,
	*,
	fewest: int,
) -> Result:
	total = cycle_figures(now.sales)
	then = cycle_figures(before.sales) if before else None
	beside = before.by_group() if before and not grouping.in_time else None
	columns = _columns(grouping, total, compares=beside is not None)
	how = cycle_explanations(question, fewest)
	notes = cycle_notes(question, total, left_out)
	if not total.deals and not (then and then.deals):
		return Result(columns=columns, rows=(), notes=[NO_SALE, *notes], how=how)
	nothing = cycle_figures(())
	of_group = {**dict.fromkeys(beside or {}, nothing), **now.by_group()}
	earlier = {group: beside.get(group, nothing) for group in of_group} if beside is not None else {}
	groups = grouping.ordered({group: one.deals for group, one in of_group.items()})
	has_rate = bool(total.lost)
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			**_cells(of_group[group], earlier.get(group), has_rate, fewest),
		}
		for group in groups
	]
	total_beside = then if beside is not None else None
	rows.append({"key": ALL, "group": Sentence(text="All"), **_cells(total, total_beside, has_rate, fewest)})
	return Result(
		columns=columns,
		rows=rows,
		cards=_cards(total, then, has_rate),
		chart=_chart(grouping, groups, of_group),
		notes=notes,
		how=how,
		has_total=True,
	)


def _columns(grouping: Grouping, total: CycleFigures, *, compares: bool) -> list[Column]:
	found = [
		grouping.column,
		Column(name="deals", label="Opportunities", shape=Shape.COUNT, drill=True),
		Column(name="deals_before", label="Opportunities before", shape=Shape.COUNT),
		Column(name="won", label="Won", shape=Shape.COUNT, drill=True),
		Column(name="lost", label="Lost", shape=Shape.COUNT, drill=True),
		Column(name="open", label="Open", shape=Shape.COUNT, drill=True),
		Column(name="closed", label="Closed Otherwise", shape=Shape.COUNT, drill=True),
		Column(name="win_rate", label="Win Rate", shape=Shape.SHARE),
		Column(name="win_rate_before", label="Win Rate before", shape=Shape.SHARE),
		Column(name="won_amount", label="Amount Won", shape=Shape.AMOUNT),
		Column(name="lost_amount", label="Amount Lost", shape=Shape.AMOUNT),
		Column(name="amount_rate", label="Win Rate by Amount", shape=Shape.SHARE),
		Column(name="open_amount", label="Amount Open", shape=Shape.AMOUNT),
		Column(name="won_median", label="Days to Won (Median)", shape=Shape.DAYS, width=150),
		Column(name="won_median_before", label="Days to Won before (Median)", shape=Shape.DAYS, width=150),
		Column(name="won_mean", label="Days to Won (Mean)", shape=Shape.DAYS, width=150),
		Column(name="won_p90", label="Days to Won (90 %)", shape=Shape.DAYS, width=150),
		Column(name="lost_median", label="Days to Lost (Median)", shape=Shape.DAYS, width=150),
		Column(name="decided_median", label="Days to Either (Median)", shape=Shape.DAYS, width=150),
	]
	compared = ("deals_before", "win_rate_before", "won_median_before")
	hidden = {*(() if compares else compared), *(() if total.closed else ("closed",))}
	return [column for column in found if column.name not in hidden]


def _cells(one: CycleFigures, then: CycleFigures | None, has_rate: bool, fewest: int) -> dict[str, object]:
	return {
		"deals": one.deals,
		"deals_before": then.deals if then else None,
		"won": one.won,
		"lost": one.lost,
		"open": one.open,
		"closed": one.closed,
		**(rate_cells("win_rate", one.decided, fewest) if has_rate else _no_rate("win_rate")),
		**rate_cells("win_rate_before", then.decided if then and then.lost else None, fewest),
		"currency": one.currency,
		"won_amount": one.won_amount.known,
		"lost_amount": one.lost_amount.known,
		**({"amount_rate": one.amount_rate} if has_rate else _no_rate("amount_rate")),
		"open_amount": one.open_amount.known,
		**days_cell("won_median", one.won_days, "median"),
		**days_cell("won_median_before", then.won_days if then else None, "median"),
		**days_cell("won_mean", one.won_days, "mean"),
		**days_cell("won_p90", one.won_days, "p90"),
		**days_cell("lost_median", one.lost_days, "median"),
		**days_cell("decided_median", one.decided_days, "median"),
	}


def _no_rate(name: str) -> dict[str, object]:
	why = Sentence(text="Nothing is known to have been lost, so of how many these were won nobody knows.")
	return {name: None, f"{name}_why": why}


def _cards(total: CycleFigures, then: CycleFigures | None, has_rate: bool) -> list[Card]:
	return [
		Card(
			label="Opportunities",
			value=total.deals,
			shape=Shape.COUNT,
			before=then.deals if then else None,
		),
		Card(label="Won", value=total.won, shape=Shape.COUNT, before=then.won if then else None),
		Card(
			label="Win Rate",
			value=total.decided.rate if has_rate else None,
			shape=Shape.SHARE,
			before=then.decided.rate if then and then.lost else None,
		),
		Card(
			label="Amount Won",
			value=total.won_amount.known,
			shape=Shape.AMOUNT,
			currency=total.currency,
			before=then.won_amount.known if then else None,
		),
		Card(
			label="Days to Won (Median)",
			value=total.won_days.median if total.won_days else None,
			shape=Shape.DAYS,
			before=then.won_days.median if then and then.won_days else None,
		),
	]


def _chart(grouping: Grouping, groups: Sequence[str], of: Mapping[str, CycleFigures]) -> Chart | None:
	def medians(name: str) -> list[float | None]:
		spreads = [getattr(of[group], name) for group in timed]
		return [spread.median if spread else None for spread in spreads]

	timed = [group for group in groups if of[group].decided_days]
	return grouping.chart(
		timed,
		Series(label="Days to Won (Median)", numbers=medians("won_days")),
		Series(label="Days to Lost (Median)", numbers=medians("lost_days")),
		shape=Shape.DAYS,
	)
