"""Territories, rows of their mapping, and accounts in one line."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from tests.site.escalated_leads import sells

ROOT = "All Territories"


def a_territory(name: str, above: str = ROOT, *, manager: str | None = None) -> str:
	"""`manager`: an employee."""
	return str(
		frappe.get_doc(
			{
				"doctype": "Territory",
				"territory_name": name,
				"parent_territory": above,
				"is_group": 1,
				"territory_manager": sells(manager) if manager else None,
			}
		)
		.insert()
		.name
	)


def a_mapping(territory: str, country: str | None = "France", codes: str = "", **fields: Any) -> Document:
	"""`codes`: "75", or "75 to 78"."""
	first, _, last = codes.partition(" to ")
	values = {"postal_code_from": first or None, "postal_code_to": last or None, **fields}
	return frappe.get_doc(
		{"doctype": "Lead Territory Mapping", "territory": territory, "country": country, **values}
	).insert()


def a_customer(name: str, user: str | None, **fields: Any) -> str:
	values = {"customer_type": "Company", "customer_group": "Commercial", "territory": "France", **fields}
	return str(
		frappe.get_doc({"doctype": "Customer", "customer_name": name, "account_manager": user, **values})
		.insert()
		.name
	)


def a_prospect(name: str, user: str | None, *leads: str) -> str:
	rows = [{"lead": lead} for lead in leads]
	values = {"company_name": name, "prospect_owner": user, "leads": rows}
	return str(frappe.get_doc({"doctype": "Prospect", **values}).insert().name)
