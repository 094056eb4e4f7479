"""When a field of a lead last changed, kept for those fields whose changes a live model asks about.

What happened before the model asked is not known and is not invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.erpnext_versions import actual_name


def remember_changes(
	doc: Document, stored: Document | None, names: tuple[str, ...]
) -> dict[str, datetime] | None:
	"""The fields among `names` that this save changes, with the moment; `store_changes` writes them down."""
	if not names or stored is None:
		return None
	now = now_datetime()
	return {name: now for name in names if doc.has_value_changed(actual_name(name))}


def store_changes(lead: str, changes: Mapping[str, datetime] | None) -> None:
	for name, at in (changes or {}).items():
		key = {"lead": lead, "lead_field": name}
		row = frappe.db.get_value("Lead Field Change", key)
		if row:
			frappe.db.set_value("Lead Field Change", row, "changed_at", at, update_modified=False)
		else:
			frappe.get_doc({"doctype": "Lead Field Change", **key, "changed_at": at}).db_insert()
