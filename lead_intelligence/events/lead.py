"""A lead is saved, renamed, merged or deleted."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.containment import contained, contained_in_memory
from lead_intelligence.adapters.field_changes import store_changes
from lead_intelligence.adapters.journey import follow_rename, forget_lead
from lead_intelligence.adapters.reevaluation import evaluate_on_save, finish_save, reevaluate_if_changed


def validate(doc: Document, method: str | None = None) -> None:
	doc.flags.li_in_save = True
	with contained_in_memory(doc):
		evaluate_on_save(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	if not (doc.flags.li_evaluation or doc.flags.li_changed_now):
		return
	with contained(doc.name):
		store_changes(doc.name, doc.flags.pop("li_changed_now", None))
		finish_save(doc)


def on_change(doc: Document, method: str | None = None) -> None:
	"""The end of a save, or a field set past all other events (`db_set`), which is what we are after here."""
	if doc.flags.pop("li_in_save", None):
		return
	reevaluate_if_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	follow_rename(old, new)


def after_delete(doc: Document, method: str | None = None) -> None:
	forget_lead(doc.name)
