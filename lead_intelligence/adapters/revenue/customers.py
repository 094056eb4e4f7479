"""Which customers are those of which leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import frappe
from frappe.query_builder.functions import Count
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import Numbers, number_of
from lead_intelligence.adapters.revenue.changes import Change, changes
from lead_intelligence.adapters.revenue.entries import Kind
from lead_intelligence.adapters.revenue.marked_vouchers import ENTRY
from lead_intelligence.adapters.revenue.origins import in_ledger, with_origin


def customers_of_leads(company: str) -> Iterator[tuple[int, int]]:
	"""Pairs of a customer and a lead, both the numbers of their names, see `number_of`: those who ordered what came of the lead, and those who
	were made of it or of its opportunities, whether or not they were invoiced anything. A pair may come twice."""
	found = changes()
	yield from _who_ordered(company).run() if found is None else _stored(company, found)
	for query in (_made_of_leads(), _made_of_opportunities()):
		yield from query.run()


def _stored(company: str, found: Iterable[Change]) -> Iterator[tuple[int, int]]:
	"""Those of the stored entries who are so yet, and those of the entries that have changed since."""
	entry = frappe.qb.DocType(ENTRY)
	query = frappe.qb.from_(entry).select(entry.customer, entry.lead, Count("*"))
	query = query.where((entry.company == company) & (entry.kind == Kind.ORDERED.value))
	query = query.where(entry.lead.isnotnull()).groupby(entry.customer, entry.lead)
	entries, numbers = {(customer, lead): number for customer, lead, number in query.run()}, Numbers()
	for one, sign in found:
		if one.company == company and one.kind == Kind.ORDERED.value:
			entries[one.customer, one.lead] = entries.get((one.customer, one.lead), 0) + sign
	for (customer, lead), number in entries.items():
		if number > 0:
			yield numbers[customer], numbers[lead]


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
