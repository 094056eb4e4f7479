"""The lead that somebody has on their desk and now does something with: it may have been renamed, deleted or given away meanwhile."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters.handovers import open_handover
from lead_intelligence.adapters.sales_users import is_person

_LONGEST_NAME = 140
_MOST_RENAMES = 5


def lead_to_write(name: str) -> Document:
	"""Locked, as it is now; under its new name where it was renamed or merged. Throws a sentence where it is gone, or is not the user's
	to write."""
	doc = _locked(name) or _locked_by_new_name(name)
	if doc is None:
		message = _("There is no lead {0} any more: it was deleted, or merged with another.")
		frappe.throw(message.format(escape_html(name[:_LONGEST_NAME])), frappe.DoesNotExistError)
	if not doc.has_permission("write"):
		frappe.throw(_why_not(doc), frappe.PermissionError)
	return doc


def _locked(name: str) -> Document | None:
	messages = len(frappe.local.message_log)
	try:
		return frappe.get_doc("Lead", name, for_update=True)
	except frappe.DoesNotExistError:
		del frappe.local.message_log[messages:]
		return None


def _locked_by_new_name(name: str) -> Document | None:
	doc, new_name = None, _new_name_of(name)
	for _rename in range(_MOST_RENAMES):
		if new_name is None or (doc := _locked(new_name)):
			break
		new_name = _new_name_of(new_name)
	return doc


def _new_name_of(old: str) -> str | None:
	"""Frappe notes a rename or a merge as a comment of what the lead is then, and nowhere else."""
	if len(old) > _LONGEST_NAME:
		return None
	comment = frappe.qb.DocType("Comment")
	query = frappe.qb.from_(comment).select(comment.reference_name)
	literal = old.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
	query = query.where(
		(comment.reference_doctype == "Lead")
		& (comment.comment_type == "Edit")
		& comment.content.like(f"%<strong>{literal}</strong>%<strong>%")
	)
	rows = query.orderby(comment.creation, order=frappe.qb.desc).limit(1).run()
	return str(rows[0][0]) if rows and rows[0][0] else None


def _why_not(doc: Document) -> str:
	"""Whose it is learns who may read it, or has worked with it before."""
	owner = doc.get("lead_owner")
	user = frappe.session.user
	if not is_person(owner) or owner == user:
		return _("You may not work with this lead any more.")
	if doc.has_permission("read") or frappe.db.exists("Lead Touch", {"lead": doc.name, "author": user}):
		message = _(
			"This lead belongs to {0} now, and you may not work with it any more, so nothing was recorded."
		)
		return message.format(escape_html(get_fullname(owner)))
	return _("You may not work with this lead any more.")


def whose(lead: str, owner: str | None) -> dict[str, Any]:
	"""As the desk is told after something was done: `message`, which is text and no markup, where the lead is somebody else's by now."""
	user = frappe.session.user
	told = {"owner": {"user": owner, "name": get_fullname(owner)} if owner else None}
	if owner == user:
		return {**told, "is_yours": True, "message": None}
	handover = open_handover(lead)
	if handover and handover.to_user == user:
		return {**told, "is_yours": True, "message": None}
	if not is_person(owner):
		return {**told, "is_yours": False, "message": None}
	message = _("This lead belongs to {0} now. What you have entered is kept with it.")
	return {**told, "is_yours": False, "message": message.format(get_fullname(owner))}
