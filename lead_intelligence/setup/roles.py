"""The roles that come with the app."""

from __future__ import annotations

import frappe

RECORDER = "Lead Touch Recorder"
MARKETING = "Lead Marketing"

# Name, and whether who has the role works on the desk: the recorder is another program.
ROLES: tuple[tuple[str, bool], ...] = ((RECORDER, False), (MARKETING, True))


def install_roles() -> None:
	for name, on_desk in ROLES:
		if not frappe.db.exists("Role", name):
			role = frappe.get_doc({"doctype": "Role", "role_name": name, "desk_access": int(on_desk)})
			role.insert(ignore_permissions=True)


def remove_roles() -> None:
	for name, _on_desk in ROLES:
		frappe.db.delete("Has Role", {"role": name})
		frappe.delete_doc(
			"Role", name, ignore_permissions=True, force=True, ignore_missing=True, delete_permanently=True
		)
