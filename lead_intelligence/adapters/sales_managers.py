"""Who manages a rep: by the tree of sales persons, else by whom the employee reports to, else whoever manages sales."""

from __future__ import annotations

from collections.abc import Iterator

import frappe

from lead_intelligence.adapters.desk_users import is_desk_user, users_with_role

_MANAGER = "Sales Manager"
_LATELY, _SECONDS_KEPT = "lead_intelligence:sales_managers", 60


def sales_managers() -> tuple[str, ...]:
	"""All users with that role."""
	return users_with_role(_MANAGER)


def sales_managers_lately() -> tuple[str, ...]:
	"""As of a minute ago at most, for what is asked with every lead."""
	known = frappe.cache.get_value(_LATELY, expires=True)
	if known is None:
		known = list(sales_managers())
		frappe.cache.set_value(_LATELY, known, expires_in_sec=_SECONDS_KEPT)
	return tuple(known)


def managers_of(user: str | None) -> tuple[str, ...]:
	"""Active users, without the rep."""
	employee = _employee_of(user) if user else None
	for above in _above(employee) if employee else ():
		if above != user and is_desk_user(above):
			return (above,)
	return tuple(one for one in sales_managers() if one != user)


def _employee_of(user: str) -> str | None:
	return frappe.db.get_value("Employee", {"user_id": user, "status": "Active"})


def _above(employee: str) -> Iterator[str]:
	"""The nearest first."""
	yield from _above_in_sales(employee)
	reports_to = frappe.db.get_value("Employee", employee, "reports_to")
	if user := _user_of(reports_to):
		yield user


def _above_in_sales(employee: str) -> Iterator[str]:
	here = frappe.db.get_value("Sales Person", {"employee": employee, "enabled": 1}, ["lft", "rgt"])
	if not here:
		return
	above = frappe.get_all(
		"Sales Person",
		filters={"lft": ("<", here[0]), "rgt": (">", here[1]), "enabled": 1, "employee": ("is", "set")},
		pluck="employee",
		order_by="lft desc",
	)
	yield from filter(None, map(_user_of, above))


def _user_of(employee: str | None) -> str | None:
	return frappe.db.get_value("Employee", employee, "user_id") or None if employee else None
