"""What the report Score Check says of leads that were scored and then won or lost."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, today

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.score_check import figures, leads
from tests.site.builders import a_lead, a_live_model, rule


def test_thin(rolled_back):
	model = a_live_model(rule("job_title", "is", "CEO", points=30))
	hot = [a_lead(first_name=f"H{n}", job_title="CEO") for n in range(3)]
	cold = [a_lead(first_name=f"C{n}", job_title="Clerk") for n in range(3)]
	for lead in (*hot[:2], cold[0]):
		frappe.db.set_value("Lead", lead.name, "status", "Converted")
	frappe.db.set_value("Lead", cold[1].name, "status", "Do Not Contact")
	filters = {"from_date": add_days(today(), -1), "to_date": today(), "model": model.name}
	for show in ("By Grade", "By Tenth", "Over Time", "Where It Is Wrong"):
		filters["show"] = show
		result = figures(asked(filters), filters)
		for row in result.rows:
			print(show, {k: v for k, v in row.items() if v is not None})
		for note in result.notes:
			print("  ", note.text.format(**note.values))
		from lead_intelligence.adapters.reports.shown import script_report

		script_report(result)
		for row in result.rows:
			for column in result.columns:
				if column.drill and row["key"]:
					names = leads(asked(filters), filters, row["key"], column.name).run(pluck=True)
					assert len(names) == row[column.name], (show, row, column.name)
	raise AssertionError
