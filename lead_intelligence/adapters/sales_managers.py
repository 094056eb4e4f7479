"""Who manages a rep: by the tree of sales persons, else by whom the employee reports to, else whoever manages sales."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.users_with_role import users_with_role

_MANAGER = "Sales Manager"


def managers_of(user: str | None) -> tuple[str, ...]:
	"""Active users, without the rep."""
	employee = _employee_of(user) if user else None
	found = _above(employee) if employee else None
	if found and found != user and frappe.db.get_value("User", found, "enabled"):
		return (found,)
	return tuple(one for one in users_with_role(_MANAGER) if one != user)


def _employee_of(user: str) -> str | None:
	return frappe.db.get_value("Employee", {"user_id": user, "status": "Active"})


def _above(employee: str) -> str | None:
	return _above_in_sales(employee) or _user_of(frappe.db.get_value("Employee", employee, "reports_to"))


def _above_in_sales(employee: str) -> str | None:
	"""The nearest above in the tree of sales persons who has a user."""
	here = frappe.db.get_value("Sales Person", {"employee": employee, "enabled": 1}, ["lft", "rgt"])
	if not here:
		return None
	above = frappe.get_all(
		"Sales Person",
		filters={"lft": ("<", here[0]), "rgt": (">", here[1]), "enabled": 1, "employee": ("is", "set")},
		pluck="employee",
		order_by="lft desc",
	)
	return next((user for one in above if (user := _user_of(one))), None)


def _user_of(employee: str | None) -> str | None:
	return frappe.db.get_value("Employee", employee, "user_id") or None if employee else None
