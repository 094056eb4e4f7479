"""Who may read the journey, the touches, the answers and the clocks: whoever may read the lead. Rows of deleted leads hold no
personal data."""

from __future__ import annotations

import frappe
from frappe.model.db_query import DatabaseQuery
from frappe.model.document import Document

from lead_intelligence.adapters.erpnext_versions import in_permission_query


def visible_entries(user: str | None = None) -> str:
	"""The condition that keeps a list of entries to those of leads that the user may see."""
	return _of_visible_leads("Lead Journey Entry", user)


def visible_touches(user: str | None = None) -> str:
	return _of_visible_leads("Lead Touch", user)


def visible_answers(user: str | None = None) -> str:
	return _of_visible_leads("Lead Qualification Answer", user)


def visible_handovers(user: str | None = None) -> str:
	return _of_visible_leads("Lead Handover", user)


def visible_stagnations(user: str | None = None) -> str:
	return _of_visible_leads("Lead Stagnation", user)


def visible_clocks(user: str | None = None) -> str:
	return _of_visible_leads("Lead Clock", user)


def visible_escalations(user: str | None = None) -> str:
	return _of_visible_leads("Lead Escalation", user)


def visible_assignments(user: str | None = None) -> str:
	return _of_visible_leads("Lead Assignment", user)


def visible_steps(user: str | None = None) -> str:
	return _of_visible_leads("Lead Next Step", user)


def visible_facts(user: str | None = None) -> str:
	return _of_visible_leads("Lead History Fact", user)


def _of_visible_leads(doctype: str, user: str | None) -> str:
	leads = condition_of_visible_leads(user)
	if not leads:
		return ""
	return in_permission_query(
		f"(`tab{doctype}`.`lead` is null or `tab{doctype}`.`lead` in "
		f"(select `tabLead`.`name` from `tabLead` where {leads}))"
	)


def condition_of_visible_leads(user: str | None = None) -> str:
	"""What holds for the rows of `tabLead` that the user may see, as a part of a statement; nothing where these are all."""
	query = DatabaseQuery("Lead", user=user or frappe.session.user)
	match = query.build_match_conditions()
	# Where all that someone sees of leads was shared with them, Frappe says so in the query and not in what it returns.
	return " and ".join(f"({part})" for part in (*query.conditions, match) if part)


def may_read(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	if ptype in ("write", "create", "delete", "submit", "cancel", "import"):
		return False
	return not doc.get("lead") or bool(frappe.has_permission("Lead", "read", doc.lead, user=user))
