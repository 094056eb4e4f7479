"""The site gets another time zone."""

from __future__ import annotations

from frappe.model.document import Document

from lead_intelligence.adapters.replanning import replan_if_zone_changed


def on_update(doc: Document, method: str | None = None) -> None:
	replan_if_zone_changed(doc)
