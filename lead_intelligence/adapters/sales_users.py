"""Who belongs to sales, who to marketing, and who decides for both."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from lead_intelligence.setup.roles import MARKETING

SALES = "Sales User"
MANAGERS = frozenset({"Sales Manager", "System Manager"})
_NOBODY = ("Guest", "Administrator")


def sales_users_among(users: Iterable[str | None]) -> frozenset[str]:
	"""Those with an active user and the role Sales User who have not the role Lead Marketing."""
	names = sorted({user for user in users if user and user not in _NOBODY})
	if not names:
		return frozenset()
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = frappe.qb.from_(role).join(user).on(user.name == role.parent).select(user.name, role.role)
	query = query.where(
		user.name.isin(names)
		& (user.enabled == 1)
		& (role.parenttype == "User")
		& role.role.isin([SALES, MARKETING])
	)
	rows = query.run()
	sales, marketing = ({name for name, found in rows if found == wanted} for wanted in (SALES, MARKETING))
	return frozenset(sales - marketing)


def is_manager() -> bool:
	return not MANAGERS.isdisjoint(frappe.get_roles())


def may_contest() -> bool:
	return is_manager() or MARKETING in frappe.get_roles()


def is_person(user: str | None) -> bool:
	return bool(user) and user not in _NOBODY
