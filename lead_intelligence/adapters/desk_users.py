"""The active users of the desk, and how users are called."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

_NOBODY = ("Guest", "Administrator")


def is_desk_user(user: str) -> bool:
	return frappe.db.get_value("User", user, ["enabled", "user_type"]) == (1, "System User")


def users_with_role(role: str) -> tuple[str, ...]:
	user, has = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = frappe.qb.from_(has).join(user).on(user.name == has.parent).select(user.name).distinct()
	query = query.where(
		(has.parenttype == "User")
		& (has.role == role)
		& (user.enabled == 1)
		& (user.user_type == "System User")
		& user.name.notin(_NOBODY)
	)
	return tuple(name for (name,) in query.orderby(user.name).run())


def full_names(users: Iterable[str | None]) -> dict[str, str]:
	"""Of those that exist, active or not, in one query."""
	wanted = sorted({user for user in users if user})
	if not wanted:
		return {}
	user = frappe.qb.DocType("User")
	query = frappe.qb.from_(user).select(user.name, user.full_name).where(user.name.isin(wanted))
	return {name: full or name for name, full in query.run()}
