"""Frappe's own Assignment Rules on leads, which give them to people beside our policies."""

from __future__ import annotations

import frappe


def live_rules_on_leads() -> tuple[str, ...]:
	"""The names of those that would act."""
	filters = {"document_type": "Lead", "disabled": 0}
	return tuple(frappe.get_all("Assignment Rule", filters=filters, pluck="name", order_by="name", limit=20))
