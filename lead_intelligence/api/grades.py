"""The grades of leads, as lists show them."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.explanation import colours_by_version


@frappe.whitelist(methods=["GET", "POST"])
def colours() -> dict[str, dict[str, str]]:
	"""For each submitted version of a scoring model, the colours of its grades. Needs the right to read leads."""
	frappe.has_permission("Lead", "read", throw=True)
	return colours_by_version()
