"""The reports on the desk: what all of them share."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.report_answers import NASTY, an_answer
from tests.site.reported_company import COMPANY, reported_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report .page-form", ".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")
RUN = "**/api/method/frappe.desk.query_report.run*"


@pytest.fixture(scope="module")
def company(live_site) -> str:
	return live_site.run(reported_leads)


def open_report(desk: Desk, report: str = "Lead Funnel", **filters: str):
	desk.open(f"/app/query-report/{quote(report)}?{urlencode({'company': COMPANY, **filters})}")
	return shown(desk)


def shown(desk: Desk):
	desk.page.locator(".li-report .report-wrapper:visible, .li-report-state:visible").first.wait_for()
	desk.wait()
	return desk.page.locator("#page-query-report")


def answering(desk: Desk, answer: dict[str, Any]) -> None:
	"""Whatever is asked for, this is the answer."""
	body = json.dumps({"message": answer})
	desk.page.route(RUN, lambda route: route.fulfill(status=200, content_type="application/json", body=body))


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


def row(desk: Desk, first: str) -> str:
	"""The row that begins so, whether it stands in the table or is a card."""
	rows = desk.page.locator(".datatable .dt-row:not(.dt-row-header), .li-row-card").filter(visible=True)
	return words(rows.filter(has_text=first).first)


@SIZES
def test_every_kind_of_figure_is_told_as_people_read_it(page_as, live_site, company, size):
	desk = page_as("Sales Manager", size=size)
	answering(desk, live_site.run(an_answer))
	page = open_report(desk, compare="1")
	full = row(desk, "Website")
	for text in (
		"1 436",
		"12,5 %",
		"< 0,1 %",
		"2,12",
		"€ 3 568 647",
		"48,4",
		"2 h 15 min",
		"Ada Marchand",
		"Rosa Bernard",
	):
		assert text.replace(" ", "") in re.sub(r"[\s.]", "", full), (text, full)
	few = row(desk, NASTY)
	assert "few cases: 15–85 %" in few
	assert "not ripe yet" in few
	assert "< 1 min" in few
	assert "-2" in few.replace("−", "-")
	cards = words(page.locator(".li-report-cards"))
	assert "before: 83 %" in cards
	assert "Median Response –" in cards
	assert "The treatment rate is under 80 %" in words(page.locator(".li-report-note.li-bad"))
	assert desk.page.title() != "1"
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.page.get_by_text("How Is This Computed?").click()
	page.get_by_text("Days are calendar days.").wait_for()
	desk.screenshot(f"report-every-figure-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)


@SIZES
def test_a_figure_opens_the_very_leads_behind_it(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk)
	figure = desk.page.locator("[data-li-key=MQL][data-li-column=reached]").locator("visible=true")
	assert figure.inner_text() == "30"
	figure.click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text("30 leads").wait_for()
	assert dialog.locator("tbody tr").count() == 30
	assert "Ada Marchand" in dialog.locator("tbody tr").first.inner_text()
	desk.wait()
	desk.screenshot(f"report-leads-behind-{size['width']}")
	assert_accessible(desk, ".li-leads-behind")
	dialog.get_by_role("button", name="Open in the List of Leads").click()
	desk.page.wait_for_function("() => window.cur_list?.doctype === 'Lead' && cur_list.data.length === 20")
	assert desk.page.evaluate("() => cur_list.filter_area.get()[0][3].length") == 30


@SIZES
def test_filters_are_at_hand_and_narrow_what_is_shown(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk)
	if size is PHONE:
		assert not page.get_by_text("From Date").is_visible()
		page.get_by_role("button", name="Filters (1)").click()
	assert page.get_by_text("From Date", exact=True).is_visible()
	assert not page.get_by_text("Market Segment", exact=True).is_visible()
	page.get_by_role("button", name="More Filters").click()
	page.get_by_label("Grade", exact=True).fill("A")
	page.get_by_label("Grade", exact=True).press("Tab")
	desk.page.wait_for_function("() => frappe.query_report.data?.[1]?.reached === 15")
	desk.wait()
	desk.screenshot(f"report-filters-{size['width']}", full_page=True)
	desk.page.keyboard.press("Escape")
	page.get_by_role("button", name="Clear Filters").click()
	desk.page.wait_for_function("() => !frappe.query_report.get_filter_value('grade')")
	desk.wait()
	assert desk.page.evaluate("() => frappe.query_report.get_filter_value('company')") == ""


def test_a_period_sets_the_days_and_days_of_ones_own_are_called_so(page_as, company):
	desk = page_as("Sales Manager")
	page = open_report(desk)
	page.get_by_label("Period", exact=True).select_option("Last Month")
	desk.wait()
	now = desk.page.evaluate(
		"() => moment(frappe.datetime.get_today()).subtract(1, 'month').format('YYYY-MM')"
	)
	days = "() => ['from_date', 'to_date', 'period'].map(name => frappe.query_report.get_filter_value(name))"
	first, last, _period = desk.page.evaluate(days)
	assert first == f"{now}-01"
	assert last.startswith(now)
	field = page.get_by_label("From Date", exact=True)
	field.fill("02/03/2024")
	field.press("Tab")
	desk.wait()
	assert desk.page.evaluate(days) == ["2024-03-02", last, "Own Days"]


def test_the_days_of_an_address_count(page_as, company):
	desk = page_as("Sales Manager")
	open_report(desk, from_date="2025-01-05", to_date="2025-02-06", period="This Month")
	days = "() => ['from_date', 'to_date', 'period'].map(name => frappe.query_report.get_filter_value(name))"
	assert desk.page.evaluate(days) == ["2025-01-05", "2025-02-06", "Own Days"]
	open_report(desk, period="This Year")
	year = desk.page.evaluate("() => frappe.datetime.get_today().slice(0, 4)")
	assert desk.page.evaluate(days)[::2] == [f"{year}-01-01", "This Year"]


@SIZES
def test_no_figures_are_said_with_what_to_do(page_as, live_site, company, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk, from_date="1999-01-01", to_date="1999-12-31", grade="A")
	page.get_by_text("No lead entered in this period.").wait_for()
	page.get_by_text("No figures for these days and filters.").wait_for()
	desk.screenshot(f"report-nothing-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-report-state", ".li-report-message")
	page.locator(".li-report-state").get_by_role("button", name="Clear Filters").click()
	desk.wait()
	assert desk.page.evaluate("() => frappe.query_report.get_filter_value('grade')") == ""


def test_days_the_wrong_way_round_are_said_on_the_page(page_as, company):
	desk = page_as("Sales Manager")
	page = open_report(desk, from_date="2025-05-01", to_date="2025-01-01")
	page.get_by_text("From Date (2025-05-01) is after To Date (2025-01-01).").wait_for()
	assert desk.page.locator(".modal.show").count() == 0
	desk.screenshot("report-days-reversed")


def test_figures_that_could_not_be_had_are_asked_for_again(page_as, company):
	desk = page_as("Sales Manager")
	desk.page.route(RUN, lambda route: route.abort())
	page = open_report(desk)
	page.get_by_text("The figures could not be worked out.").wait_for()
	desk.screenshot("report-failed")
	desk.page.unroute(RUN)
	page.get_by_role("button", name="Try Again").click()
	page.locator(".datatable").wait_for()
	desk.errors.clear()


def test_many_rows_are_shown_sorted_and_found(page_as, live_site, company):
	desk = page_as("Sales Manager")
	answering(desk, live_site.run(an_answer, 5000))
	page = open_report(desk)
	assert page.locator(".dt-row-filter").is_visible()
	assert desk.page.evaluate("() => frappe.query_report.data.length") == 5001
	phone = page_as("Sales Manager", size=PHONE)
	answering(phone, live_site.run(an_answer, 5000))
	open_report(phone)
	assert phone.page.locator(".li-row-card").count() == 30
	phone.page.get_by_role("button", name="Show 30 More").click()
	assert phone.page.locator(".li-row-card").count() == 60


def test_from_one_report_to_another_about_the_same_leads(page_as, live_site, company):
	desk = page_as("Sales Manager")
	answering(desk, live_site.run(an_answer))
	page = open_report(desk, from_date="2025-01-05", to_date="2025-02-06")
	page.get_by_role("button", name="Other Reports").click()
	page.get_by_role("link", name="Sales Cycle").click()
	desk.page.wait_for_function("() => frappe.query_report.report_name === 'Sales Cycle'")
	shown(desk)
	values = desk.page.evaluate("() => frappe.query_report.get_filter_values()")
	assert values["company"] == COMPANY
	assert values["from_date"] == "2025-01-05"


def test_reports_that_are_not_ours_look_as_ever(page_as, live_site, company):
	desk = page_as("Sales Manager")
	open_report(desk)
	desk.page.evaluate("() => frappe.set_route('query-report', 'Lead Details')")
	desk.page.wait_for_function("() => frappe.query_report.report_name === 'Lead Details'")
	desk.wait()
	assert desk.page.locator(".li-report").count() == 0
	assert desk.page.locator(".li-filter-label").count() == 0


@SIZES
def test_the_workspace_leads_to_all_reports(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	desk.open("/app/lead-intelligence")
	card = desk.page.locator(".links-widget-box").filter(has_text="Rep Performance")
	card.wait_for()
	card.scroll_into_view_if_needed()
	desk.screenshot(f"workspace-reports-{size['width']}")
	assert card.locator("a.link-item").count() == 9
	card.get_by_text("Lead Funnel").click()
	shown(desk)
	assert desk.page.evaluate("() => frappe.query_report.report_name") == "Lead Funnel"
	# Frappe still draws the charts of a workspace that one has left.
	desk.errors = [error for error in desk.errors if "<rect> attribute" not in error]


@SIZES
def test_while_figures_are_worked_out_the_page_says_so(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk)
	desk.page.route(RUN, lambda route: None)
	desk.page.evaluate("() => { frappe.query_report.refresh(); }")
	desk.page.get_by_label("The figures are worked out").wait_for()
	desk.screenshot(f"report-loading-{size['width']}")
	desk.page.unroute_all(behavior="ignoreErrors")


def test_a_rep_sees_the_figures_of_their_own_leads(page_as, company):
	desk = page_as("Sales User")
	page = open_report(desk)
	assert "40" in row(desk, "Lead")
	page.get_by_role("button", name="More Filters").click()
	assert page.get_by_text("Territory", exact=True).is_visible()
	assert page.get_by_text("Team", exact=True).count() == 0
	page.locator("[data-li-key=MQL][data-li-column=reached]").locator("visible=true").click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text("20 leads").wait_for()
	assert set(dialog.locator("td[data-label='Lead Owner']").all_inner_texts()) == {"You"}


def test_print_has_figures_and_no_buttons(page_as, live_site, company):
	desk = page_as("Sales Manager")
	answering(desk, live_site.run(an_answer))
	open_report(desk)
	printed = desk.page.evaluate(
		"""() => frappe.render_template("print_grid", {
			title: "", subtitle: "", columns: frappe.query_report.get_visible_columns(),
			data: frappe.query_report.get_data_for_print(), report: frappe.query_report,
		})"""
	)
	assert "12,5" in printed
	assert "&lt;img" in printed
	assert "<img" not in printed
	assert "<button" not in printed
	assert "sr-only" not in printed


@SIZES
def test_in_french(page_as, live_site, company, size):
	live_site.run(_speak, "fr")
	try:
		desk = page_as("Sales Manager", size=size)
		answering(desk, live_site.run(an_answer))
		page = open_report(desk, compare="1")
		assert "Entonnoir des prospects" in words(desk.page.locator(".page-title:visible"))
		few = row(desk, NASTY)
		assert "peu de cas" in few
		assert "pas encore mûr" in few
		assert "avant :" in words(page.locator(".li-report-cards"))
		if size is PHONE:
			page.get_by_role("button", name="Filtres (1)").click()
		page.get_by_role("button", name="Plus de filtres").click()
		assert page.get_by_text("Famille d'origine", exact=True).first.is_visible()
		assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
		desk.screenshot(f"report-french-{size['width']}", full_page=True)
	finally:
		live_site.run(_speak, "en")


def _speak(language: str) -> None:
	import frappe

	from tests.bench.people import MANAGER

	frappe.db.set_value("User", MANAGER.user, "language", language)
	frappe.clear_cache(user=MANAGER.user)


def test_in_the_dark(page_as, live_site, company):
	desk = page_as("Sales Manager")
	answering(desk, live_site.run(an_answer))
	open_report(desk, compare="1")
	desk.page.evaluate("() => document.documentElement.setAttribute('data-theme', 'dark')")
	desk.wait()
	desk.screenshot("report-dark", full_page=True)


def test_a_report_saved_with_columns_of_ones_own_is_ours_still(page_as, live_site, company):
	desk = page_as("Administrator")
	open_report(desk)
	save = """() => frappe.xcall("frappe.desk.query_report.save_report", {
		reference_report: "Lead Funnel", report_name: "My Funnel", filters: frappe.query_report.get_filter_values(),
		columns: frappe.query_report.get_visible_columns().slice(0, 3),
	})"""
	desk.page.evaluate(save)
	try:
		open_report(desk, "My Funnel")
		assert desk.page.locator(".li-chart").is_visible()
		desk.page.locator("[data-li-key=MQL][data-li-column=reached]").locator("visible=true").click()
		desk.page.locator(".modal.show").get_by_text("30 leads").wait_for()
	finally:
		live_site.run(_forget_the_saved)


def _forget_the_saved() -> None:
	import frappe

	frappe.delete_doc("Report", "My Funnel", force=True, ignore_permissions=True, ignore_missing=True)
