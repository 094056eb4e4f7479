"""Whether the desk can send mail."""

from __future__ import annotations

import frappe
from frappe.email.doctype.email_account.email_account import EmailAccount


@frappe.whitelist(methods=["GET"])
def account() -> dict[str, bool]:
	"""Whether an account of the site would send a mail of the user to a lead. Needs the right to write leads."""
	frappe.has_permission("Lead", "write", throw=True)
	can_mail = frappe.has_permission("Lead", "email")
	found = can_mail and EmailAccount.find_outgoing(
		match_by_email=frappe.session.user, match_by_doctype="Lead"
	)
	return {"can_send": bool(found)}
