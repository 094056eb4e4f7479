"""A quotation is saved or submitted."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.capture.live import capture
from lead_intelligence.adapters.capture.quotation import QUOTATION


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`)."""
	capture(doc, QUOTATION)
