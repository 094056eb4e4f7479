"""Lead Response Time, Rep Performance and Stagnant Leads on the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import report_pages
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.rep_leads import COMPANY, worked_leads
from tests.browser.report_pages import fits, put_away, row, words

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")


@pytest.fixture(scope="module", autouse=True)
def company(live_site) -> Iterator[str]:
	company = live_site.run(worked_leads)
	yield company
	live_site.run(put_away, company)


def open_report(desk: Desk, report: str, **filters: str):
	return report_pages.open_report(desk, report, company=COMPANY, **filters)


@SIZES
def test_how_soon_leads_are_answered(page_as, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk, "Lead Response Time")
	assert "Up to 5 Minutes" in row(desk, "Up to 5 Minutes")
	assert fits(desk, size)
	desk.screenshot(f"report-response-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
	open_report(desk, "Lead Response Time", group_by="Rep", compare="1")
	assert "min" in row(desk, "Rosa Bernard")
	desk.screenshot(f"report-response-reps-{size['width']}", full_page=True)
	open_report(desk, "Lead Response Time", group_by="Weekday")
	assert "Monday" in row(desk, "Monday")


@SIZES
def test_what_each_rep_does(page_as, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk, "Rep Performance", compare="1")
	assert "€" in row(desk, "Rosa Bernard")
	assert fits(desk, size)
	desk.screenshot(f"report-reps-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
	figure = desk.page.locator("[data-li-column=taken]").locator("visible=true").first
	shown = figure.inner_text()
	figure.click()
	desk.page.locator(".modal.show").get_by_text(f"{shown} leads").wait_for()


@SIZES
def test_which_leads_lie_still(page_as, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk, "Stagnant Leads")
	assert "Rosa Bernard" in row(desk, "Rosa Bernard")
	assert fits(desk, size)
	desk.screenshot(f"report-stagnant-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)
	open_report(desk, "Stagnant Leads", group_by="Lead")
	assert "Noé Garnier" in row(desk, "Noé Garnier")
	desk.screenshot(f"report-stagnant-leads-{size['width']}", full_page=True)
	open_report(desk, "Stagnant Leads", group_by="Month")
	desk.screenshot(f"report-stagnant-months-{size['width']}", full_page=True)
	assert fits(desk, size)


def test_a_rep_sees_themselves(page_as):
	desk = page_as("Sales User")
	open_report(desk, "Rep Performance")
	table = words(desk.page.locator(".datatable"))
	assert "Rosa Bernard" in table
	assert "Théo" not in table
	assert "your own figures" in words(desk.page.locator(".li-report-message"))
