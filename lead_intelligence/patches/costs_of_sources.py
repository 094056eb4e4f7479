"""Costs that stood in a table of Lead Source Profile become Marketing Costs."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.utils import flt

_OLD = "Lead Source Cost"


def execute() -> None:
	if not frappe.db.table_exists(_OLD):
		return
	take_over(_stored())
	frappe.delete_doc("DocType", _OLD, ignore_missing=True, force=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{_OLD}`")


def take_over(rows: Iterable[frappe._dict]) -> None:
	"""Those without a company are costs of the default company."""
	default = frappe.defaults.get_global_default("company") or frappe.db.get_value("Company", {}, "name")
	for row in rows:
		company = row.company or default
		if not (company and row.from_date and row.to_date):
			continue
		values = {name: row[name] for name in ("source", "campaign", "from_date", "to_date")}
		cost = frappe.get_doc({"doctype": "Marketing Cost", "company": company, **values})
		cost.amount = flt(row.amount)
		cost.currency = frappe.get_cached_value("Company", company, "default_currency")
		cost.insert(ignore_permissions=True)
	# Nobody is there to read what is noted of them.
	frappe.clear_messages()


def _stored() -> list[frappe._dict]:
	"""The columns that the profile has no more are still there."""
	cost, profile = frappe.qb.DocType(_OLD), frappe.qb.DocType("Lead Source Profile")
	query = frappe.qb.from_(cost).join(profile).on(profile.name == cost.parent)
	query = query.select(profile.source, profile.company)
	query = query.select(cost.campaign, cost.from_date, cost.to_date, cost.amount)
	query = query.where(cost.parenttype == "Lead Source Profile").orderby(profile.source).orderby(cost.idx)
	return list(query.run(as_dict=True))
