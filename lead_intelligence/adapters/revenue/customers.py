"""Which customers are those of the leads that are shown."""

from __future__ import annotations

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.revenue.origins import in_ledger, with_origin


def customers_of_leads(company: str, shown: QueryBuilder) -> set[str]:
	"""Those who ordered what came of the leads, and those who were made of them or of their opportunities, whether or not they were
	invoiced anything. `shown`: has a column `number`, see `number_of`."""
	shown = kept(shown, "shown")
	return {
		str(customer)
		for query in (_who_ordered(company, shown), _made_of_leads(shown), _made_of_opportunities(shown))
		for (customer,) in query.run()
	}


def _who_ordered(company: str, shown: QueryBuilder) -> QueryBuilder:
	item, order = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType("Sales Order")
	query = frappe.qb.from_(item).join(order).on(order.name == item.parent)
	query, origin = with_origin(query, item, traced_only=True)
	query = query.join(shown).on(shown.number == origin.lead)
	return query.select(order.customer).distinct().where(in_ledger(order, company))


def _made_of_leads(shown: QueryBuilder) -> QueryBuilder:
	customer = frappe.qb.DocType("Customer")
	query = frappe.qb.from_(customer).join(shown).on(shown.number == number_of(customer.lead_name))
	return query.select(customer.name).where(customer.lead_name > "")


def _made_of_opportunities(shown: QueryBuilder) -> QueryBuilder:
	customer, made = frappe.qb.DocType("Customer"), frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(customer).join(made).on(made.name == customer.opportunity_name)
	query = query.join(shown).on(shown.number == number_of(made.party_name)).select(customer.name)
	return query.where((made.opportunity_from == "Lead") & (customer.opportunity_name > ""))
