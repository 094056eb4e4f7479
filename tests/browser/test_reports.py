"""The reports on the desk: what all of them share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.bench.people import MANAGER, REP
from tests.browser import report_pages
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.report_answers import NASTY, an_answer
from tests.browser.report_pages import fits, put_away, row, shown, words
from tests.site.reported_company import COMPANY, SOURCES, reported_leads

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
OURS = (".li-report .page-form", ".li-report-message", ".li-report-cards", ".chart-wrapper", ".li-row-cards")
RUN = "**/api/method/frappe.desk.query_report.run*"


@pytest.fixture(scope="module")
def company(live_site) -> Iterator[str]:
	company = live_site.run(reported_leads)
	yield company
	live_site.run(put_away, company)


def open_report(desk: Desk, report: str = "Lead Funnel", **filters: str):
	return report_pages.open_report(desk, report, company=COMPANY, **filters)


def answering(desk: Desk, answer: dict[str, Any]) -> None:
	"""Whatever is asked for, this is the answer."""
	body = json.dumps({"message": answer})
	desk.page.route(RUN, lambda route: route.fulfill(status=200, content_type="application/json", body=body))


def behind(desk: Desk, key: str = "MQL"):
	"""The figure that opens the leads which came to a stage."""
	return desk.page.locator(f"[data-li-key={key}][data-li-column=reached]").locator("visible=true")


def filter_names(page, name: str):
	return page.locator(".li-filter-label").get_by_text(name, exact=True)


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
	assert fits(desk, size)
	desk.page.get_by_text("How Is This Computed?").click()
	page.get_by_text("Days are calendar days.").wait_for()
	desk.screenshot(f"report-every-figure-{size['width']}", full_page=True)
	assert_accessible(desk, *OURS)


@SIZES
def test_a_figure_opens_the_very_leads_behind_it(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk)
	many = behind(desk, "Customer").inner_text()
	behind(desk, "Customer").click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text(f"{many} leads").wait_for()
	assert dialog.locator("tbody tr").count() == int(many)
	assert "Ada Marchand" in dialog.locator("tbody tr").first.inner_text()
	desk.wait()
	desk.screenshot(f"report-leads-behind-{size['width']}")
	assert_accessible(desk, ".li-leads-behind")
	dialog.get_by_role("button", name="Open in the List of Leads").click()
	desk.page.wait_for_function("() => window.cur_list?.doctype === 'Lead' && cur_list.data.length === 20")
	desk.until(lambda: desk.page.evaluate("() => cur_list.filter_area.get()[0]?.[3].length") == int(many))


@SIZES
def test_filters_are_at_hand_and_narrow_what_is_shown(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	page = open_report(desk)
	if size is PHONE:
		assert not filter_names(page, "From Date").is_visible()
		page.get_by_role("button", name="Filters (1)").click()
	assert filter_names(page, "From Date").is_visible()
	assert not filter_names(page, "Market Segment").is_visible()
	all_leads = desk.page.evaluate("() => frappe.query_report.data[1].reached")
	page.get_by_role("button", name="More Filters").click()
	page.get_by_label("Source", exact=True).fill(SOURCES[1])
	desk.wait()
	page.get_by_role("option").filter(has_text=SOURCES[1]).first.click()
	desk.page.wait_for_function(f"() => frappe.query_report.data?.[1]?.reached < {all_leads}")
	assert filter_names(page, "Market Segment").is_visible()
	desk.wait()
	desk.screenshot(f"report-filters-{size['width']}", full_page=True)
	desk.page.keyboard.press("Escape")
	page.get_by_role("button", name="Clear Filters").click()
	desk.page.wait_for_function("() => !frappe.query_report.get_filter_value('source')")
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
	page.locator(".li-report-note").first.wait_for()
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


def test_what_a_row_is_of_stays_in_sight(page_as, live_site, company):
	desk = page_as("Sales Manager")
	answering(desk, live_site.run(an_answer))
	page = open_report(desk)
	body = page.locator(".datatable .dt-scrollable")
	first = page.locator(".dt-row:not(.dt-row-header) .dt-cell--col-0").first
	head = page.locator(".dt-header .dt-row-header .dt-cell--col-0")
	before = [one.bounding_box()["x"] for one in (first, head)]
	body.evaluate("(table) => { table.scrollLeft = 400; }")
	desk.page.wait_for_function(
		"() => [...document.querySelectorAll('[style*=\"--li-left\"]')].some((one) => one.style.getPropertyValue('--li-left') === '400px')"
	)
	assert [one.bounding_box()["x"] for one in (first, head)] == pytest.approx(before, abs=1)
	desk.screenshot("report-pushed-sideways")


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
	assert card.locator("a.link-item").count() == 10
	card.get_by_text("Lead Funnel").click()
	shown(desk)
	assert desk.page.evaluate("() => frappe.query_report.report_name") == "Lead Funnel"


@SIZES
def test_while_figures_are_worked_out_the_page_says_so(page_as, company, size):
	desk = page_as("Sales Manager", size=size)
	open_report(desk)
	desk.page.route(RUN, lambda route: None)
	desk.page.evaluate("() => { frappe.query_report.refresh(); }")
	desk.page.get_by_label("The figures are worked out").wait_for()
	desk.screenshot(f"report-loading-{size['width']}")
	desk.page.unroute_all(behavior="ignoreErrors")


def test_a_rep_sees_the_figures_of_their_own_leads(page_as, live_site, company):
	desk = page_as("Sales User")
	# The leads go back 348 days, which the twelve months do not hold early in a month.
	page = open_report(desk, from_date=live_site.run(_long_ago))
	own = live_site.run(_owned_by, REP.user)
	assert behind(desk, "Lead").inner_text() == str(own)
	page.get_by_role("button", name="More Filters").click()
	assert filter_names(page, "Territory").is_visible()
	assert filter_names(page, "Team").count() == 0
	behind(desk, "Lead").click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text(f"{own} leads").wait_for()
	assert set(dialog.locator("td[data-label='Lead Owner']").all_inner_texts()) == {"You"}


def _long_ago() -> str:
	from frappe.utils import add_days, nowdate

	return str(add_days(nowdate(), -400))


def _owned_by(user: str) -> int:
	import frappe

	return int(frappe.db.count("Lead", {"company": COMPANY, "lead_owner": user}))


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
		assert filter_names(page, "Famille d'origine").is_visible()
		assert fits(desk, size)
		desk.screenshot(f"report-french-{size['width']}", full_page=True)
	finally:
		live_site.run(_speak, "en")


def _speak(language: str) -> None:
	import frappe

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
		many = behind(desk).inner_text()
		behind(desk).click()
		desk.page.locator(".modal.show").get_by_text(f"{many} leads").wait_for()
	finally:
		live_site.run(_forget_the_saved)


def _forget_the_saved() -> None:
	import frappe

	frappe.delete_doc("Report", "My Funnel", force=True, ignore_permissions=True, ignore_missing=True)
