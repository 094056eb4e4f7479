"""Each of the reports, with a year of leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lead_intelligence.adapters.reports.index import REPORTS
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.report_pages import fits, open_report, put_away
from tests.site.reported_company import reported_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report .page-form", ".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")

CHOOSE_EACH = """async () => {
	const report = frappe.query_report;
	const refused = [];
	for (const { df } of report.filters.filter(({ df }) => df.fieldtype === "Select" && df.fieldname !== "period")) {
		for (const option of df.options) {
			const value = option.value ?? option;
			const filters = { ...report.get_filter_values(), [df.fieldname]: value };
			const args = { report_name: report.report_name, filters, are_default_filters: false };
			const answer = await frappe.xcall("frappe.desk.query_report.run", args).catch(() => null);
			if (!answer || (value && !answer.columns.length)) refused.push(`${df.fieldname}: ${value}`);
		}
	}
	return refused;
}"""


@pytest.fixture(scope="module")
def company(live_site) -> Iterator[str]:
	company = live_site.run(reported_leads)
	yield company
	live_site.run(put_away, company)


@SIZES
@pytest.mark.parametrize("report", REPORTS)
def test_it_shows_figures_a_chart_and_how_they_are_computed(page_as, company, report, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk, report, company=company, compare="1")
	assert desk.page.evaluate("() => frappe.query_report.data.length") > 0
	assert page.locator(".li-chart").is_visible()
	assert page.locator(".li-report-cards > li").count() >= 2
	assert page.locator(".li-report-how li").count() >= 2
	page.get_by_text("How Is This Computed?").click()
	assert fits(desk, size)
	desk.screenshot(f"report-{report.lower().replace(' ', '-')}-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)


@pytest.mark.parametrize("report", REPORTS)
def test_every_choice_that_is_offered_is_understood(page_as, company, report):
	"""Each option of each filter, with all others as they are by default."""
	desk = page_as("Sales Manager")
	page = open_report(desk, report, company=company)
	refused = page.evaluate(CHOOSE_EACH)
	assert refused == []
