"""Whether the desk can send mail, and how a mail ends."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.email.doctype.email_account.email_account import EmailAccount


@frappe.whitelist(methods=["GET"])
def account() -> dict[str, Any]:
	"""{can_send, signature}: whether an account of the site would send a mail of the user to a lead, and the signature of that account.
	Needs the right to write leads."""
	frappe.has_permission("Lead", "write", throw=True)
	found = _outgoing() if frappe.has_permission("Lead", "email") else None
	# Where mails are muted, there is one that stands for none.
	if not found or not found.get("email_id"):
		return {"can_send": False, "signature": None}
	return {"can_send": True, "signature": (found.get("add_signature") and found.get("signature")) or None}


def _outgoing() -> Any:
	return EmailAccount.find_outgoing(match_by_email=frappe.session.user, match_by_doctype="Lead")
