"""An order or an invoice is saved, submitted, cancelled or closed."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.deals import marking


def on_change(doc: Document, method: str | None = None) -> None:
	marking.document_changed(doc)
