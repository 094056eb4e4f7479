"""Each of the reports, with a year of leads."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from lead_intelligence.adapters.reports.index import REPORTS
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.site.reported_company import COMPANY, reported_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report .page-form", ".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")


@pytest.fixture(scope="module")
def company(live_site) -> str:
	return live_site.run(reported_leads)


def open_report(desk: Desk, report: str, **filters: str):
	desk.open(f"/app/query-report/{quote(report)}?{urlencode({'company': COMPANY, **filters})}")
	desk.page.locator(".li-report .report-wrapper:visible, .li-report-state:visible").first.wait_for()
	return desk.wait()


@SIZES
@pytest.mark.parametrize("report", REPORTS)
def test_it_shows_figures_a_chart_and_how_they_are_computed(page_as, company, report, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk, report, compare="1")
	assert desk.page.evaluate("() => frappe.query_report.data.length") > 0
	assert page.locator(".li-chart").is_visible()
	assert page.locator(".li-report-cards > li").count() >= 2
	assert page.locator(".li-report-how li").count() >= 2
	page.get_by_text("How Is This Computed?").click()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"report-{report.lower().replace(' ', '-')}-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
