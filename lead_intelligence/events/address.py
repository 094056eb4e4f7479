"""An address is saved, which may be that of a lead."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.lead_territories import follow_address


def on_update(doc: Document, method: str | None = None) -> None:
	follow_address(doc)
