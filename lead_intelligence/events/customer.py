"""A customer is validated, saved, renamed, merged or deleted."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import conversion_moves, gate
from lead_intelligence.adapters.deals import marking
from lead_intelligence.adapters.revenue import marks


def validate(doc: Document, method: str | None = None) -> None:
	gate.keep_gate(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	conversion_moves.follow_record(doc)
	marking.document_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	"""Another may have been merged into it, with all that was sold to it."""
	marks.renamed(doc.doctype, old, new)
	marking.document_changed(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	conversion_moves.record_is_gone(doc)
	marking.document_changed(doc)
