"""Days come to a list of holidays or go from it."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.replanning import replan_if_holidays_changed, replan_soon


def on_update(doc: Document, method: str | None = None) -> None:
	replan_if_holidays_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	"""Whoever follows the list follows it under its new name. Of two merged ones, that may be other days."""
	if merge:
		replan_soon()


def after_delete(doc: Document, method: str | None = None) -> None:
	replan_soon()
