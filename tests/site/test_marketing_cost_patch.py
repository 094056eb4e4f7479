"""Costs that stood in a table of the profile of a source are taken over once."""

from __future__ import annotations

import frappe

from lead_intelligence.patches.costs_of_sources import take_over
from tests.site.cost_builders import cost_company


def test_costs_of_profiles_become_costs():
	company = cost_company()
	rows = [
		{
			"source": "Radio of the Coast",
			"campaign": "Spring",
			"company": company,
			"amount": 31,
			"year": 2021,
		},
		{"source": "Radio of the Coast", "campaign": None, "company": None, "amount": 0, "year": 2021},
		# The same days: what was refused then is only told of now.
		{"source": "Radio of the Coast", "campaign": "Spring", "company": company, "amount": 5, "year": 2021},
	]
	take_over(
		frappe._dict(row, from_date=f"{row['year']}-01-01", to_date=f"{row['year']}-12-31") for row in rows
	)
	fields = ["source", "campaign", "company", "amount", "base_amount", "currency", "origin"]
	filters = {"from_date": "2021-01-01"}
	found = frappe.get_all("Marketing Cost", filters=filters, fields=fields, order_by="amount desc")
	default = frappe.defaults.get_global_default("company")
	assert [(one.campaign, one.company, one.base_amount) for one in found] == [
		("Spring", company, 31),
		("Spring", company, 5),
		(None, default, 0),
	]
	assert {(one.currency, one.origin) for one in found} == {("EUR", "Manual")}
