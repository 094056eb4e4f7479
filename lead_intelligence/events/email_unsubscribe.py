"""Somebody wants no more mails."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.capture.email_unsubscribe import EMAIL_UNSUBSCRIBE
from lead_intelligence.adapters.capture.live import capture


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`)."""
	capture(doc, EMAIL_UNSUBSCRIBE)
