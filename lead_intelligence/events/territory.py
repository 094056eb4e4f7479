"""A territory gets another time zone, manager or name, or another place among the territories."""

from __future__ import annotations

from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.lead_time_zones import check_zone, forget_zones
from lead_intelligence.adapters.replanning import replan_if_territory_changed, replan_soon
from lead_intelligence.adapters.routing_pools import forget_pools
from lead_intelligence.adapters.territory_mapping import forget_mapping
from lead_intelligence.adapters.territory_pools import forget_territories


def validate(doc: Document, method: str | None = None) -> None:
	check_zone(doc)


def on_update(doc: Document, method: str | None = None) -> None:
	forget_zones()
	forget_territories()
	replan_if_territory_changed(doc)


def after_rename(doc: Document, method: str, old: str, new: str, merge: bool = False, **more: Any) -> None:
	"""Leads, pools and mappings follow it to its new name. Of two merged ones, that may be another time zone."""
	forget_zones()
	_forget_names()
	if merge:
		replan_soon()


def after_delete(doc: Document, method: str | None = None) -> None:
	forget_zones()
	_forget_names()


def _forget_names() -> None:
	forget_territories()
	forget_mapping()
	forget_pools()
