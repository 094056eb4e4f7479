"""Lead Funnel on a real site."""

from __future__ import annotations

import frappe
from frappe.desk.query_report import run

from lead_intelligence.api.report import leads
from tests.site.report_builders import a_bare_lead, a_company, a_journey, a_stage_row

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


def test_of_a_lead_that_is_older_than_the_app_only_its_day_of_creation_is_known():
	company = a_company()
	lead = a_bare_lead(company, creation="2025-02-03 09:00:00")
	placed = "2026-05-01 12:00:00"
	a_stage_row(lead, "Lead", placed, cycle=0)
	a_stage_row(lead, "MQL", placed, before="Lead", cycle=0)
	a_stage_row(lead, "SAL", "2026-05-11 12:00:00", before="MQL", cycle=1)
	a_stage_row(lead, "SQL", "2026-05-14 12:00:00", before="SAL", cycle=1)
	rows = {row["key"]: row for row in run("Lead Funnel", filters={**PERIOD, "company": company})["result"]}
	assert [rows[stage]["reached"] for stage in ("Lead", "MQL", "SQL")] == [1, 1, 1]
	assert [rows[stage]["median"] for stage in ("MQL", "SAL", "SQL")] == [None, None, 3]


def test_a_lead_that_was_an_opportunity_before_the_app_came_entered_when_it_was_made():
	company = a_company()
	lead = a_bare_lead(company, creation="2025-03-01 09:00:00")
	a_stage_row(lead, "Opportunity", "2025-06-01 09:00:00", cycle=0, reference_doctype="Opportunity")
	rows = {row["key"]: row for row in run("Lead Funnel", filters={**PERIOD, "company": company})["result"]}
	assert (rows["Opportunity"]["reached"], rows["Opportunity"]["skipped"]) == (1, 0)
	assert rows["Raw"]["skipped"] == 1


def test_without_a_filter_all_leads_are_in_it():
	company = a_company()
	before = run("Lead Funnel", filters=PERIOD)["result"]
	a_journey(company, Lead="2025-01-05", MQL="2025-01-15")
	a_journey(None, Lead="2025-01-06")
	after = run("Lead Funnel", filters=PERIOD)["result"]
	counted = {row["key"]: row["reached"] for row in before}
	rows = {row["key"]: row["reached"] - counted.get(row["key"], 0) for row in after}
	assert (rows["Lead"], rows["MQL"], rows["SAL"]) == (2, 1, 0)
