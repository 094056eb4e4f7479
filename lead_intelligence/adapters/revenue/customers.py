"""Which customers are those of which leads."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.revenue.origins import in_ledger, with_origin


def customers_of_leads(company: str) -> Iterator[tuple[int, int]]:
	"""Pairs of a customer and a lead, both the numbers of their names, see `number_of`: those who ordered what came of the lead, and those who
	were made of it or of its opportunities, whether or not they were invoiced anything. A pair may come twice."""
	for query in (_who_ordered(company), _made_of_leads(), _made_of_opportunities()):
		yield from query.run()


def _who_ordered(company: str) -> QueryBuilder:
	item, order = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType("Sales Order")
	query = frappe.qb.from_(item).join(order).on(order.name == item.parent)
	query, origin = with_origin(query, item, traced_only=True)
	query = query.select(number_of(order.customer), origin.lead).distinct()
	return query.where(in_ledger(order, company) & origin.lead.isnotnull())


def _made_of_leads() -> QueryBuilder:
	customer = frappe.qb.DocType("Customer")
	query = frappe.qb.from_(customer).select(number_of(customer.name), number_of(customer.lead_name))
	return query.where(customer.lead_name > "")


def _made_of_opportunities() -> QueryBuilder:
	customer, made = frappe.qb.DocType("Customer"), frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(customer).join(made).on(made.name == customer.opportunity_name)
	query = query.select(number_of(customer.name), number_of(made.party_name))
	return query.where((made.opportunity_from == "Lead") & (customer.opportunity_name > ""))
