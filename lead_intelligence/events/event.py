"""A meeting is planned, moved, cancelled, deleted or over."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import recorded_steps
from lead_intelligence.adapters.capture.event import EVENT
from lead_intelligence.adapters.capture.live import capture


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`)."""
	capture(doc, EVENT)
	recorded_steps.follow(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	recorded_steps.forget(doc)
