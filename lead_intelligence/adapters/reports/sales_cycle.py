"""Sales Cycle: how long it takes from the first contact, or from another day, until a sale is won or lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deal_days import Way, answers_of, begun_at, ways_of
from lead_intelligence.adapters.reports.deal_groups import GROUP_OF_LEAD
from lead_intelligence.adapters.reports.deals import Deals, deals_of
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, currency_of
from lead_intelligence.adapters.reports.grouping import GROUPS, grouping_of
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.funnel.cycle import Sale, days_of
from lead_intelligence.core.funnel.cycle_question import (
	BY_ANSWERS,
	BY_QUALIFICATION,
	CycleBasis,
	CycleQuestion,
	Start,
	read_cycle_question,
)
from lead_intelligence.core.funnel.cycle_remarks import CycleLeftOut
from lead_intelligence.core.funnel.cycle_report import Sales, sales_cycle
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.qualification.stages import LADDER
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import Grouping, group_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result, Sentence
from lead_intelligence.core.responding.stagnant import label_of

_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST, "open": Outcome.OPEN, "closed": Outcome.CLOSED}


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	question, found = _found(filters, values)
	before = filters.before()
	sales = Sales(sales=found.within(filters.period))
	return sales_cycle(
		question,
		_grouping(question, {one.group for one in sales.sales}),
		sales,
		Sales(sales=found.within(before.period)) if before else None,
		found.left_out(),
		fewest=settings().fewest_cases,
	)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	"""The leads of the opportunities behind a figure: fewer than these, where a lead has several."""
	_question, found = _found(filters, values)
	group, outcome = group_of(key), _OUTCOMES.get(column)
	names = {
		one.deal.lead
		for one in found.within(filters.period)
		if group in (None, one.group) and outcome in (None, one.deal.outcome)
	}
	lead = frappe.qb.DocType("Lead")
	return frappe.qb.from_(lead).select(lead.name).where(lead.name.isin(sorted(names) or [""]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
	"""`dated`: each sale with the day that the period is about; None where nobody knows it."""

	asked: AskedLeads
	basis: CycleBasis
	deals: Deals
	dated: tuple[tuple[datetime | None, Sale], ...]

	def within(self, period: Period) -> tuple[Sale, ...]:
		return tuple(sale for day, sale in self.dated if day and period.begin <= day < period.end)

	def left_out(self) -> CycleLeftOut:
		undated = [sale.deal for day, sale in self.dated if day is None and self._belongs(sale)]
		return CycleLeftOut(
			undated=len(undated),
			undated_lost=sum(deal.outcome is Outcome.LOST for deal in undated),
			without_rate=self.deals.without_rate,
			before=self.asked.missing(),
		)

	def _belongs(self, sale: Sale) -> bool:
		"""What is still open has no day of its close, and is not missed there."""
		return self.basis is CycleBasis.BEGUN or sale.deal.outcome in (Outcome.WON, Outcome.LOST)


def _found(filters: Filters, values: Mapping[str, Any]) -> tuple[CycleQuestion, _Found]:
	question = read_cycle_question(values, GROUPS)
	asked = AskedLeads(filters)
	deals = deals_of(asked)
	names = {deal.lead for deal in deals.deals}
	needs_way = question.start is not Start.OPPORTUNITY or question.by == BY_QUALIFICATION
	ways = ways_of(asked, names, question.start) if needs_way else {}
	answers = answers_of(names) if question.by == BY_ANSWERS else {}
	group = _grouper(question, deals, ways, answers)
	currencies: dict[str | None, str] = {}
	dated = []
	for deal in deals.deals:
		begun, company = begun_at(deal, deals, ways, question.start), deals.leads[deal.lead].company
		if company not in currencies:
			currencies[company] = currency_of(company)
		day = begun if question.basis is CycleBasis.BEGUN else deal.closed_at
		if question.basis is CycleBasis.CLOSED and deal.outcome is Outcome.OPEN:
			day = None
		sale = Sale(
			deal=deal,
			group=group(deal.lead, day),
			days=days_of(begun, deal.closed_at),
			currency=currencies[company],
		)
		dated.append((day, sale))
	return question, _Found(asked=asked, basis=question.basis, deals=deals, dated=tuple(dated))


def _grouper(
	question: CycleQuestion, deals: Deals, ways: Mapping[str, Way], answers: Mapping[str, int]
) -> Callable[[str, datetime | None], str]:
	if question.by == BY_ANSWERS:
		return lambda lead, _day: str(answers.get(lead, 0))
	if question.by == BY_QUALIFICATION:
		return lambda lead, _day: _furthest(ways.get(lead))
	dimension = Dimension(question.by)
	if dimension in BY_TIME:
		return lambda _lead, day: label_of(day, dimension.value) if day else ""
	value = GROUP_OF_LEAD[dimension]
	return lambda lead, _day: value(deals.leads[lead]) or ""


def _furthest(way: Way | None) -> str:
	return way.furthest.value if way and way.furthest else ""


def _grouping(question: CycleQuestion, groups: set[str]) -> Grouping:
	if question.by == BY_QUALIFICATION:
		words = {stage.value: Sentence(text=stage.value) for stage in LADDER}
		return Grouping(label=BY_QUALIFICATION, words=words, order=("", *words))
	if question.by == BY_ANSWERS:
		counts = sorted(groups, key=int)
		words = {count: Sentence(text="Answers: {count}", values={"count": count}) for count in counts}
		return Grouping(label=BY_ANSWERS, words=words, order=tuple(counts))
	return grouping_of(Dimension(question.by), groups)
