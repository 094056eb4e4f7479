"""An employee is saved or deleted, who may be a rep."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.rep_leaving import follow_employee


def on_update(doc: Document, method: str | None = None) -> None:
	follow_employee(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	follow_employee(doc)
