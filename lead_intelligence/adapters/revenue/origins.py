"""Which lead the item of an order or of an invoice came of: by ERPNext's own links from document to document, never by a guess."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count, Max
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
	"""Terms of a query in which an order's item was followed back. `lead`: null where it came of none. `party_type`: who its quotation or
	its opportunity is of, a Lead, a Prospect or a Customer; null where there is no quotation."""

	lead: Term
	party_type: Term
	party: Term


def with_origin(query: QueryBuilder, item: Table, *, traced_only: bool) -> tuple[QueryBuilder, Origin]:
	"""The query, which reads Sales Order Item as `item`, with what it came of. `traced_only`: without what came of no quotation.

	The opportunity that the quotation's item names decides, else that of the quotation, else to whom the quotation was made."""
	quotation, made = frappe.qb.DocType("Quotation"), frappe.qb.DocType("Opportunity")
	of_quotation = (quotation.name == item.prevdoc_docname) & (quotation.docstatus == 1)
	query = (query.join if traced_only else query.left_join)(quotation).on(of_quotation)
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
	prospect = _prospects_of_one_lead().as_("prospect")
	query = query.left_join(prospect).on((prospect.name == party) & (party_type == "Prospect"))
	lead = Case().when(party_type == "Lead", NullIf(party, "")).when(party_type == "Prospect", prospect.lead)
	return query, Origin(lead=lead, party_type=party_type, party=party)


def _prospects_of_one_lead() -> QueryBuilder:
	row = frappe.qb.DocType("Prospect Lead")
	query = frappe.qb.from_(row).select(row.parent.as_("name"), Max(row.lead).as_("lead"))
	return query.where(row.lead > "").groupby(row.parent).having(Count(row.lead).distinct() == 1)


def with_order_item(query: QueryBuilder, item: Table, *, traced_only: bool) -> tuple[QueryBuilder, Table]:
	"""The query, which reads Sales Invoice Item as `item`, with the order's item that it bills: named by itself, by the delivery that it
	bills, or by the item that it takes back."""
	note, taken_back = (
		frappe.qb.DocType("Delivery Note Item"),
		item.__class__(item._table_name).as_("taken_back"),
	)
	first_note = frappe.qb.DocType("Delivery Note Item").as_("first_note")
	# Names that are not there are null, and cost no look-up.
	named = NullIf(item.so_detail, "")
	query = query.left_join(note).on(note.name == Case().when(named.isnull(), NullIf(item.dn_detail, "")))
	named = Coalesce(named, NullIf(note.so_detail, ""))
	query = query.left_join(taken_back).on(
		taken_back.name == Case().when(named.isnull(), NullIf(item.sales_invoice_item, ""))
	)
	named = Coalesce(named, NullIf(taken_back.so_detail, ""))
	query = query.left_join(first_note).on(
		first_note.name == Case().when(named.isnull(), NullIf(taken_back.dn_detail, ""))
	)
	ordered = frappe.qb.DocType("Sales Order Item")
	named = Coalesce(named, NullIf(first_note.so_detail, ""))
	query = (query.join if traced_only else query.left_join)(ordered).on(
		(ordered.name == named) & (ordered.docstatus == 1)
	)
	return query, ordered


def in_ledger(document: Table, company: str) -> Criterion:
	"""Holds for submitted orders and invoices of the company, without what it only moves between its own branches: no ledger says that
	anything was sold there."""
	moved = (document.is_internal_customer == 1) & (document.represents_company == document.company)
	return (document.docstatus == 1) & (document.company == company) & Case().when(moved, 0).else_(1).eq(1)
