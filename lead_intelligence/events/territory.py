"""A territory gets another time zone, or another place among the territories whose time zone counts for it."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.lead_time_zones import check_zone, forget_zones
from lead_intelligence.adapters.replanning import replan_if_territory_changed, replan_soon


def validate(doc: Document, method: str | None = None) -> None:
	check_zone(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	forget_zones()
	replan_if_territory_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	"""Leads follow it to its new name. Of two merged ones, that may be another time zone."""
	forget_zones()
	if merge:
		replan_soon()


def after_delete(doc: Document, method: str | None = None) -> None:
	forget_zones()
