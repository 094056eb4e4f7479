"""Source Return as a report: what each origin cost, and what it brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..money.apportion import apportion
from ..reporting.groups import ALL, Grouping, key_of
from ..reporting.rates import days_cell
from ..reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape, Statement
from .figures import NOUGHT, Money, Return, Returns
from .question import ReturnQuestion
from .reconciliation import Reconciled, statement_of
from .remarks import (
	NO_COST,
	NO_LEAD,
	NO_RETURN,
	NOTHING,
	ReturnLeftOut,
	return_explanations,
	return_notes,
)

NAMELESS: Final = "nameless"
"""The key of the row of costs that name no origin of the kind that is told apart."""
COUNTS: Final = ("leads", "mql", "sql", "opportunities", "customers")
AMOUNTS: Final = ("ordered", "invoiced", "paid")
_COST_PER: Final = {
	"leads": "cost_per_lead",
	"mql": "cost_per_mql",
	"sql": "cost_per_sql",
	"opportunities": "cost_per_opportunity",
	"customers": "cost_per_customer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
	"""In which currency the amounts are, with how many decimal places; None where they are of several. `reconciled`: beside the ledger,
	where that is told; where it `is_reconciled_apart`, that is told afterwards."""

	currency: str | None
	places: int = 2
	reconciled: Reconciled | None = None
	is_reconciled_apart: bool = False


def source_return(
	question: ReturnQuestion,
	grouping: Grouping,
	now: Returns,
	before: Returns | None,
	books: Books,
	left_out: ReturnLeftOut,
	*,
	ripe_days: int,
	young: Mapping[str, int],
) -> Result:
	"""`before`: of the period before. Months of it are other months: beside them, only the figures of all are compared. `young`: leads too
	young to be judged, by group."""
	total = now.total()
	then = before.total() if before is not None else None
	beside = None if grouping.in_time else before
	groups = _ordered(grouping, now, dict.fromkeys([*now.groups(), *(beside.groups() if beside else ())]))
	columns = _columns(grouping, compares=beside is not None)
	how = return_explanations(question)
	without_leads = sum(
		now.of(group).cost not in (None, NOUGHT) and not now.of(group).reached.leads for group in groups
	)
	notes = return_notes(
		total, left_out, sum(young.values()), ripe_days, 0 if grouping.in_time else without_leads
	)
	if not total.is_of_something and not (then and then.is_of_something):
		return Result(columns=columns, rows=(), notes=[NOTHING, *notes], how=how)
	amounts = _Shown(now, groups, books.places)
	rows = [
		{
			"key": key_of(group),
			"group": grouping.shown(group),
			"unripe": bool(young.get(group)),
			**_cells(
				now.of(group), beside.of(group) if beside else None, left_out.no_split or left_out.no_cost
			),
			**amounts.of(group),
			"currency": books.currency,
		}
		for group in groups
	]
	if now.nameless:
		rows.append(_of_nameless(grouping, amounts, books))
	rows.append(
		{
			"key": ALL,
			"group": Sentence(text="All"),
			"unripe": False,
			**_cells(total, then if beside is not None else None, left_out.no_cost),
			**amounts.total(total),
			"currency": books.currency,
		}
	)
	return Result(
		columns=columns,
		rows=rows,
		cards=_cards(total, then, books),
		chart=_chart(grouping, groups, now),
		notes=notes,
		how=how,
		statement=reconciliation(books),
		statement_follows=books.is_reconciled_apart,
		has_total=True,
	)


def reconciliation(books: Books) -> Statement | None:
	if books.reconciled is None or books.currency is None:
		return None
	return statement_of(books.reconciled, books.currency, books.places)


def _ordered(grouping: Grouping, now: Returns, groups: Iterable[str]) -> list[str]:
	"""By time, or those that brought in most first; of those that brought nothing, those that cost most."""
	if grouping.in_time:
		return sorted(groups)

	def weight(group: str) -> tuple[Decimal, Decimal, int, str, str]:
		one = now.of(group)
		invoiced = one.money.invoiced if one.money else NOUGHT
		return -invoiced, -(one.cost or NOUGHT), -one.reached.leads, group.casefold(), group

	return sorted(groups, key=weight)


class _Shown:
	"""The amounts of the rows, rounded so that they add up to those of all."""

	def __init__(self, now: Returns, groups: Sequence[str], places: int) -> None:
		self._by_name: dict[str, dict[str, Decimal]] = {}
		self._nameless: Decimal | None = None
		if now.money is not None:
			for name in AMOUNTS:
				exact = [getattr(now.money.get(group, Money()), name) for group in groups]
				self._by_name[name] = dict(zip(groups, apportion(exact, places), strict=True))
		if now.costs is not None:
			costed = [group for group in groups if group in now.costs]
			*costs, self._nameless = apportion(
				[*(now.costs[group] for group in costed), now.nameless], places
			)
			self._by_name["cost"] = dict(zip(costed, costs, strict=True))
		self._places = places

	def of(self, group: str) -> dict[str, object]:
		return {name: _number(amounts.get(group)) for name, amounts in self._by_name.items()}

	@property
	def nameless(self) -> float | None:
		return _number(self._nameless)

	def total(self, total: Return) -> dict[str, object]:
		found: dict[str, object] = {}
		for name in AMOUNTS:
			if name in self._by_name:
				found[name] = _number(sum(self._by_name[name].values(), NOUGHT))
		if "cost" in self._by_name:
			found["cost"] = _number(sum(self._by_name["cost"].values(), self._nameless or NOUGHT))
		elif total.cost is not None:
			found["cost"] = _number(apportion([total.cost], self._places)[0])
		return found


def _number(amount: Decimal | None) -> float | None:
	return None if amount is None else float(amount)


def _of_nameless(grouping: Grouping, amounts: _Shown, books: Books) -> dict[str, object]:
	"""Only its cost is told: no lead of these origins is behind it."""
	return {
		"key": NAMELESS,
		"group": Sentence(text="Cost without {what}", values={"what": Sentence(text=grouping.label)}),
		"unripe": False,
		"cost": amounts.nameless,
		"currency": books.currency,
	}


def _columns(grouping: Grouping, *, compares: bool) -> list[Column]:
	found = [
		grouping.column,
		Column(name="cost", label="Cost", shape=Shape.AMOUNT),
		Column(name="cost_before", label="Cost before", shape=Shape.AMOUNT),
		Column(name="invoiced", label="Invoiced", shape=Shape.AMOUNT, drill=True),
		Column(name="invoiced_before", label="Invoiced before", shape=Shape.AMOUNT),
		Column(name="return_on_cost", label="Return on Cost", shape=Shape.SHARE),
		Column(name="return_on_cost_before", label="Return on Cost before", shape=Shape.SHARE),
		Column(name="leads", label="Leads", shape=Shape.COUNT, drill=True),
		Column(name="leads_before", label="Leads before", shape=Shape.COUNT),
		Column(name="cost_per_lead", label="Cost per Lead", shape=Shape.AMOUNT),
		Column(name="mql", label="MQL", shape=Shape.COUNT, drill=True),
		Column(name="cost_per_mql", label="Cost per MQL", shape=Shape.AMOUNT),
		Column(name="sql", label="SQL", shape=Shape.COUNT, drill=True),
		Column(name="cost_per_sql", label="Cost per SQL", shape=Shape.AMOUNT),
		Column(name="opportunities", label="Opportunities", shape=Shape.COUNT, drill=True),
		Column(name="cost_per_opportunity", label="Cost per Opportunity", shape=Shape.AMOUNT),
		Column(name="customers", label="Customers", shape=Shape.COUNT, drill=True),
		Column(name="cost_per_customer", label="Cost per Customer", shape=Shape.AMOUNT),
		Column(name="won_amount", label="Amount Won", shape=Shape.AMOUNT, drill=True),
		Column(name="ordered", label="Ordered", shape=Shape.AMOUNT, drill=True),
		Column(name="paid", label="Paid", shape=Shape.AMOUNT, drill=True),
		Column(name="won_median", label="Days to Won (Median)", shape=Shape.DAYS, width=150),
	]
	return [column for column in found if compares or not column.name.endswith("_before")]


def _cells(one: Return, then: Return | None, why: Sentence | None) -> dict[str, object]:
	"""All but the amounts that are to add up. `why`: there is no cost."""
	cells: dict[str, object] = {name: getattr(one.reached, name) for name in COUNTS}
	for name, per in _COST_PER.items():
		cells[per] = one.cost_per(name)
		cells[f"{per}_why"] = (why or NO_COST) if one.cost is None else NO_LEAD
	return {
		**cells,
		"cost": None,
		"cost_why": why or NO_COST,
		"cost_before": _number(then.cost) if then else None,
		"invoiced": None,
		"invoiced_before": _number(then.money.invoiced) if then and then.money is not None else None,
		"return_on_cost": one.on_cost,
		"return_on_cost_why": why or NO_RETURN,
		"return_on_cost_before": then.on_cost if then else None,
		"leads_before": then.reached.leads if then else None,
		"won_amount": one.won.amount if one.money is not None else None,
		"ordered": None,
		"paid": None,
		**days_cell("won_median", one.won.days, "median"),
	}


def _cards(total: Return, then: Return | None, books: Books) -> list[Card]:
	def amount(label: str, value: Decimal | float | None, before: Decimal | float | None) -> Card:
		return Card(
			label=label,
			value=None if value is None else round(float(value), books.places),
			before=None if before is None else round(float(before), books.places),
			shape=Shape.AMOUNT,
			currency=books.currency,
		)

	money, earlier = total.money, then.money if then else None
	return [
		amount("Cost", total.cost, then.cost if then else None),
		amount(
			"Invoiced",
			money.invoiced if money is not None else None,
			earlier.invoiced if earlier is not None else None,
		),
		Card(
			label="Return on Cost",
			value=total.on_cost,
			before=then.on_cost if then else None,
			shape=Shape.SHARE,
			tone=None if total.on_cost is None else "good" if total.on_cost > 0 else "bad",
		),
		Card(
			label="Leads",
			value=total.reached.leads,
			before=then.reached.leads if then else None,
			shape=Shape.COUNT,
		),
		amount("Cost per Lead", total.cost_per("leads"), then.cost_per("leads") if then else None),
		amount(
			"Cost per Customer", total.cost_per("customers"), then.cost_per("customers") if then else None
		),
		amount(
			"Paid", money.paid if money is not None else None, earlier.paid if earlier is not None else None
		),
	]


def _chart(grouping: Grouping, groups: Sequence[str], now: Returns) -> Chart | None:
	"""Of the origins that cost or brought in something."""
	of_money = [group for group in groups if now.of(group).cost or (now.money or {}).get(group)]
	return grouping.chart(
		of_money,
		Series(label="Cost", numbers=[_number(now.of(group).cost) for group in of_money]),
		Series(
			label="Invoiced",
			numbers=[_number((now.money or {}).get(group, Money()).invoiced) for group in of_money],
		),
		shape=Shape.AMOUNT,
	)
