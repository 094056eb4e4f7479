"""Refusals, as marketing reads them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.adapters.handovers import DOCTYPE, REFUSED

PAGE = 50
_FIELDS = (
	*("name", "lead", "act", "stage", "cycle", "definition", "decided_by", "decided_at", "late"),
	*("reason", "consequence", "note", "duplicate_of"),
	*("contested_by", "contested_at", "contest_note", "contest_of"),
)


def refusals(
	*,
	reason: str | None,
	since: date | None,
	until: date | None,
	contested: bool | None,
	start: int,
) -> dict[str, Any]:
	"""The latest first: those of leads that the user may see."""
	filters: list[list[Any]] = [["status", "=", REFUSED], ["lead", "is", "set"]]
	if reason:
		filters.append(["reason", "=", reason])
	if since:
		filters.append(["decided_at", ">=", since])
	if until:
		filters.append(["decided_at", "<", until + timedelta(days=1)])
	if contested is not None:
		filters.append(["contested_by", "is", "set" if contested else "not set"])
	rows = frappe.get_list(
		DOCTYPE,
		filters=filters,
		fields=list(_FIELDS),
		order_by="decided_at desc, name desc",
		start=start,
		limit=PAGE + 1,
	)
	leads = _leads(row.lead for row in rows[:PAGE])
	return {
		"refusals": [_shown(row, leads.get(row.lead)) for row in rows[:PAGE]],
		"next": start + PAGE if len(rows) > PAGE else None,
	}


def _leads(names: Any) -> dict[str, frappe._dict]:
	fields = ["name", "lead_name", "company_name", "li_stage", "lead_owner"]
	found = frappe.get_list("Lead", filters={"name": ("in", sorted(set(names)))}, fields=fields, limit=0)
	return {lead.name: lead for lead in found}


def _shown(row: frappe._dict, lead: frappe._dict | None) -> dict[str, Any]:
	return {
		**row,
		"handover": str(row.name),
		"reason_label": _(row.reason) if row.reason else None,
		"by": get_fullname(row.decided_by) if row.decided_by else None,
		"contested_by_name": get_fullname(row.contested_by) if row.contested_by else None,
		"lead_name": lead.lead_name if lead else None,
		"company_name": lead.company_name if lead else None,
		"present_stage": lead.li_stage if lead else None,
	}
