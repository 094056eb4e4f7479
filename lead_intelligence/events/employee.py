"""An employee is saved or deleted, who may be a rep or manage a territory."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.rep_leaving import follow_employee
from lead_intelligence.adapters.territory_pools import forget_territories


def on_update(doc: Document, method: str | None = None) -> None:
	follow_employee(doc)
	forget_territories()


def after_delete(doc: Document, method: str | None = None) -> None:
	follow_employee(doc)
	forget_territories()
