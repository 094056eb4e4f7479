"""Which lead an item came of, followed link by link: for the invoices of some days. Of all invoices, `origins` finds the same sooner."""

from __future__ import annotations

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.revenue.origins import prospects_of_one_lead, with_name_of_order_item


def with_lead_of(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Term]:
	"""The query, which reads Sales Order Item as `item`, without what came of no quotation; and the name of the lead that it came of.

	The opportunity that the quotation's item names decides, else that of the quotation, else to whom the quotation was made."""
	quotation, made = frappe.qb.DocType("Quotation"), frappe.qb.DocType("Opportunity")
	of_quotation = (quotation.name == item.prevdoc_docname) & (quotation.docstatus == 1)
	query = query.join(quotation).on(of_quotation)
	opportunity: Term = NullIf(quotation.opportunity, "")
	if frappe.get_meta("Sales Order Item").has_field("quotation_item"):
		quoted = frappe.qb.DocType("Quotation Item")
		query = query.left_join(quoted).on(
			(quoted.name == item.quotation_item) & (quoted.parent == quotation.name)
		)
		by_item = Case().when(quoted.prevdoc_doctype == "Opportunity", NullIf(quoted.prevdoc_docname, ""))
		opportunity = Coalesce(by_item, opportunity)
	query = query.left_join(made).on(made.name == opportunity)
	party_type = Coalesce(made.opportunity_from, quotation.quotation_to)
	party = Case().when(made.name.isnotnull(), made.party_name).else_(quotation.party_name)
	prospect = prospects_of_one_lead().as_("prospect")
	query = query.left_join(prospect).on((prospect.name == party) & (party_type == "Prospect"))
	lead = Case().when(party_type == "Lead", NullIf(party, "")).when(party_type == "Prospect", prospect.lead)
	return query, lead


def with_item_ordered(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Table]:
	"""The query, which reads Sales Invoice Item as `item`, with the order's item that it bills: named by itself, by the delivery that it
	bills, or by the item that it takes back."""
	query, named = with_name_of_order_item(query, item)
	ordered = frappe.qb.DocType("Sales Order Item")
	return query.join(ordered).on((ordered.name == named) & (ordered.docstatus == 1)), ordered
