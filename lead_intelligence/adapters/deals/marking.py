"""Which leads' deals a document has changed. Looks up what it leads back to while it still does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.containment import log_defect, surviving
from lead_intelligence.adapters.figure_marks import Figures, mark, mark_all

_LOG_TITLE = "Lead Intelligence: the deals of leads are found again by tomorrow only"
_MADE_OF_LEADS = (
	("Opportunity", {"opportunity_from": "Lead"}),
	("Quotation", {"quotation_to": "Lead", "docstatus": 1}),
	("Customer", {"lead_name": ("is", "set")}),
)
_WITHOUT_DRAFTS = ("Quotation", "Sales Order", "Sales Invoice")


def document_changed(doc: Document) -> None:
	"""An opportunity, quotation, customer, order or invoice is saved, submitted, cancelled, deleted or set past all events. Drafts of
	quotations, orders and invoices are no deals."""
	with surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name)):
		if doc.docstatus or doc.doctype not in _WITHOUT_DRAFTS:
			leads_changed([*_behind(doc), *_behind(doc.get_doc_before_save())])


def mark_what_is_there() -> None:
	"""On a site that has made something of leads before their deals are stored."""
	if any(frappe.db.exists(doctype, filters) for doctype, filters in _MADE_OF_LEADS):
		all_changed()


def all_changed() -> None:
	mark_all(Figures.DEALS)


def leads_changed(leads: Iterable[str | None]) -> None:
	mark(Figures.DEALS, "Lead", leads)


def _behind(doc: Document | None) -> Iterator[str]:
	if doc is None:
		return
	if doc.doctype in ("Opportunity", "Quotation"):
		party = doc.opportunity_from if doc.doctype == "Opportunity" else doc.quotation_to
		yield from [doc.party_name] if party == "Lead" and doc.party_name else []
		yield from _of_opportunities([doc.get("opportunity")])
	elif doc.doctype == "Customer":
		yield from _of_customer(doc.get("lead_name"), doc.get("opportunity_name"))
	else:
		yield from _of_sale(doc)


def _of_sale(doc: Document) -> Iterator[str]:
	if doc.get("customer"):
		made_of = frappe.db.get_value("Customer", doc.customer, ["lead_name", "opportunity_name"])
		yield from _of_customer(*(made_of or (None, None)))
	names = {row.get("prevdoc_docname") for row in doc.items} - {None, ""}
	if names and doc.doctype == "Sales Order":
		quotation = frappe.qb.DocType("Quotation")
		query = frappe.qb.from_(quotation).where(quotation.name.isin(sorted(names)))
		rows = query.select(quotation.quotation_to, quotation.party_name, quotation.opportunity).run()
		yield from (party for party_type, party, _made in rows if party_type == "Lead" and party)
		yield from _of_opportunities(made for *_party, made in rows)


def _of_customer(lead: str | None, opportunity: str | None) -> Iterator[str]:
	yield from [lead] if lead else []
	yield from _of_opportunities([opportunity])


def _of_opportunities(names: Iterable[str | None]) -> list[str]:
	meant = sorted({name for name in names if name})
	if not meant:
		return []
	made = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(made).select(made.party_name).where(made.name.isin(meant))
	return list(query.where(made.opportunity_from == "Lead").run(pluck=True))
