"""Editing routing pools on the desk: what is known of their members, and around them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.routing_pool_checks import warning_texts
from lead_intelligence.adapters.routing_pool_state import fallbacks_of, known_members, policies_with
from lead_intelligence.adapters.routing_pools import DOCTYPE
from lead_intelligence.api.arguments import document

_TABLES = ("members", "territories")
_MOST_ROWS = 1000


@frappe.whitelist(methods=["POST"])
def around(pool: str) -> dict[str, Any]:
	"""Of a pool as its form stands, saved or not: what its members are called and whether they can take leads, who is asked after it,
	which policies give it leads, and what is probably not meant."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	content = document(pool, _("Pool"), _TABLES)
	rows = {table: (content.get(table) or [])[:_MOST_ROWS] for table in _TABLES}
	doc = frappe.get_doc({**content, **rows, "doctype": DOCTYPE})
	if not doc.get("__islocal") and doc.name and frappe.db.exists(DOCTYPE, doc.name):
		frappe.get_doc(DOCTYPE, doc.name).check_permission("read")
	return {
		"users": known_members(doc),
		"fallbacks": fallbacks_of(doc),
		"used_by": policies_with(doc.name),
		"warnings": warning_texts(doc),
	}
