"""Who acts on the website without being one of us."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

_GUEST = "Guest"


def visitors_among(users: Iterable[str | None]) -> set[str]:
	names = sorted({user for user in users if user})
	# Most often it is Guest or the one who is signed in.
	return {user for user in names if user == _GUEST or _user_type(user) == "Website User"}


def _user_type(user: str) -> str | None:
	return (
		frappe.get_cached_value("User", user, "user_type")
		if frappe.db.exists("User", user, cache=True)
		else None
	)
