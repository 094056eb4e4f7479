"""Who may read the journey: whoever may read the lead. Rows of deleted leads hold no personal data."""

from __future__ import annotations

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.model.document import Document


def visible_entries(user: str | None = None) -> str:
	"""The condition that keeps a list of entries to those of leads that the user may see."""
	leads = build_match_conditions("Lead", user=user or frappe.session.user)
	if not leads:
		return ""
	return (
		"(`tabLead Journey Entry`.`lead` is null or `tabLead Journey Entry`.`lead` in "
		f"(select `tabLead`.`name` from `tabLead` where {leads}))"
	)


def may_read(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	if ptype in ("write", "create", "delete", "submit", "cancel", "import"):
		return False
	return not doc.get("lead") or bool(frappe.has_permission("Lead", "read", doc.lead, user=user))
