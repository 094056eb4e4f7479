"""Notices on the desk: to whom they may go, and how they are put down."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import is_notifications_enabled
from frappe.model.document import Document

from lead_intelligence.adapters.desk_users import is_desk_user


def may_be_told(user: str, lead: str) -> bool:
	"""Of a lead, whoever has an active user of the desk, wants to be told, and may read the lead."""
	return wants_to_be_told(user) and bool(frappe.has_permission("Lead", "read", lead, user=user))


def wants_to_be_told(user: str) -> bool:
	return is_desk_user(user) and bool(is_notifications_enabled(user))


def readable_leads(user: str, leads: Iterable[str]) -> frozenset[str]:
	names = sorted(set(leads))
	if not names or not frappe.has_permission("Lead", "read", user=user):
		return frozenset()
	found = frappe.get_list("Lead", filters={"name": ("in", names)}, pluck="name", limit=0, user=user)
	return frozenset(found)


def language_of(user: str) -> str | None:
	"""Who has chosen none reads the desk in that of the site."""
	return frappe.db.get_value("User", user, "language") or frappe.get_system_settings("language") or None


def tell(
	user: str, words: str, *, lead: str | None, by: str | None, link: str = "/app/lead-handover"
) -> None:
	"""`words` are shown as markup: what others wrote in them is escaped already. Without a lead it leads to `link`."""
	log: Document = frappe.new_doc("Notification Log")
	log.update(
		{
			"type": "Alert",
			"for_user": user,
			"from_user": by if by and frappe.db.exists("User", by) else "Administrator",
			"document_type": "Lead" if lead else None,
			"document_name": lead,
			"link": None if lead else link,
			"subject": words,
		}
	)
	log.insert(ignore_permissions=True)
