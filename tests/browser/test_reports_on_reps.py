"""Lead Response Time, Rep Performance and Stagnant Leads on the desk."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.rep_leads import COMPANY, worked_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")


@pytest.fixture(scope="module", autouse=True)
def company(live_site) -> str:
	return live_site.run(worked_leads)


def open_report(desk: Desk, report: str, **filters: str):
	desk.open(f"/app/query-report/{quote(report)}?{urlencode({'company': COMPANY, **filters})}")
	desk.page.locator(".li-report .report-wrapper:visible, .li-report-state:visible").first.wait_for()
	desk.wait()
	return desk.page.locator("#page-query-report")


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


def row(desk: Desk, first: str) -> str:
	"""The row that begins so, whether it stands in the table or is a card."""
	rows = desk.page.locator(".datatable .dt-row:not(.dt-row-header), .li-row-card").filter(visible=True)
	return words(rows.filter(has_text=first).first)


def fits(desk: Desk, size: dict[str, int]) -> bool:
	return desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


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
