"""What marks that the stored entries of orders and invoices are to be worked out anew: everything by which they may come to something else.
Next to nothing is looked up here, see `marked_vouchers`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.figure_marks import Figures, all_marked_on_defect, mark, mark_all
from lead_intelligence.adapters.revenue.entries import INVOICE, ORDER

_PAYING: Final = ("Payment Entry", "Journal Entry")
# By doctype, the fields that decide about the sales of all customers.
_OF_ALL: Final = {
	"Account": ("account_type", "root_type"),
	"Company": ("exchange_gain_loss_account", "default_currency"),
}
# Which lead an opportunity is of.
_PARTY: Final = ("opportunity_from", "party_name")


def changed(doc: Document) -> None:
	"""It is submitted, saved, cancelled or set past saving."""
	with all_marked_on_defect(Figures.REVENUE, doc):
		_changed(doc)


def _changed(doc: Document) -> None:
	if doc.doctype in _OF_ALL:
		_of_all(doc)
	elif doc.doctype == "Payment Ledger Entry":
		if doc.voucher_type in _PAYING and doc.against_voucher_type == INVOICE:
			_mark(INVOICE, [doc.against_voucher_no])
	elif doc.docstatus == 0:
		pass
	elif doc.doctype == "Unreconcile Payment":
		_mark(INVOICE, [row.reference_name for row in doc.allocations if row.reference_doctype == INVOICE])
	elif doc.doctype == "Transaction Deletion Record":
		mark_all(Figures.REVENUE)
	elif doc.doctype != "Delivery Note":
		_of_voucher(doc)


def gone(doc: Document) -> None:
	"""It is deleted. Drafts were never counted."""
	with all_marked_on_defect(Figures.REVENUE, doc):
		if doc.docstatus:
			_of_voucher(doc)


def renamed(doctype: str, old: str, new: str) -> None:
	"""Or merged."""
	if doctype in _OF_ALL:
		mark_what_is_there()
	else:
		_mark(doctype, [old, new])


def opportunity_changed(doc: Document) -> None:
	with all_marked_on_defect(Figures.REVENUE, doc):
		if _has_changed(doc, _PARTY):
			_mark(doc.doctype, [doc.name])


def prospect_changed(doc: Document) -> None:
	with all_marked_on_defect(Figures.REVENUE, doc):
		before = doc.get_doc_before_save()
		if before is None or _leads(before) != _leads(doc):
			_mark(doc.doctype, [doc.name])


def party_is_gone(doc: Document) -> None:
	"""An opportunity or a prospect."""
	_mark(doc.doctype, [doc.name])


def mark_what_is_there() -> None:
	"""All of it, if anything was ever sold: while a site is set up there is nothing to be worked out."""
	if any(frappe.db.exists(doctype, {"docstatus": 1}) for doctype in (ORDER, INVOICE)):
		mark_all(Figures.REVENUE)


def _of_voucher(doc: Document) -> None:
	_mark(doc.doctype, [doc.name])
	if doc.doctype == INVOICE:
		# Of a closed order, what was billed counts.
		_mark(ORDER, [item.sales_order for item in doc.items])


def _of_all(doc: Document) -> None:
	if not doc.is_new() and doc.get_doc_before_save() and _has_changed(doc, _OF_ALL[doc.doctype]):
		mark_what_is_there()


def _has_changed(doc: Document, fieldnames: Iterable[str]) -> bool:
	"""As far as is known: what is new, or set past saving, has nothing to be compared with."""
	before = doc.get_doc_before_save()
	return before is None or any(before.get(name) != doc.get(name) for name in fieldnames)


def _leads(doc: Document) -> set[Any]:
	return {row.lead for row in doc.leads}


def _mark(doctype: str, names: Iterable[str | None]) -> None:
	mark(Figures.REVENUE, doctype, names)
