"""Costs that are items of submitted purchase invoices, where a rule says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import frappe
from pypika import Table
from pypika.functions import Coalesce, Count, NullIf, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.currencies import company_currency, places_of
from lead_intelligence.adapters.marketing_costs.rules import rules_in_use
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
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


def items_of(rules: Sequence[CostRule], period: Period) -> list[tuple[InvoiceItem, int, Decimal]]:
	"""Items that a rule may fit and that may be costs of the period, those that no rule tells apart added up: how many, and what they come
	to. Each statement finds its items by one index: that of a project, of a project of invoices, of a cost centre, or of posting dates."""
	invoice, item = frappe.qb.DocType("Purchase Invoice"), frappe.qb.DocType("Purchase Invoice Item")
	longest = max((rule.days for rule in rules if rule.spread is SpreadOver.DAYS), default=1)
	earliest = date.fromordinal(max(period.first.toordinal() - longest + 1, 1))
	posted = (invoice.posting_date >= earliest) & (invoice.posting_date <= period.last)
	found: list[tuple[InvoiceItem, int, Decimal]] = []
	for way in _ways(rules, invoice, item):
		found += _added_up(rules, way & posted, invoice, item)
	of_service = [rule for rule in rules if rule.spread is SpreadOver.SERVICE_DATES]
	serves = (item.service_start_date <= period.last) & (item.service_end_date >= period.first)
	elsewhen = (invoice.posting_date < earliest) | (invoice.posting_date > period.last)
	for way in _ways(of_service, invoice, item):
		found += _added_up(rules, way & serves & elsewhen, invoice, item)
	return found


def _ways(rules: Sequence[CostRule], invoice: Table, item: Table) -> list[Criterion]:
	"""How an item may be one that a rule fits. None is so in two ways."""
	projects = sorted({rule.project for rule in rules if rule.project})
	centres = sorted(set().union(*(rule.cost_centres for rule in rules if not rule.project)))
	ways: list[Criterion] = []
	if projects:
		names_none = Coalesce(item.project, "") == ""
		ways += [item.project.isin(projects), names_none & invoice.project.isin(projects)]
	if centres:
		of_centre = item.cost_center.isin(centres)
		# Those of a project are found as such.
		ways.append(of_centre & _project(invoice, item).notin(projects) if projects else of_centre)
	return ways


def _added_up(
	rules: Iterable[CostRule], holds: Criterion, invoice: Table, item: Table
) -> list[tuple[InvoiceItem, int, Decimal]]:
	query: QueryBuilder = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query = query.where((item.docstatus == 1) & (invoice.docstatus == 1) & holds)
	query = query.where(invoice.company.isin(sorted({rule.company for rule in rules})))
	told = (
		*(invoice.company, _project(invoice, item), Coalesce(item.cost_center, ""), invoice.supplier),
		*(item.expense_account, invoice.posting_date, item.service_start_date, item.service_end_date),
	)
	query = query.select(*told, Count("*"), exact(Sum(item.base_net_amount))).groupby(*told)
	return [(_item(*row[:-2]), int(row[-2]), decimal_of(row[-1])) for row in query.run()]


def _project(invoice: Table, item: Table) -> Term:
	"""ERPNext books an item without a project on that of its invoice. A cost centre each item has itself."""
	return Coalesce(NullIf(item.project, ""), invoice.project, "")


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
