"""Lead Funnel on a real site."""

from __future__ import annotations

import frappe
from frappe.desk.query_report import run

from lead_intelligence.api.report import leads
from tests.site.report_builders import a_company, a_journey

PERIOD = {"from_date": "2025-01-01", "to_date": "2025-03-31"}


def test_stages_are_counted_and_each_figure_has_its_leads():
	company = a_company()
	far = a_journey(company, Lead="2025-01-05", MQL="2025-01-15", Opportunity="2025-02-01")
	near = a_journey(company, Lead="2025-02-05 10:00:00")
	a_journey(company, Lead="2024-12-31 23:59:59", MQL="2025-01-02")
	filters = {**PERIOD, "company": company}
	report = run("Lead Funnel", filters=filters)
	rows = {row["key"]: row for row in report["result"]}
	assert [
		(rows[stage]["reached"], rows[stage]["skipped"]) for stage in ("Lead", "MQL", "SAL", "Opportunity")
	] == [
		(2, 0),
		(1, 0),
		(1, 1),
		(1, 0),
	]
	assert rows["MQL"]["from_before"] == 50
	assert rows["MQL"]["median"] == 10
	behind = leads("Lead Funnel", frappe.as_json(filters), "Lead", "reached")
	assert behind["total"] == 2
	assert {one["lead"] for one in behind["leads"]} == {far, near}
