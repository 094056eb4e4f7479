"""The reports that marketing and sales read together, on the desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.handed_over_leads import COMPANY, handed_over_leads
from tests.browser.report_pages import open_report, put_away, row, words
from tests.browser.test_reports import OURS

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def company(live_site) -> Iterator[str]:
	company = live_site.run(handed_over_leads)
	yield company
	live_site.run(put_away, company)


@SIZES
def test_marketing_reads_whether_sales_keeps_its_word(page_as, company, size):
	desk = page_as("Lead Marketing", size=size)
	page = open_report(desk, "Marketing and Sales Agreement", company=COMPANY, group_by="Handed Over To")
	assert "Alarm: sales has worked" in words(page.locator(".li-report-note.li-bad").first)
	assert "Treatment Rate" in words(page.locator(".li-report-cards"))
	assert "Rosa Bernard" in row(desk, "Rosa Bernard")
	desk.screenshot(f"report-agreement-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def test_neglected_leads_are_one_click_away(page_as, company):
	desk = page_as("Sales Manager")
	page = open_report(
		desk,
		"Marketing and Sales Agreement",
		company=COMPANY,
		group_by="Source",
		period="Last Month",
		compare="1",
	)
	assert "Treatment Rate, before" in words(page.locator(".dt-row-header"))
	desk.screenshot("report-agreement-compared", full_page=True)
	open_report(desk, "Marketing and Sales Agreement", company=COMPANY, group_by="Month")
	desk.screenshot("report-agreement-months", full_page=True)
	number = desk.page.evaluate("() => frappe.query_report.data.at(-1).untouched")
	assert number > 5
	desk.page.evaluate("""() => document.querySelector(".dt-scrollable").scrollTo(1200, 0)""")
	figure = desk.page.locator("[data-li-key=all][data-li-column=untouched]").locator("visible=true")
	figure.click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text(f"{number} leads").wait_for()
	assert "Ada Marchand" in dialog.locator("tbody tr").first.inner_text()


@SIZES
def test_marketing_reads_why_leads_were_refused(page_as, company, size):
	desk = page_as("Lead Marketing", size=size)
	page = open_report(desk, "Rejected Leads", company=COMPANY)
	assert "No Fit" in row(desk, "No Fit")
	assert "Marketing has contested" in words(page.locator(".li-report-message"))
	desk.screenshot(f"report-rejected-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
	open_report(desk, "Rejected Leads", company=COMPANY, group_by="Each Refusal")
	assert "Said so on the phone" in row(desk, "Ada Marchand")
	desk.screenshot(f"report-refusals-{size['width']}", full_page=True)
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
