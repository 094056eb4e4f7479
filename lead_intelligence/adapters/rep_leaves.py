"""The leave of employees, where HRMS is installed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

import frappe
from frappe.utils import getdate

from lead_intelligence.core.routing.rep_profile import Leave, joined

LEAVE = "Leave Application"
# So far back matters who has come back from a long one.
LOOK_BACK = timedelta(days=120)


def has_hrms() -> bool:
	return bool(frappe.db.table_exists(LEAVE))


def leaves_of(employees: Collection[str], today: date) -> dict[str, tuple[Leave, ...]]:
	"""Whole days of approved leave, from some months ago on. Of half a day nobody knows which half it is: that one counts
	as worked."""
	if not employees or not has_hrms():
		return {}
	leave = frappe.qb.DocType(LEAVE)
	query = frappe.qb.from_(leave)
	query = query.select(
		leave.employee, leave.from_date, leave.to_date, leave.half_day, leave.half_day_date
	).where(
		leave.employee.isin(sorted(employees))
		& (leave.docstatus == 1)
		& (leave.status == "Approved")
		& (leave.to_date >= today - LOOK_BACK)
	)
	found: dict[str, list[Leave]] = {}
	for employee, *row in query.run():
		found.setdefault(employee, []).extend(_whole_days(*row))
	return {employee: joined(leaves) for employee, leaves in found.items()}


def _whole_days(first: Any, last: Any, half_day: Any, half_day_date: Any) -> Iterator[Leave]:
	first, last = getdate(first), getdate(last)
	half = getdate(half_day_date) if half_day and half_day_date else None
	if half_day and half is None and first == last:
		half = first
	if half is None or not first <= half <= last:
		yield Leave(first=first, last=last)
		return
	if first < half:
		yield Leave(first=first, last=half - timedelta(days=1))
	if half < last:
		yield Leave(first=half + timedelta(days=1), last=last)
