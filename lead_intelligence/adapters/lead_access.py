"""Who may work with which leads, asked for many at once."""

from __future__ import annotations

import frappe
from frappe.core.doctype.user_permission.user_permission import get_user_permissions
from frappe.permissions import get_role_permissions

_LEAD = "Lead"


class LeadAccess:
	"""Remembers what it has found out, for as long as one decision takes."""

	def __init__(self) -> None:
		self._all: dict[str, bool | None] = {}
		self._hooked = bool(frappe.get_hooks("has_permission", {}).get(_LEAD))

	def may_work(self, user: str, lead: str) -> bool:
		if user not in self._all:
			self._all[user] = self._with_all(user)
		found = self._all[user]
		return bool(frappe.has_permission(_LEAD, "write", lead, user=user)) if found is None else found

	def _with_all(self, user: str) -> bool | None:
		"""None where it depends on the lead."""
		permissions = get_role_permissions(frappe.get_meta(_LEAD), user=user, is_owner=False)
		if not permissions.get("write"):
			# Only those that they have made, or that were shared with them.
			return None if permissions.get("if_owner") or frappe.has_permission(_LEAD, user=user) else False
		if self._hooked or get_user_permissions(user):
			return None
		return True
