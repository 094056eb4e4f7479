"""A lead is assigned to somebody."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import assigned_owners, assignments, gate


def validate(doc: Document, method: str | None = None) -> None:
	assigned_owners.look_at_lead(doc)
	assignments.keep_cold_lead_of_todo(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	assigned_owners.follow_assignment(doc)
