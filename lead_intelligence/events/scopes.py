"""Something that definitions name is renamed, and they with it; or an item group gets another place in its tree."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import definition_signing
from lead_intelligence.adapters.agreements import note_changed_scopes
from lead_intelligence.adapters.live_versions import DEFINITION, POLICY, ROUTING, forget_live_versions
from lead_intelligence.adapters.versions import follow_renames


def on_update(doc: Document, method: str | None = None) -> None:
	before = doc.get_doc_before_save()
	if before and before.get("parent_item_group") != doc.get("parent_item_group"):
		note_changed_scopes()


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	follow_scopes()


def follow_scopes() -> None:
	follow_renames(DEFINITION)
	follow_renames(POLICY)
	follow_renames(ROUTING)
	definition_signing.follow_renames()
	note_changed_scopes()
	forget_live_versions()
