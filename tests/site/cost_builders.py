"""Costs, rules and purchase invoices in one line each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.marketing_costs.costs import costs_of
from lead_intelligence.core.costs.costs import Costs
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period

COMPANY = "Imprimerie des Coûts"


def cost_company(name: str = COMPANY, abbr: str = "IDC", currency: str = "EUR") -> str:
	"""Of its own, so that nothing else is among its costs."""
	if not frappe.db.exists("Company", name):
		company = {"doctype": "Company", "company_name": name, "abbr": abbr, "country": "France"}
		frappe.get_doc({**company, "default_currency": currency}).db_insert()
		frappe.clear_document_cache("Company", name)
	return name


def a_cost(
	first: str = "2024-01-01", last: str = "2024-01-31", amount: float = 310, **fields: Any
) -> Document:
	values = {"company": COMPANY, "currency": "EUR", "source": "Radio of the Coast", **fields}
	days = {"from_date": first, "to_date": last, "amount": amount}
	return frappe.get_doc({"doctype": "Marketing Cost", **days, **values}).insert()


def a_rule(**fields: Any) -> Document:
	values = {"company": COMPANY, "source": "Radio of the Coast", "spread": "Posting Date", **fields}
	return frappe.get_doc({"doctype": "Marketing Cost Rule", **values}).insert()


def a_record(doctype: str, name: str, **fields: Any) -> str:
	"""As stored, past all that its document would ask for."""
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, "name": name, **fields}).db_insert()
	return name


def costs(first: str = "2024-01-01", last: str = "2024-12-31", **filters: Any) -> Costs:
	period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
	return costs_of(Filters(period=period, **{"company": COMPANY, **filters}))


def amounts(found: dict[str, Decimal]) -> dict[str, str]:
	return {name: f"{amount:f}" for name, amount in found.items()}


def another_centre(company: str, name: str, parent: str | None = None, **fields: Any) -> str:
	"""A cost centre, at the top unless there is a parent. One of a company that has no tree is only stored."""
	top = parent or frappe.db.get_value(
		"Cost Center", {"company": company, "parent_cost_center": ("is", "not set")}
	)
	values = {"doctype": "Cost Center", "cost_center_name": name, "company": company, **fields}
	if top:
		return str(frappe.get_doc({**values, "parent_cost_center": top}).insert().name)
	cost_company(company, "AIC")
	return a_record("Cost Center", f"{name} - AIC", cost_center_name=name, company=company, lft=1, rgt=2)


def supplied(company: str, supplier: str = "Agence des Coûts") -> str:
	"""A supplier, a service that is bought, and a year in which the books are open."""
	for group in ("Supplier Group", "Item Group"):
		assert frappe.db.exists(group, {"is_group": 0})
	if not frappe.db.exists("Supplier", supplier):
		group = frappe.db.get_value("Supplier Group", {"is_group": 0})
		frappe.get_doc({"doctype": "Supplier", "supplier_name": supplier, "supplier_group": group}).insert()
	if not frappe.db.exists("Item", "Marketing Service"):
		group = frappe.db.get_value("Item Group", {"is_group": 0})
		item = {"doctype": "Item", "item_code": "Marketing Service", "item_group": group, "is_stock_item": 0}
		frappe.get_doc({**item, "stock_uom": "Nos"}).insert()
	if not frappe.db.exists(
		"Fiscal Year", {"year_start_date": ("<=", "2024-03-01"), "year_end_date": (">=", "2024-03-01")}
	):
		year = {"doctype": "Fiscal Year", "year": "2024", "year_start_date": "2024-01-01"}
		frappe.get_doc({**year, "year_end_date": "2024-12-31"}).insert()
	return supplier
