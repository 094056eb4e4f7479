"""The first sale to each lead: its first submitted Sales Order or Sales Invoice. Returns are no sales."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.query_builder.functions import Min


def first_sales_of_opportunities() -> dict[str, date]:
	"""By opportunity, the day of the first submitted Sales Order that came of a quotation of it."""
	quotation, item, order = (
		frappe.qb.DocType(name) for name in ("Quotation", "Sales Order Item", "Sales Order")
	)
	query = frappe.qb.from_(quotation).join(item).on(item.prevdoc_docname == quotation.name)
	query = query.join(order).on(order.name == item.parent)
	query = query.select(quotation.opportunity, Min(order.transaction_date))
	query = query.where((order.docstatus == 1) & (quotation.opportunity > "")).groupby(quotation.opportunity)
	return dict(query.run())


def first_sales_of_leads() -> dict[str, date]:
	"""By lead: orders of quotations to it, orders and invoices of customers that were made of it or of its opportunities."""
	found: dict[str, date] = {}
	for rows in (_by_quotations(), *_by_customers("lead_name"), *_by_customers("opportunity_name")):
		for lead, day in rows:
			if lead and day:
				found[lead] = min(day, found.get(lead, day))
	return found


def _by_quotations() -> Iterable[tuple[str, date]]:
	quotation, item, order = (
		frappe.qb.DocType(name) for name in ("Quotation", "Sales Order Item", "Sales Order")
	)
	query = frappe.qb.from_(quotation).join(item).on(item.prevdoc_docname == quotation.name)
	query = query.join(order).on(order.name == item.parent)
	query = query.select(quotation.party_name, Min(order.transaction_date))
	query = query.where((order.docstatus == 1) & (quotation.quotation_to == "Lead"))
	return query.groupby(quotation.party_name).run()


def _by_customers(link: str) -> Iterable[Iterable[tuple[str, date]]]:
	customer, made = frappe.qb.DocType("Customer"), frappe.qb.DocType("Opportunity")
	for doctype, day in (("Sales Order", "transaction_date"), ("Sales Invoice", "posting_date")):
		sale = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(customer).join(sale).on(sale.customer == customer.name)
		lead = customer.lead_name
		if link == "opportunity_name":
			query = query.join(made).on(made.name == customer.opportunity_name)
			query = query.where(made.opportunity_from == "Lead")
			lead = made.party_name
		query = query.select(lead, Min(sale[day])).where((sale.docstatus == 1) & (lead > ""))
		if doctype == "Sales Invoice":
			query = query.where(sale.is_return == 0)
		yield query.groupby(lead).run()
