"""Leave is approved, changed, cancelled or deleted, where HRMS is installed."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.rep_leaving import follow_leave


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, a submission or a cancellation, or a field set past them (`db_set`)."""
	follow_leave(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	follow_leave(doc)
