"""The first sales to some leads, which are found one by one: faster than `sales` while these are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Min
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.reports.sales import FirstSales
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.core.reporting.period import Period

_DAYS = {"Sales Order": "transaction_date", "Sales Invoice": "posting_date"}


def first_sales_to(leads: Sequence[str], opportunities: Sequence[str]) -> FirstSales:
	"""Of these leads, and of these opportunities."""
	query, quotation, order = _orders_of_quotations()
	query = query.where(quotation.opportunity > "").groupby(quotation.opportunity)
	query = query.select(quotation.opportunity, Min(order.transaction_date))
	of_opportunities = dict(_rows(query, quotation.opportunity, opportunities))
	return FirstSales(of_opportunities=of_opportunities, of_leads=_of_leads(leads))


def _of_leads(leads: Sequence[str]) -> dict[str, date]:
	found: dict[str, date] = {}
	of_quotations, quotation, order = _orders_of_quotations()
	of_quotations = of_quotations.select(quotation.party_name, Min(order.transaction_date))
	of_quotations = of_quotations.where(quotation.quotation_to == "Lead").groupby(quotation.party_name)
	queries = [(of_quotations, quotation.party_name)]
	for link in ("lead_name", "opportunity_name"):
		for doctype in _DAYS:
			query, lead, sale = _sales_to_customers(link, doctype)
			query = query.select(lead, Min(sale[_DAYS[doctype]])).groupby(lead)
			queries.append((query, lead))
	for query, lead in queries:
		for name, day in _rows(query, lead, leads):
			if name and day:
				found[name] = min(day, found.get(name, day))
	return found


def documents_of(period: Period) -> int:
	"""How many orders and invoices are dated on these days: told by an index alone."""
	found = 0
	for doctype, name in _DAYS.items():
		day = frappe.qb.DocType(doctype)[name]
		query = frappe.qb.from_(frappe.qb.DocType(doctype)).select(Count("*"))
		found += int(query.where(_on_days(day, period)).run()[0][0])
	return found


def leads_sold_to(period: Period) -> set[str]:
	"""All to whom something was sold on these days, if not for the first time."""
	query, quotation, order = _orders_of_quotations()
	query = query.where(_on_days(order.transaction_date, period))
	of_leads = query.select(quotation.party_name).where(quotation.quotation_to == "Lead")
	made = frappe.qb.DocType("Opportunity")
	of_opportunities = query.join(made).on(made.name == quotation.opportunity).select(made.party_name)
	queries = [of_leads, of_opportunities.where(made.opportunity_from == "Lead")]
	for link in ("lead_name", "opportunity_name"):
		for doctype in _DAYS:
			query, lead, sale = _sales_to_customers(link, doctype)
			if frappe.db.db_type == "mariadb":
				# Left to itself, it begins with all customers.
				query = query.modifier("STRAIGHT_JOIN")
			queries.append(query.select(lead).where(_on_days(sale[_DAYS[doctype]], period)))
	return {name for one in queries for (name,) in one.distinct().run() if name}


def _on_days(day: Term, period: Period) -> Criterion:
	return (day >= period.first) & (day <= period.last)


def _rows(query: QueryBuilder, name: Term, only: Sequence[str]) -> Iterator[tuple[Any, ...]]:
	for start in range(0, len(only), MOST_NAMES):
		yield from query.where(name.isin(list(only[start : start + MOST_NAMES]))).run()


def _orders_of_quotations() -> tuple[QueryBuilder, Table, Table]:
	quotation, item, order = (
		frappe.qb.DocType(name) for name in ("Quotation", "Sales Order Item", "Sales Order")
	)
	query = frappe.qb.from_(quotation).join(item).on(item.prevdoc_docname == quotation.name)
	query = query.join(order).on(order.name == item.parent).where(order.docstatus == 1)
	return query, quotation, order


def _sales_to_customers(link: str, doctype: str) -> tuple[QueryBuilder, Term, Table]:
	"""Those of customers that were made of a lead, directly or by an opportunity; and that lead."""
	customer, made = frappe.qb.DocType("Customer"), frappe.qb.DocType("Opportunity")
	sale = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(sale).join(customer).on(customer.name == sale.customer)
	lead = customer.lead_name
	if link == "opportunity_name":
		query = query.join(made).on(made.name == customer.opportunity_name)
		query = query.where(made.opportunity_from == "Lead")
		lead = made.party_name
	query = query.where((sale.docstatus == 1) & (lead > ""))
	if doctype == "Sales Invoice":
		query = query.where(sale.is_return == 0)
	return query, lead, sale
