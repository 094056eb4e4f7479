"""Source Return: what each origin of leads cost, and what it brought in, in the company's own books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import add
from typing import Any

from frappe.utils import now_datetime
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.grouping import GROUPS, by_family, grouping_of, renamed
from lead_intelligence.adapters.reports.source_return_books import Ledgers, is_meant, ledgers_of
from lead_intelligence.adapters.reports.source_return_costs import by_group, no_split, told_costs
from lead_intelligence.adapters.reports.source_return_counts import (
	Origins,
	is_of_cohort,
	of_activity,
	of_cohorts,
	one_name_each,
)
from lead_intelligence.adapters.reports.source_return_deals import won_sales
from lead_intelligence.adapters.reports.source_return_leads import leads_behind
from lead_intelligence.adapters.reports.source_return_money import Purse
from lead_intelligence.adapters.reports.stage_reach import nameless_leads
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.costs.costs import Costs
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import ripe_before
from lead_intelligence.core.reporting.result import Result, Sentence, Statement
from lead_intelligence.core.returns.figures import Money, Reached, Returns, Won
from lead_intelligence.core.returns.question import ReturnBasis, ReturnQuestion, read_return_question
from lead_intelligence.core.returns.reconciliation import Reconciled
from lead_intelligence.core.returns.remarks import ReturnLeftOut
from lead_intelligence.core.returns.source_return import Books, reconciliation, source_return

_NOT_YOURS = Sentence(
	text="What is untraced, and what the general ledger says, is told to those who may see all leads and read sales invoices."
)


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	return _figures(filters, values, apart=False)


def figures_first(filters: Filters, values: Mapping[str, Any]) -> Result:
	"""The same without what the ledger says, which takes about as long as all else: see `statement`."""
	return _figures(filters, values, apart=True)


def statement(filters: Filters, values: Mapping[str, Any]) -> Statement | None:
	"""What the ledger says beside `figures_first`. None where that is not told."""
	asking = _Asking.of(replace(filters, compare=False), values)
	if not asking.may_tell_ledger:
		return None
	return reconciliation(asking.books(asking.beside_ledger()))


def _figures(filters: Filters, values: Mapping[str, Any], *, apart: bool) -> Result:
	asking = _Asking.of(filters, values)
	ripe_days = settings().ripe_days
	cohorts = None
	if asking.by_cohort:
		cohorts = of_cohorts(asking.origins, ripe_before(now_datetime().date(), ripe_days))
	won = won_sales(asking.origins, by_cohort=asking.by_cohort)
	before = filters.before()
	costs = [asking.costs(one) for one in (filters, *([before] if before else []))]
	money, reconciled = asking.money(), None
	if asking.may_tell_ledger and not apart:
		reconciled = asking.beside_ledger()
	reached = cohorts.reached if cohorts else of_activity(asking.origins)
	returns = _together(asking, reached, won.by_group(), money, costs)
	young = cohorts.young if cohorts else {}
	if asking.dimension is Dimension.FAMILY:
		young = by_family(young, add)
	grouping = grouping_of(asking.dimension, (group for one in returns for group in one.groups()))
	return source_return(
		asking.question,
		grouping,
		returns[0],
		returns[1] if before else None,
		asking.books(reconciled, apart=apart and asking.may_tell_ledger),
		ReturnLeftOut(
			leads=LeftOut(
				deleted=0 if asking.asked.is_narrow else nameless_leads(), before=asking.asked.missing()
			),
			undated=won.undated,
			costs=costs[0].notes,
			no_cost=None if costs[0].is_told else next(iter(costs[0].notes), None),
			no_split=no_split(costs[0], asking.dimension),
			several_currencies=asking.ledgers.currency is None,
			not_reconciled=None if asking.may_see_ledger else _NOT_YOURS,
		),
		ripe_days=ripe_days,
		young=young,
	)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	"""Of the period itself, behind a figure of the row with this key."""
	asking = _Asking.of(replace(filters, compare=False), values)
	return leads_behind(asking.origins, asking.ledgers.companies, key, column, by_cohort=asking.by_cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
	question: ReturnQuestion
	asked: AskedLeads
	origins: Origins
	ledgers: Ledgers

	@classmethod
	def of(cls, filters: Filters, values: Mapping[str, Any]) -> _Asking:
		question, asked = read_return_question(values, GROUPS, Dimension.SOURCE.value), AskedLeads(filters)
		before = filters.before()
		periods = [filters.period, before.period] if before else [filters.period]
		return cls(
			question=question,
			asked=asked,
			origins=Origins(asked=asked, dimension=Dimension(question.by), periods=periods),
			ledgers=ledgers_of(filters.company),
		)

	@property
	def dimension(self) -> Dimension:
		return self.origins.dimension

	@property
	def by_cohort(self) -> bool:
		return self.question.basis is ReturnBasis.COHORT

	@property
	def may_see_ledger(self) -> bool:
		return not self.asked.own_only and (not self.ledgers.companies or self.ledgers.may_be_seen)

	def costs(self, filters: Filters) -> Costs:
		return told_costs(self.asked, filters, self.ledgers.companies)

	@property
	def may_tell_ledger(self) -> bool:
		return self.ledgers.currency is not None and self.may_see_ledger

	def money(self) -> list[dict[str, Money]] | None:
		"""By period and group."""
		if self.ledgers.currency is None:
			return None
		purse = Purse(origins=self.origins, companies=self.ledgers.companies)
		return purse.of_cohorts() if self.by_cohort else purse.of_days()

	def beside_ledger(self) -> Reconciled:
		if self.by_cohort:
			return self.ledgers.beside(is_of_cohort(self.origins), None)
		return self.ledgers.beside(is_meant(self.asked), self.origins.periods[0])

	def books(self, reconciled: Reconciled | None, *, apart: bool = False) -> Books:
		ledgers = self.ledgers
		return Books(
			currency=ledgers.currency,
			places=ledgers.places,
			reconciled=reconciled,
			is_reconciled_apart=apart,
		)


def _together(
	asking: _Asking,
	reached: Sequence[dict[str, Reached]],
	won: list[dict[str, Won]],
	money: list[dict[str, Money]] | None,
	costs: list[Costs],
) -> list[Returns]:
	"""By period."""
	if asking.dimension is Dimension.FAMILY:
		reached = [by_family(of_sources, add) for of_sources in reached]
		money = None if money is None else [by_family(of_sources, add) for of_sources in money]
	name_of = one_name_each(
		group for told in (reached, won, money or ()) for of_period in told for group in of_period
	).__getitem__
	reached = [renamed(of_groups, name_of, add) for of_groups in reached]
	won = [renamed(of_groups, name_of, add) for of_groups in won]
	money = None if money is None else [renamed(of_groups, name_of, add) for of_groups in money]
	found = []
	for number in range(len(asking.origins.periods)):
		split, nameless = by_group(costs[number], asking.dimension)
		found.append(
			Returns(
				reached=reached[number],
				money=None if money is None else money[number],
				costs=split,
				nameless=nameless or Decimal(0),
				cost=costs[number].total,
				won=won[number],
			)
		)
	return found
