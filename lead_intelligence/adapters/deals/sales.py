"""The first sale to each lead: its first submitted Sales Order or Sales Invoice. Returns are no sales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe.query_builder.functions import Min
from pypika import Case, Table
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.numbers import digest, number_of
from lead_intelligence.adapters.statements import some_at_a_time

_DAYS = {"Sales Order": "transaction_date", "Sales Invoice": "posting_date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSales:
	"""By opportunity, the day of the first submitted Sales Order that came of a quotation of it. By lead, that of the first order of a quotation
	to it, or order or invoice of a customer that was made of it or of an opportunity of it."""

	of_opportunities: Mapping[str, date]
	of_leads: Mapping[str, date]


def first_sales(only: tuple[Sequence[str], Sequence[str]] | None = None) -> FirstSales:
	"""`only`: of these opportunities, and of these leads."""
	if only is None:
		return _of_all()
	opportunities, leads = only
	return FirstSales(of_opportunities=_of_opportunities(opportunities), of_leads=_of_leads(leads))


def _of_all() -> FirstSales:
	"""Documents are matched by the numbers of their names: the database takes a third of the time for it."""
	of_opportunities: dict[str, date] = {}
	of_leads: dict[str, date] = {}
	for opportunity, lead, day in _all_by_quotations():
		_keep_first(of_opportunities, opportunity, day)
		_keep_first(of_leads, lead, day)
	for leads, day in _all_by_customers():
		for lead in leads:
			_keep_first(of_leads, lead, day)
	return FirstSales(of_opportunities=of_opportunities, of_leads=of_leads)


def _keep_first(found: dict[str, date], name: str | None, day: date) -> None:
	if name and day < found.get(name, date.max):
		found[name] = day


def _all_by_quotations() -> Iterator[tuple[str | None, str | None, date]]:
	"""The opportunity and the lead of each quotation that was ordered, and the first day of that."""
	item, order, quotation = (
		frappe.qb.DocType(name) for name in ("Sales Order Item", "Sales Order", "Quotation")
	)
	number = number_of(item.prevdoc_docname).as_("number")
	query = frappe.qb.from_(item).join(order).on(order.name == item.parent)
	query = query.select(number, Min(order.transaction_date)).groupby(frappe.qb.Field("number"))
	days = dict(query.where((order.docstatus == 1) & (item.prevdoc_docname > "")).run())
	lead = Case().when(quotation.quotation_to == "Lead", quotation.party_name)
	query = frappe.qb.from_(quotation).select(quotation.name, quotation.opportunity, lead)
	offers = (
		query.where((quotation.opportunity > "") | (quotation.quotation_to == "Lead")).run() if days else ()
	)
	for name, opportunity, to_lead in offers:
		if day := days.get(digest(name)):
			yield opportunity, to_lead, day


def _all_by_customers() -> Iterator[tuple[tuple[str | None, str | None], date]]:
	"""The leads of which each customer was made who bought anything, and the first day of that."""
	customer, made = frappe.qb.DocType("Customer"), frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(customer).left_join(made)
	query = query.on((made.name == customer.opportunity_name) & (made.opportunity_from == "Lead"))
	query = query.select(customer.name, customer.lead_name, made.party_name)
	rows = query.where((customer.lead_name > "") | made.name.isnotnull()).run()
	if not rows:
		return
	for days in (
		_first_of_customers("Sales Order", "transaction_date"),
		_first_of_customers("Sales Invoice", "posting_date"),
	):
		for name, *leads in rows:
			if day := days.get(digest(name)):
				yield tuple(leads), day


def _first_of_customers(doctype: str, day: str) -> dict[int, date]:
	sale = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(sale).select(number_of(sale.customer).as_("number"), Min(sale[day]))
	query = query.where(sale.docstatus == 1).groupby(frappe.qb.Field("number"))
	return dict((query.where(sale.is_return == 0) if doctype == "Sales Invoice" else query).run())


def _of_opportunities(only: Sequence[str]) -> dict[str, date]:
	query, quotation, order = _orders_of_quotations()
	query = query.where(quotation.opportunity > "").groupby(quotation.opportunity)
	query = query.select(quotation.opportunity, Min(order.transaction_date))
	return dict(_rows(query, quotation.opportunity, only))


def _of_leads(only: Sequence[str]) -> dict[str, date]:
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
		for name, day in _rows(query, lead, only):
			if name and day:
				found[name] = min(day, found.get(name, day))
	return found


def _rows(query: QueryBuilder, name: Term, only: Sequence[str]) -> Iterator[tuple[Any, ...]]:
	for some in some_at_a_time(only):
		yield from query.where(name.isin(some)).run()


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
