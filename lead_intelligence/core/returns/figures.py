"""What leads of one origin cost and brought in: counts, amounts, and what follows from both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import fsum

from ..metrics.quantile import Spread, spread_of

NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
	"""How many leads there are, and how many of them came to each of these stages, or beyond."""

	leads: int = 0
	mql: int = 0
	sql: int = 0
	opportunities: int = 0
	customers: int = 0

	def __add__(self, other: Reached) -> Reached:
		return Reached(
			leads=self.leads + other.leads,
			mql=self.mql + other.mql,
			sql=self.sql + other.sql,
			opportunities=self.opportunities + other.opportunities,
			customers=self.customers + other.customers,
		)

	def __bool__(self) -> bool:
		return bool(self.leads or self.mql or self.sql or self.opportunities or self.customers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
	"""By documents, net of tax, in one currency. Below nought where more was credited than invoiced."""

	ordered: Decimal = NOUGHT
	invoiced: Decimal = NOUGHT
	paid: Decimal = NOUGHT

	def __add__(self, other: Money) -> Money:
		return Money(
			ordered=self.ordered + other.ordered,
			invoiced=self.invoiced + other.invoiced,
			paid=self.paid + other.paid,
		)

	def __bool__(self) -> bool:
		return bool(self.ordered or self.invoiced or self.paid)


@dataclass(slots=True, kw_only=True)
class Won:
	"""Sales that were won. `amounts`: those that are known; `unknown`: how many are not. `by_days`: calendar days from the first contact,
	of those of which both days are known."""

	sales: int = 0
	unknown: int = 0
	amounts: list[float] = field(default_factory=list)
	by_days: dict[int, int] = field(default_factory=dict)

	def add(self, amount: float | None, days: int | None, sales: int = 1) -> None:
		"""`amount`: what all of these sales come to."""
		self.sales += sales
		if amount is None:
			self.unknown += sales
		else:
			self.amounts.append(amount)
		if days is not None:
			self.by_days[days] = self.by_days.get(days, 0) + sales

	def __add__(self, other: Won) -> Won:
		by_days = dict(self.by_days)
		for days, cases in other.by_days.items():
			by_days[days] = by_days.get(days, 0) + cases
		return Won(
			sales=self.sales + other.sales,
			unknown=self.unknown + other.unknown,
			amounts=self.amounts + other.amounts,
			by_days=by_days,
		)

	@property
	def amount(self) -> float | None:
		"""None where of none of the sales the amount is known; nought where nothing was won."""
		return fsum(self.amounts) if self.amounts or not self.sales else None

	@property
	def days(self) -> Spread | None:
		return spread_of(self.by_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
	"""Of one origin. `money`: None where it cannot be told, being of several currencies. `cost`: None where nobody knows it, which is not
	nought."""

	reached: Reached = field(default_factory=Reached)
	money: Money | None = field(default_factory=Money)
	cost: Decimal | None = None
	won: Won = field(default_factory=Won)

	@property
	def on_cost(self) -> float | None:
		"""What was invoiced beyond the cost, as a share of it: (invoiced - cost) / cost. None where there is no cost above nought."""
		if self.money is None or self.cost is None or self.cost <= 0:
			return None
		return float((self.money.invoiced - self.cost) / self.cost)

	def cost_per(self, name: str) -> float | None:
		"""`name`: of a count of `Reached`. None of none, and where the cost is not known."""
		cases: int = getattr(self.reached, name)
		return float(self.cost / cases) if self.cost is not None and cases else None

	@property
	def is_of_something(self) -> bool:
		return bool(self.reached or self.money or self.cost or self.won.sales)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
	"""By group. `nameless`: the cost that names none, though others of its kind are told apart; it is in the total only."""

	reached: Mapping[str, Reached] = field(default_factory=dict)
	money: Mapping[str, Money] | None = field(default_factory=dict)
	costs: Mapping[str, Decimal] | None = None
	nameless: Decimal = NOUGHT
	cost: Decimal | None = None
	won: Mapping[str, Won] = field(default_factory=dict)

	def groups(self) -> list[str]:
		"""All of which anything is told."""
		parts: tuple[Iterable[str], ...] = (self.reached, self.money or (), self.costs or (), self.won)
		return list(dict.fromkeys(group for part in parts for group in part))

	def of(self, group: str) -> Return:
		return Return(
			reached=self.reached.get(group, Reached()),
			money=None if self.money is None else self.money.get(group, Money()),
			cost=None if self.costs is None else self.costs.get(group),
			won=self.won.get(group, Won()),
		)

	def total(self) -> Return:
		return Return(
			reached=sum(self.reached.values(), Reached()),
			money=None if self.money is None else sum(self.money.values(), Money()),
			cost=self.cost,
			won=sum(self.won.values(), Won()),
		)
