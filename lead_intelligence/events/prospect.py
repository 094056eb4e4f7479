"""A prospect is made of leads, or gets more of them."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import conversion_moves, gate


def validate(doc: Document, method: str | None = None) -> None:
	gate.keep_gate_of_prospect(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	conversion_moves.follow_prospect(doc)
