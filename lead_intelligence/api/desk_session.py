"""Whose session a page that has been open for long still has. Also for who is signed out by now: that is the answer."""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime


@frappe.whitelist(methods=["GET"], allow_guest=True)
def current() -> dict[str, str | None]:
	"""{user, csrf_token, now}; `now` in the system time zone. Who is a guest is told no more than that."""
	user = frappe.session.user
	if user == "Guest":
		return {"user": user, "csrf_token": None, "now": None}
	now = now_datetime().replace(microsecond=0)
	return {"user": user, "csrf_token": frappe.sessions.get_csrf_token(), "now": str(now)}
