"""Costs that are items of submitted purchase invoices, where a rule says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

import frappe
from pypika import Table
from pypika.functions import Cast, Coalesce, Count, NullIf, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.marketing_costs.rates import company_currency, places_of
from lead_intelligence.adapters.marketing_costs.rules import rules_in_use
from lead_intelligence.core.costs.costs import Cost
from lead_intelligence.core.costs.rules import CostRule, InvoiceItem, SpreadOver, days_of, rule_of
from lead_intelligence.core.reporting.period import LONGEST_YEARS, Period


def invoiced_costs(company: str | None, period: Period) -> list[Cost]:
	"""With days in the period. Debit notes are negative. Each item is a cost by one rule, however many fit it."""
	rules = rules_in_use(company)
	if not rules:
		return []
	places = {name: places_of(company_currency(name)) for name in {rule.company for rule in rules}}
	found = []
	for item, _items, amount in items_of(rules, period):
		rule = rule_of(item, rules)
		if rule is None:
			continue
		days = days_of(item, rule)
		if days.first <= period.last and days.last >= period.first:
			found.append(
				Cost(
					days=days,
					amount=amount,
					places=places[item.company],
					company=item.company,
					currency=company_currency(item.company),
					source=rule.source,
					campaign=rule.campaign,
					is_invoiced=True,
				)
			)
	return found


def items_of(rules: Iterable[CostRule], period: Period) -> list[tuple[InvoiceItem, int, Decimal]]:
	"""Items that a rule may fit, those that no rule tells apart added up: how many, and what they come to."""
	invoice, item = frappe.qb.DocType("Purchase Invoice"), frappe.qb.DocType("Purchase Invoice Item")
	project, centre = _own(item.project, invoice.project), _own(item.cost_center, invoice.cost_center)
	query: QueryBuilder = frappe.qb.from_(invoice).join(item).on(item.parent == invoice.name)
	query = query.where((invoice.docstatus == 1) & _may_fit(rules, invoice, project, centre))
	query = query.where(_may_fall_into(rules, period, invoice, item))
	told = (
		*(invoice.company, project, centre, invoice.supplier, item.expense_account),
		*(invoice.posting_date, item.service_start_date, item.service_end_date),
	)
	# As text, or else the database's driver would make a floating point number of it.
	query = query.select(*told, Count("*"), Cast(Sum(item.base_net_amount), "CHAR")).groupby(*told)
	return [(_item(*row[:-2]), int(row[-2]), Decimal(row[-1])) for row in query.run()]


def _own(of_item: Term, of_invoice: Term) -> Term:
	return Coalesce(NullIf(of_item, ""), of_invoice, "")


def _may_fit(rules: Iterable[CostRule], invoice: Table, project: Term, centre: Term) -> Criterion:
	ways = []
	for rule in rules:
		way = invoice.company == rule.company
		if rule.project:
			way &= project == rule.project
		if rule.cost_centres:
			way &= centre.isin(sorted(rule.cost_centres))
		if rule.supplier:
			way &= invoice.supplier == rule.supplier
		ways.append(way)
	return reduce(or_, ways)


def _may_fall_into(rules: Iterable[CostRule], period: Period, invoice: Table, item: Table) -> Criterion:
	longest = max((rule.days for rule in rules if rule.spread is SpreadOver.DAYS), default=1)
	earliest = date.fromordinal(max(period.first.toordinal() - longest + 1, 1))
	way = (invoice.posting_date >= earliest) & (invoice.posting_date <= period.last)
	if any(rule.spread is SpreadOver.SERVICE_DATES for rule in rules):
		way |= (item.service_start_date <= period.last) & (item.service_end_date >= period.first)
	return way


def _item(
	company: str,
	project: str,
	centre: str,
	supplier: str,
	account: str | None,
	posted: date,
	first: date | None,
	last: date | None,
) -> InvoiceItem:
	return InvoiceItem(
		company=company,
		project=project,
		cost_centre=centre,
		supplier=supplier,
		account=account or "",
		posted=posted,
		service=_service(first, last),
	)


def _service(first: date | None, last: date | None) -> Period | None:
	"""None for what nobody can have meant."""
	is_sound = first and last and first <= last and (last - first).days < LONGEST_YEARS * 366
	return Period(first=first, last=last) if is_sound else None
