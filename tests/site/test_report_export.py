"""What is taken out of a report: numbers are numbers, and words are the reader's."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

import frappe

from tests.bench.live_site import LiveSite
from tests.site.report_builders import a_company, a_journey

PERIOD = {"from_date": "2025-01-01", "to_date": "2025-03-31"}


def exported(live_site: LiveSite, who: str, filters: dict) -> list[list[str]]:
	asked = {
		"report_name": "Lead Funnel",
		"file_format_type": "CSV",
		"filters": json.dumps(filters),
		"applied_filters": "{}",
		"visible_idx": "[]",
		"include_indentation": 0,
		"include_filters": 0,
	}
	answer = live_site.signed_in(who).get(
		f"/api/method/frappe.desk.query_report.export_query?{urlencode(asked)}"
	)
	answer.raise_for_status()
	return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def _journeys() -> str:
	company = a_company()
	a_journey(company, Lead="2025-01-05", MQL="2025-01-15")
	a_journey(company, Lead="2025-01-06", MQL="2025-01-09")
	a_journey(company, Lead="2025-02-05 10:00:00")
	frappe.db.commit()
	return company


def test_numbers_are_exported_as_numbers(live_site: LiveSite):
	company = live_site.run(_journeys)
	head, *rows = exported(live_site, "Sales Manager", {**PERIOD, "company": company})
	mql = dict(zip(head, next(row for row in rows if row[0] == "MQL"), strict=True))
	assert mql["Came This Far"] == "2"
	assert float(mql["From the Previous Stage"]) == 66.6666666667
	assert float(mql["Days from the Previous Stage (Median)"]) == 6.5
	first = dict(zip(head, rows[0], strict=True))
	assert first["From the Previous Stage"] == ""
