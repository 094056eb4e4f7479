"""Whether somebody is there to read a refusal."""

from __future__ import annotations

import frappe

_NOBODY_ANSWERS = ("in_import", "in_web_form", "in_migrate", "in_install", "in_patch")


def a_person_saves() -> bool:
	"""A user of the desk or of the API, who waits for the answer to a request. Guests, web forms, imports and jobs are
	not: what they bring would be lost."""
	if not getattr(frappe.local, "request", None) or frappe.session.user == "Guest":
		return False
	return not any(frappe.flags.get(flag) for flag in _NOBODY_ANSWERS)
