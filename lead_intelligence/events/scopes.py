"""Something that definitions name is renamed, and they with it."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import definition_signing
from lead_intelligence.adapters.live_versions import DEFINITION, forget_live_versions
from lead_intelligence.adapters.versions import follow_renames


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	follow_scopes()


def follow_scopes() -> None:
	follow_renames(DEFINITION)
	definition_signing.follow_renames()
	forget_live_versions()
