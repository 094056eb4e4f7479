"""A document that revenue is worked out from, or that decides about it, is submitted, changed, renamed or deleted."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.deals import marking
from lead_intelligence.adapters.revenue import marks

_SALES = ("Sales Order", "Sales Invoice")


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`)."""
	marks.changed(doc)
	if doc.doctype in _SALES:
		marking.document_changed(doc)
	elif doc.doctype == "Transaction Deletion Record" and doc.docstatus:
		marking.all_changed()


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	marks.renamed(doc.doctype, old, new)


def after_delete(doc: Document, method: str | None = None) -> None:
	marks.gone(doc)
