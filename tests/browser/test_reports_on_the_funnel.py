"""Lead Funnel, Sales Cycle and Nurture Yield as they are asked for other rows than those they open with."""

from __future__ import annotations

from itertools import cycle

import pytest

from tests.browser.desk import PHONE, WIDE
from tests.browser.test_each_report import company, open_report

ASKED = {
	"Lead Funnel": {"group_by": "Month", "from_stage": "MQL", "to_stage": "Opportunity"},
	"Sales Cycle": {"group_by": "Qualification", "start": "MQL", "basis": "Closed in the Period"},
	"Nurture Yield": {"group_by": "Reason"},
}
__all__ = ["company"]


@pytest.mark.parametrize(("report", "size"), list(zip(ASKED, cycle([PHONE, WIDE]), strict=False)))
def test_it_is_asked_for_other_rows(page_as, company, report, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk, report, **ASKED[report])
	shown = desk.page.evaluate("() => frappe.query_report.get_filter_values()")
	assert {name: shown[name] for name in ASKED[report]} == ASKED[report]
	rows = desk.page.evaluate("() => frappe.query_report.data.map(({ key }) => key)")
	assert len(rows) > 1
	assert rows[-1] == "all"
	assert page.locator(".li-report-how li").count() >= 2
	desk.screenshot(f"report-{report.lower().replace(' ', '-')}-grouped-{size['width']}", full_page=True)


def test_the_leads_of_a_month_are_those_that_were_counted(page_as, company):
	desk = page_as("Sales Manager")
	open_report(desk, "Lead Funnel", **ASKED["Lead Funnel"])
	total = desk.page.evaluate("() => frappe.query_report.data.at(-1).came")
	desk.page.locator(".li-drill[data-li-key=all][data-li-column=came]").first.click()
	dialog = desk.page.locator(".modal.show")
	dialog.wait_for()
	desk.wait()
	assert str(total) in dialog.inner_text()


def test_stages_in_the_wrong_order_are_refused_on_the_page(page_as, company):
	desk = page_as("Sales Manager")
	page = open_report(desk, "Lead Funnel", from_stage="SQL", to_stage="MQL")
	page.get_by_text("It must come after From Stage.").first.wait_for()
