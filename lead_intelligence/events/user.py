"""A user is saved, renamed or deleted, who may be a rep."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters import rep_leaving, rep_renames
from lead_intelligence.adapters.digests import renames as digests


def on_update(doc: Document, method: str | None = None) -> None:
	rep_leaving.follow_user(doc)


def before_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	if merge:
		digests.make_way("user", old, new)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	rep_renames.follow_rename(old, new, merge=merge)


def after_delete(doc: Document, method: str | None = None) -> None:
	rep_renames.forget(doc.name)
	digests.forget("user", doc.name)
