"""Leads and models in one line, so that a test says only what it is about."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.model.document import Document

from tests.bench.base_company import COMPANY

NOBODY_SAID = object()


def a_lead(**fields: Any) -> Document:
	"""A saved lead. `company=None` is a lead without company."""
	values = {"first_name": "Ada", "company_name": "Analytical", **fields}
	return frappe.get_doc({"doctype": "Lead", **values}).insert()


def condition(field: str, operator: str, value: Any = NOBODY_SAID) -> dict[str, Any]:
	data = {"field": field, "operator": operator}
	return data if value is NOBODY_SAID else {**data, "value": value}


def rule(
	field: str, operator: str, value: Any = NOBODY_SAID, points: int = 10, **more: Any
) -> dict[str, Any]:
	"""A row of a model's rules. `rule=` names it; its condition can be given whole as `when=`."""
	when = more.pop("when", None) or condition(field, operator, value)
	row = {"rule": f"{field} {operator} {points}", "condition_json": json.dumps(when), "points": points}
	return {**row, **more}


HOT_AND_COLD = ({"grade": "Cold"}, {"grade": "Hot", "at_least": "20"})


def a_draft(*rules: dict[str, Any], company: str = COMPANY, **fields: Any) -> Document:
	"""A saved draft on the scale of points, where Hot begins at 20."""
	model = frappe.get_doc(
		{
			"doctype": "Lead Scoring Model",
			"title": "Tested",
			"company": company,
			"scale": "Points",
			"grades": list(HOT_AND_COLD),
			**({"rules": list(rules)} if rules else {}),
			**fields,
		}
	)
	return model.insert()


def a_live_model(*rules: dict[str, Any], **fields: Any) -> Document:
	"""A submitted model: from here on it scores the leads of its company."""
	model = a_draft(*rules, **fields)
	model.submit()
	return model


def another_company(name: str = "Atelier Second", abbr: str = "A2") -> str:
	if not frappe.db.exists("Company", name):
		company = frappe.get_doc(
			{
				"doctype": "Company",
				"company_name": name,
				"abbr": abbr,
				"default_currency": "EUR",
				"country": "France",
			}
		)
		# The accounts of a company are of no use here and take seconds to make.
		company.db_insert()
		frappe.clear_document_cache("Company", name)
	return name


def journey_of(lead: str) -> list[frappe._dict]:
	"""The rows of a lead's journey in the order in which they were written."""
	return frappe.get_all("Lead Journey Entry", filters={"lead": lead}, fields=["*"], order_by="name")


def stored(lead: Document | str, *fields: str) -> Any:
	"""What the database holds of a lead now."""
	name = lead if isinstance(lead, str) else lead.name
	return frappe.db.get_value("Lead", name, list(fields), as_dict=len(fields) > 1)
