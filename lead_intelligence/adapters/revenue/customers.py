"""Which customers are those of the leads that are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.revenue.origins import in_ledger, with_origin


def customers_of_leads(company: str, is_shown: Callable[[int], bool]) -> set[str]:
	"""Those who ordered what came of the leads, and those who were made of them or of their opportunities, whether or not they were
	invoiced anything. `is_shown`: tells it by the number of a lead, see `number_of`."""
	found: set[int] = set()
	for query in (_who_ordered(company), _made_of_leads(), _made_of_opportunities()):
		found |= {customer for customer, lead in query.run() if is_shown(lead)}
	return set(names_of_customers(found).values())


def names_of_customers(numbers: Collection[int]) -> dict[int, str]:
	"""By number. Of a customer that is gone, as orders and invoices still name it."""
	found: dict[int, str] = {}
	for doctype, name in (("Customer", "name"), ("Sales Invoice", "customer"), ("Sales Order", "customer")):
		if all(number in found for number in numbers):
			break
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(number_of(table[name]), table[name]).distinct()
		found = {**dict(query.where(table[name] > "").run()), **found}
	return {number: found[number] for number in numbers if number in found}


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
