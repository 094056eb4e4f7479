"""The dashboard of a site with leads: its figures are those of the reports, for whoever looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bench.people import MANAGER, REP
from tests.browser.accessibility import assert_accessible
from tests.browser.dashboard_pages import card, chosen_before, open_dashboard, picture_of, whole
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.report_pages import fits, put_away, row, shown, words
from tests.site.reported_company import COMPANY, reported_leads

if TYPE_CHECKING:
	from playwright.sync_api import Locator

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture(scope="module")
def company(live_site) -> Iterator[str]:
	company = live_site.run(reported_leads)
	yield company
	live_site.run(put_away, company)


def number(text: str) -> int:
	"""The figure of a card that holds a count."""
	found = re.search(r"(?<!\d)(\d[\d \u202f\xa0]*)", text)
	assert found, text
	return int(re.sub(r"\D", "", found[1]))


@SIZES
def test_a_manager_sees_the_figures_of_a_company(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	board = open_dashboard(desk)
	board.get_by_label("Company", exact=True).select_option(COMPANY)
	whole(desk)
	choose(desk, "Last 365 Days", size)
	board = whole(desk)
	picture_of(desk, f"dashboard-of-a-company-{size['width']}")
	desk.screenshot(f"dashboard-on-the-workspace-{size['width']}")
	assert number(card(desk, "new_leads").removeprefix("New Leads")) > 200
	assert board.locator("[data-chart=funnel] .li-board-bars li").count() >= 5
	board.locator("[data-chart=grade_mix] svg").wait_for()
	assert fits(desk, size)
	assert_accessible(desk, ".li-dashboard")


def choose(desk: Desk, span: str, size: dict[str, int]) -> None:
	board = desk.page.locator(".li-dashboard")
	if size is PHONE:
		board.get_by_label("Period", exact=True).locator("visible=true").select_option(label=span)
	else:
		board.get_by_role("button", name=span).click()
	whole(desk)


def test_a_figure_leads_to_the_report_that_says_the_same(page_as, company):
	desk = page_as("Sales Manager")
	chosen_before(desk, MANAGER, span="last_365_days", company=COMPANY)
	board = open_dashboard(desk)
	mql = number(card(desk, "mql").removeprefix("MQL"))
	board.locator("[data-card=mql] a").click()
	desk.page.wait_for_url(re.compile(r"/app/query-report/Lead%20Funnel"))
	shown(desk)
	assert re.match(rf"MQL {mql}\b", row(desk, "MQL").replace("\u202f", ""))
	days = desk.page.evaluate("() => frappe.query_report.get_filter_values()")
	assert (days["company"], days["basis"]) == (COMPANY, "Activity in the Period")
	desk.page.go_back()
	whole(desk)
	assert number(card(desk, "mql").removeprefix("MQL")) == mql


@pytest.mark.parametrize(
	"names",
	[
		["treatment_rate", "acceptance_rate"],
		["response_median", "in_time_rate"],
		["won_amount"],
		["invoiced", "cost", "return_on_cost"],
	],
	ids=["agreement", "responses", "cycle", "return"],
)
def test_every_report_says_the_figures_of_its_cards(page_as, company, names):
	desk = page_as("Sales Manager")
	chosen_before(desk, MANAGER, span="last_90_days", company=COMPANY)
	board = open_dashboard(desk)
	figures = {name: figure_of(board.locator(f"[data-card={name}] strong")) for name in names}
	assert all(re.search(r"\d", figure) for figure in figures.values()), figures
	assert len({board.locator(f"[data-card={name}] a").get_attribute("href") for name in names}) == 1
	board.locator(f"[data-card={names[0]}] a").click()
	desk.page.wait_for_url(re.compile("/app/query-report/"))
	report = shown(desk)
	cards = report.locator(".li-report-cards li").all()
	told = {words(one.locator("span").first): words(one.locator("strong")) for one in cards}
	assert set(figures.values()) <= set(told.values()), told


def figure_of(shown_figure: Locator) -> str:
	"""In full, where it is shortened."""
	return " ".join((shown_figure.get_attribute("title") or words(shown_figure)).split())


def test_what_was_chosen_is_remembered(page_as, company):
	desk = page_as("Sales Manager")
	board = open_dashboard(desk)
	board.get_by_label("Company", exact=True).select_option(COMPANY)
	whole(desk)
	board.get_by_role("button", name="Last 90 Days").focus()
	desk.page.keyboard.press("Enter")
	board = whole(desk)
	# Whoever works with the keyboard stays where they were.
	assert desk.page.evaluate("() => document.activeElement.textContent") == "Last 90 Days"
	desk.page.reload()
	board = whole(desk)
	assert board.get_by_role("button", name="Last 90 Days").get_attribute("aria-pressed") == "true"
	assert board.get_by_label("Company", exact=True).input_value() == COMPANY


def test_a_rep_sees_what_is_their_own(page_as, company):
	desk = page_as("Sales User", size=PHONE)
	chosen_before(desk, REP, span="last_365_days", company=COMPANY)
	open_dashboard(desk)
	own = number(card(desk, "new_leads").removeprefix("New Leads"))
	assert 60 <= own <= 100
	picture_of(desk, "dashboard-of-a-rep")
	assert fits(desk, PHONE)


def test_in_french(page_as, live_site, company):
	live_site.run(_speak, "fr")
	try:
		desk = page_as("Sales Manager", size=PHONE)
		chosen_before(desk, MANAGER, span="last_365_days", company=COMPANY)
		board = open_dashboard(desk)
		board.get_by_role("button", name="Actualiser").wait_for()
		assert "avant :" in words(board)
		assert fits(desk, PHONE)
		picture_of(desk, "dashboard-french")
	finally:
		live_site.run(_speak, "en")


def _speak(language: str) -> None:
	import frappe

	frappe.db.set_value("User", MANAGER.user, "language", language)
	frappe.clear_cache(user=MANAGER.user)


@SIZES
def test_a_manager_orders_the_weekly_digest_and_stops_it(page_as, live_site, company, size):
	live_site.run(_no_digest)
	desk = page_as("Sales Manager", size=size)
	chosen_before(desk, MANAGER, company=COMPANY)
	board = open_dashboard(desk)
	board.get_by_role("button", name="Weekly E-Mail", exact=True).click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text(f"what changed most at {COMPANY}").wait_for()
	dialog.locator("[data-fieldname=weekday] select").select_option("Tuesday")
	dialog.locator("[data-fieldname=hour] select").select_option(label="08:00")
	desk.screenshot(f"dashboard-digest-{size['width']}")
	assert_accessible(desk, ".li-digest-order .modal-content")
	dialog.get_by_role("button", name="Get It Every Week").click()
	desk.told(f"The digest of {COMPANY} comes every Tuesday.")
	ordered = board.get_by_role("button", name="Weekly E-Mail: Tuesday")
	ordered.wait_for()
	assert live_site.run(_digest_of, MANAGER.user) == [("Tuesday", 8, 0)]
	assert fits(desk, size)
	ordered.click()
	dialog.get_by_role("button", name="Stop It").click()
	desk.told(f"The digest of {COMPANY} is stopped.")
	board.get_by_role("button", name="Weekly E-Mail", exact=True).wait_for()
	assert live_site.run(_digest_of, MANAGER.user) == [("Tuesday", 8, 1)]


def test_a_rep_is_offered_no_digest(page_as, company):
	desk = page_as("Sales User")
	board = open_dashboard(desk)
	assert board.get_by_role("button", name="Refresh").is_visible()
	assert not board.get_by_role("button", name="Weekly E-Mail").count()


def _no_digest() -> None:
	import frappe

	frappe.db.delete("Lead Digest Subscription", {"company": COMPANY})


def _digest_of(user: str) -> list[tuple[str, int, int]]:
	import frappe

	fields = ["weekday", "hour", "disabled"]
	rows = frappe.get_all("Lead Digest Subscription", {"user": user, "company": COMPANY}, fields)
	return [(row.weekday, row.hour, row.disabled) for row in rows]
