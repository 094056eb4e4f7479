"""Which leads' deals a document has changed. Looks up what it leads back to while it still does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import frappe
from frappe.model.document import Document
from pypika import Case, Table
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.figure_marks import Figures, all_marked_on_defect, mark, mark_all

_MADE_OF_LEADS = (
	("Opportunity", {"opportunity_from": "Lead"}),
	("Quotation", {"quotation_to": "Lead", "docstatus": 1}),
	("Customer", {"lead_name": ("is", "set")}),
)
_PARTY_TYPES = {"Opportunity": "opportunity_from", "Quotation": "quotation_to"}
_SALES = ("Sales Order", "Sales Invoice")
_WITHOUT_DRAFTS = ("Quotation", *_SALES)

Origin = tuple[str | None, str | None]
"""The lead and the opportunity of which something was made."""


def document_changed(doc: Document) -> None:
	"""An opportunity, quotation, customer, order or invoice is saved, submitted, cancelled, deleted or set past all events. Drafts of
	quotations, orders and invoices are no deals."""
	with all_marked_on_defect(Figures.DEALS, doc):
		if doc.docstatus or doc.doctype not in _WITHOUT_DRAFTS:
			leads_changed(_behind(doc))


def mark_what_is_there() -> None:
	"""On a site that has made something of leads before their deals are stored."""
	if any(frappe.db.exists(doctype, filters) for doctype, filters in _MADE_OF_LEADS):
		all_changed()


def all_changed() -> None:
	mark_all(Figures.DEALS)


def leads_changed(leads: Iterable[str | None]) -> None:
	mark(Figures.DEALS, "Lead", leads)


def _behind(doc: Document) -> Iterator[str]:
	"""Those of the document as it is and as it was before. What both lead to is looked up once."""
	both = [one for one in (doc, doc.get_doc_before_save()) if one]
	origins = _of_sales(both) if doc.doctype in _SALES else [_origin(one) for one in both]
	yield from (lead for lead, _opportunity in origins if lead)
	yield from _of_opportunities(opportunity for _lead, opportunity in origins)


def _origin(doc: Document) -> Origin:
	if doc.doctype == "Customer":
		return doc.get("lead_name"), doc.get("opportunity_name")
	is_of_lead = doc.get(_PARTY_TYPES[doc.doctype]) == "Lead"
	return doc.party_name if is_of_lead else None, doc.get("opportunity")


def _of_sales(sales: Sequence[Document]) -> list[Origin]:
	"""Those of their customers, and of the quotations that were ordered."""
	customer, quotation = frappe.qb.DocType("Customer"), frappe.qb.DocType("Quotation")
	query = frappe.qb.from_(customer).select(customer.lead_name, customer.opportunity_name)
	found = _named(query, customer, (sale.get("customer") for sale in sales))
	if sales[0].doctype == "Sales Order":
		lead = Case().when(quotation.quotation_to == "Lead", quotation.party_name)
		query = frappe.qb.from_(quotation).select(lead, quotation.opportunity)
		offers = (row.get("prevdoc_docname") for sale in sales for row in sale.items)
		found += _named(query, quotation, offers)
	return found


def _of_opportunities(names: Iterable[str | None]) -> list[str]:
	made = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(made).select(made.party_name).where(made.opportunity_from == "Lead")
	return [party for (party,) in _named(query, made, names)]


def _named(query: QueryBuilder, table: Table, names: Iterable[str | None]) -> list[tuple[Any, ...]]:
	meant = sorted({name for name in names if name})
	return list(query.where(table.name.isin(meant)).run()) if meant else []
