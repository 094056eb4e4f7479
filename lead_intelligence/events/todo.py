"""A lead is assigned to somebody."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import assignments, gate


def validate(doc: Document, method: str | None = None) -> None:
	assignments.keep_cold_lead_of_todo(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
