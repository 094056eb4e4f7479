"""A lead is assigned to somebody, or something is planned with it for a day."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters import assigned_owners, assignments, gate, recorded_steps


def validate(doc: Document, method: str | None = None) -> None:
	assigned_owners.look_at_lead(doc)
	assignments.keep_cold_lead_of_todo(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	gate.enter_bypasses(doc)
	assigned_owners.follow_assignment(doc)
	recorded_steps.follow(doc)


def after_delete(doc: Document, method: str | None = None) -> None:
	recorded_steps.forget(doc)
