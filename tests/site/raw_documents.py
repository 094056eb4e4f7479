"""Documents that are written past all events, and yet leave the marks that events would."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.deals.marking import document_changed, leads_changed

_OF_DEALS = ("Opportunity", "Quotation", "Customer", "Sales Order", "Sales Invoice")


def inserted(doc: Document) -> None:
	doc.db_insert()
	mark(doc)


def mark(doc: Document) -> None:
	"""What it says is no more what is stored of it."""
	if doc.doctype == "Lead History Fact":
		leads_changed([doc.lead])
		return
	if doc.get("parent"):
		doc = frappe.get_doc(doc.parenttype, doc.parent)
	if doc.doctype in _OF_DEALS:
		document_changed(doc)
