"""Which lead the items of few invoices came of. `origins` reads each document once, whatever is asked for; here they are looked up by name,
document by document, which is faster while the invoices are those of a month or so. Both follow the same links."""

from __future__ import annotations

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.revenue.origins import prospects_of_one_lead, with_name_of_order_item


def with_lead(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Term]:
	"""The query, which reads Sales Invoice Item as `item`, without the items that came of no quotation; and the name of the lead that the
	others came of, null where that is none."""
	query, named = with_name_of_order_item(query, item)
	ordered = frappe.qb.DocType("Sales Order Item")
	query = query.join(ordered).on((ordered.name == named) & (ordered.docstatus == 1))
	quotation, made = frappe.qb.DocType("Quotation"), frappe.qb.DocType("Opportunity")
	of_quotation = (quotation.name == ordered.prevdoc_docname) & (quotation.docstatus == 1)
	query, opportunity = query.join(quotation).on(of_quotation), NullIf(quotation.opportunity, "")
	if frappe.get_meta("Sales Order Item").has_field("quotation_item"):
		quoted = frappe.qb.DocType("Quotation Item")
		of_item = (quoted.name == ordered.quotation_item) & (quoted.parent == quotation.name)
		query = query.left_join(quoted).on(of_item)
		by_item = Case().when(quoted.prevdoc_doctype == "Opportunity", NullIf(quoted.prevdoc_docname, ""))
		opportunity = Coalesce(by_item, opportunity)
	query = query.left_join(made).on(made.name == opportunity)
	party_type = Coalesce(made.opportunity_from, quotation.quotation_to)
	party = Case().when(made.name.isnotnull(), made.party_name).else_(quotation.party_name)
	prospect = prospects_of_one_lead().as_("prospect")
	query = query.left_join(prospect).on((prospect.name == party) & (party_type == "Prospect"))
	lead = Case().when(party_type == "Lead", NullIf(party, "")).when(party_type == "Prospect", prospect.lead)
	return query, lead
