"""Whether the desk can send mail, and what stands below it."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.email.doctype.email_account.email_account import EmailAccount


@frappe.whitelist(methods=["GET"])
def account() -> dict[str, Any]:
	"""Whether an account of the site would send a mail of the user to a lead, and its signature. Needs the right to write leads.

	Reps need not be allowed to read accounts, as Frappe's own composer of mails would have to be.
	"""
	frappe.has_permission("Lead", "write", throw=True)
	can_mail = frappe.has_permission("Lead", "email")
	found = can_mail and EmailAccount.find_outgoing(
		match_by_email=frappe.session.user, match_by_doctype="Lead"
	)
	signature = found.get("signature") if found and found.get("add_signature") else None
	return {"can_send": bool(found), "signature": signature or None}
