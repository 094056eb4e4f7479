"""A quotation is validated, saved, submitted or deleted. To cancel one moves no lead."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import conversion_moves, gate
from lead_intelligence.adapters.capture.live import capture
from lead_intelligence.adapters.capture.quotation import QUOTATION
from lead_intelligence.adapters.deals import marking
from lead_intelligence.adapters.revenue import marks


def validate(doc: Document, method: str | None = None) -> None:
	gate.keep_gate(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	conversion_moves.follow_record(doc)


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`)."""
	marks.changed(doc)
	capture(doc, QUOTATION)
	marking.document_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	marks.renamed(doc.doctype, old, new)


def after_delete(doc: Document, method: str | None = None) -> None:
	marks.gone(doc)
	conversion_moves.record_is_gone(doc)
	marking.document_changed(doc)
