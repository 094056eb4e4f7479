"""Who is behind a save: somebody who reads a refusal, a person, or nobody."""

from __future__ import annotations

import frappe

_NOBODY_ANSWERS = ("in_import", "in_web_form", "in_migrate", "in_install", "in_patch")
_NOBODY_ACTS = ("in_web_form", "in_migrate", "in_install", "in_uninstall", "in_patch", "in_setup_wizard")


def a_person_saves() -> bool:
	"""A user of the desk or of the API, who waits for the answer to a request. Guests, web forms, imports and jobs are
	not: what they bring would be lost."""
	if not getattr(frappe.local, "request", None) or frappe.session.user == "Guest":
		return False
	return not any(frappe.flags.get(flag) for flag in _NOBODY_ANSWERS)


def a_person_acts() -> bool:
	"""A user of the desk or of the API, who is bound by the agreement also in a file that they import. Guests, visitors of the
	website, jobs, and the administrator of a server at its console are not."""
	user = frappe.session.user
	if user == "Guest" or any(frappe.flags.get(flag) for flag in _NOBODY_ACTS):
		return False
	if frappe.flags.in_import:
		return True
	if getattr(frappe.local, "job", None):
		return False
	if user == "Administrator":
		return bool(getattr(frappe.local, "request", None))
	return bool(frappe.get_cached_value("User", user, "user_type") == "System User")
