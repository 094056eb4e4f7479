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
