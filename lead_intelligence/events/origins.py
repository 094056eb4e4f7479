"""A source or a campaign of leads is renamed."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.renames import follow_rename


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	follow_rename(doc.doctype, old, new)
