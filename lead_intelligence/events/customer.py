"""A customer is validated, saved or deleted."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import conversion_moves, gate


def validate(doc: Document, method: str | None = None) -> None:
	gate.keep_gate(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	conversion_moves.follow_record(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	conversion_moves.record_is_gone(doc)
