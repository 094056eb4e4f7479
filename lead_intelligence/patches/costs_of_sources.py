"""Costs that stood in a table of Lead Source Profile become Marketing Costs."""

from __future__ import annotations

import frappe
from frappe.utils import flt

_OLD = "Lead Source Cost"


def execute() -> None:
	if not frappe.db.table_exists(_OLD):
		return
	for row in _rows():
		cost = frappe.get_doc({"doctype": "Marketing Cost", "currency": row.currency, **_values(row)})
		cost.flags.ignore_permissions = True
		# Nobody is there to read warnings, and what was accepted once is not refused now.
		cost.flags.mute_messages = True
		cost.insert()
	frappe.delete_doc("DocType", _OLD, ignore_missing=True, force=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{_OLD}`")


def _rows() -> list[frappe._dict]:
	"""Of those without a company, those of the default company."""
	cost, profile = frappe.qb.DocType(_OLD), frappe.qb.DocType("Lead Source Profile")
	query = frappe.qb.from_(cost).join(profile).on(profile.name == cost.parent)
	query = query.select(
		profile.source, cost.campaign, cost.from_date, cost.to_date, cost.amount, profile.company
	)
	query = query.where(cost.parenttype == "Lead Source Profile").orderby(profile.source).orderby(cost.idx)
	rows = query.run(as_dict=True)
	default = frappe.defaults.get_global_default("company") or frappe.db.get_value("Company", {}, "name")
	for row in rows:
		row.company = row.company or default
		row.currency = (
			frappe.get_cached_value("Company", row.company, "default_currency") if row.company else None
		)
	return [row for row in rows if row.currency and row.from_date and row.to_date]


def _values(row: frappe._dict) -> dict[str, object]:
	return {
		"source": row.source,
		"campaign": row.campaign,
		"from_date": row.from_date,
		"to_date": row.to_date,
		"amount": flt(row.amount),
		"company": row.company,
	}
