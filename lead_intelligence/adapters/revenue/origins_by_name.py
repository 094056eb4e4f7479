"""Which lead the items of few orders and invoices came of. `origins` reads each document once, whatever is asked for; here they are looked up
by name, document by document, which is faster while they are few. Both follow the same links."""

from __future__ import annotations

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import ExistsCriterion, Term

from lead_intelligence.adapters.revenue.origins import prospects_of_one_lead, with_name_of_order_item
from lead_intelligence.core.money.untraced import Untraced


def with_lead(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Term]:
	"""The query, which reads Sales Invoice Item as `item`, without the items that came of no quotation; and the name of the lead that the
	others came of, null where that is none."""
	query, named = with_name_of_order_item(query, item)
	ordered = frappe.qb.DocType("Sales Order Item")
	query = query.join(ordered).on((ordered.name == named) & (ordered.docstatus == 1))
	query, lead, _why = with_origin(query, ordered, traced_only=True)
	return query, lead


def with_lead_or_why(query: QueryBuilder, item: Table) -> tuple[QueryBuilder, Term, Term]:
	"""The query, which reads Sales Invoice Item as `item`, the name of the lead that the item came of, whether or not there still is such a
	lead; and why it came of none, a value of `Untraced`. One of the two is null."""
	query, named = with_name_of_order_item(query, item)
	ordered = frappe.qb.DocType("Sales Order Item")
	query = query.left_join(ordered).on((ordered.name == named) & (ordered.docstatus == 1))
	query, lead, why = with_origin(query, ordered, traced_only=False)
	why = Case().when(ordered.name.isnull(), Untraced.NO_ORDER.value).else_(why)
	return query, lead, Case().when(lead.isnull(), why)


def with_origin(query: QueryBuilder, ordered: Table, *, traced_only: bool) -> tuple[QueryBuilder, Term, Term]:
	"""The query, which reads Sales Order Item as `ordered`; the name of the lead that it came of; and, to be read where that is null, why it came
	of none. `traced_only`: without what came of no quotation."""
	quotation, made = frappe.qb.DocType("Quotation"), frappe.qb.DocType("Opportunity")
	of_quotation = (quotation.name == ordered.prevdoc_docname) & (quotation.docstatus == 1)
	query = (query.join if traced_only else query.left_join)(quotation).on(of_quotation)
	opportunity = NullIf(quotation.opportunity, "")
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
	return query, lead, _why(ordered, party_type)


def _why(ordered: Table, party_type: Term) -> Term:
	beside = frappe.qb.DocType("Sales Order Item").as_("beside")
	of_quotation = frappe.qb.from_(beside).select(beside.name)
	of_quotation = of_quotation.where((beside.parent == ordered.parent) & (beside.prevdoc_docname > ""))
	why = Case().when(party_type == "Customer", Untraced.OF_CUSTOMER.value)
	why = why.when(party_type == "Prospect", Untraced.OF_PROSPECT.value)
	why = why.when(ExistsCriterion(of_quotation), Untraced.ADDED_TO_ORDER.value)
	return why.else_(Untraced.NO_QUOTATION.value)
