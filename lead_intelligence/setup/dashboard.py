"""The block of the workspace in which the dashboard is drawn."""

from __future__ import annotations

import frappe

BLOCK = "Lead Dashboard"
_DOCTYPE = "Custom HTML Block"

# What is put into the block itself stands outside its shadow, where the styles of the desk count.
_CONTENT = {
	"html": "<slot></slot>",
	"style": ":host { display: block; }",
	"script": "window.lead_intelligence?.dashboard?.show(root_element.host);",
}


def seed_dashboard() -> None:
	"""Frappe brings such blocks in from no file. It is ours, so that it is what we say after each migration."""
	if not frappe.db.exists("DocType", _DOCTYPE):
		return
	if not frappe.db.exists(_DOCTYPE, BLOCK):
		block = {"doctype": _DOCTYPE, "name": BLOCK, "private": 0, **_CONTENT}
		frappe.get_doc(block).insert(ignore_permissions=True)
		return
	stored = frappe.db.get_value(_DOCTYPE, BLOCK, list(_CONTENT), as_dict=True)
	if stored != _CONTENT:
		frappe.db.set_value(_DOCTYPE, BLOCK, dict(_CONTENT))


def remove_dashboard() -> None:
	"""With it goes its place on whatever workspace: Frappe would not open one with a block that is not there."""
	if not frappe.db.exists("DocType", _DOCTYPE):
		return
	frappe.db.delete("Workspace Custom Block", {"custom_block_name": BLOCK})
	frappe.delete_doc(
		_DOCTYPE, BLOCK, ignore_permissions=True, force=True, ignore_missing=True, delete_permanently=True
	)
