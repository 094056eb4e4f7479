"""A prospect is made of leads, or gets more of them."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import conversion_moves, gate
from lead_intelligence.adapters.revenue import marks


def validate(doc: Document, method: str | None = None) -> None:
	gate.keep_gate_of_prospect(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	marks.prospect_changed(doc)
	gate.enter_bypasses(doc)
	conversion_moves.follow_prospect(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	marks.renamed(doc.doctype, old, new)


def after_delete(doc: Document, method: str | None = None) -> None:
	marks.party_is_gone(doc)
