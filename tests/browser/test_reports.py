"""The reports on the desk."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.report_leads import COMPANY, reported_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def company(live_site) -> str:
	return live_site.run(reported_leads)


def open_report(desk: Desk, report: str, **filters: str):
	address = f"/app/query-report/{report}?{urlencode({'company': COMPANY, **filters})}"
	desk.open(address)
	desk.page.locator(".li-report .report-wrapper:visible, .li-report-state:visible").first.wait_for()
	desk.wait()
	return desk.page.locator("#page-query-report")


@SIZES
def test_a_report_at_a_glance(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	shown = open_report(desk, "Lead Funnel")
	desk.screenshot(f"report-lead-funnel-{size['width']}", full_page=True)
	assert shown
