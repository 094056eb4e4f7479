"""The list of leads shows score and grade, and still what ERPNext shows."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, WIDE
from tests.browser.stock import set_stored, stored

NARROW = {"width": 1280, "height": 800}


def row_of(desk, lead: str):
	return desk.page.locator(".list-row-container").filter(has=desk.page.locator(f"[data-name='{lead}']"))


def test_score_and_grade_stand_beside_the_status(page_as, good_lead):
	desk = page_as("Sales User")
	desk.open("/app/lead")
	row = row_of(desk, good_lead)
	grade = row.locator(".li-grade:visible")
	assert grade.inner_text().strip() == "B"
	# The colours of the grades come after the rows.
	row.locator(".li-grade.blue:visible").wait_for()
	assert row.locator(".li-score").inner_text() == "77,7"
	assert row.locator("[data-filter='status,=,Lead']:visible").inner_text().strip() == "Lead"
	desk.screenshot("list-wide")


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
def test_where_there_is_no_column_the_grade_stands_before_the_title(page_as, good_lead, size):
	desk = page_as("Sales User", size=size)
	desk.open("/app/lead")
	row = row_of(desk, good_lead)
	assert row.locator(".li-before-title .li-grade").inner_text().strip() == "B"
	assert row.locator("[data-filter='status,=,Lead']:visible").count() == 1
	desk.screenshot(f"list-{size['width']}")


def test_a_click_on_a_grade_filters_by_it(page_as, good_lead):
	desk = page_as("Sales User")
	desk.open("/app/lead")
	row_of(desk, good_lead).locator(".li-grade:visible").click()
	desk.wait()
	filters = desk.page.evaluate("() => cur_list.get_filters_for_args()")
	desk.page.evaluate("() => cur_list.filter_area.clear()")
	assert [filter[1] for filter in filters] == ["li_grade"]
	desk.wait()


def test_erpnext_keeps_its_own_action(page_as, good_lead):
	desk = page_as("Sales Manager")
	desk.open("/app/lead")
	row_of(desk, good_lead).locator("input[type=checkbox]").click()
	desk.page.locator(".actions-btn-group:visible button").click()
	actions = desk.page.locator(".actions-btn-group .dropdown-menu")
	assert actions.get_by_text("Create Prospect").is_visible()
	assert actions.get_by_text("Re-score", exact=True).is_visible()


def test_a_script_that_comes_later_keeps_its_settings_and_gets_ours(page_as, good_lead):
	desk = page_as("Sales User")
	desk.open("/app/todo")
	desk.page.evaluate(
		"""() => frappe.model.with_doctype("Lead", () => {
			frappe.listview_settings["Lead"] = {
				add_fields: ["city"],
				onload: () => (window.later_script_ran = true),
				get_indicator: () => ["Theirs", "pink", "status,=,Lead"],
			};
			frappe.set_route("List", "Lead");
		})"""
	)
	desk.page.wait_for_url("**/lead*")
	desk.wait()
	row = row_of(desk, good_lead)
	assert row.locator(".li-grade:visible").inner_text().strip() == "B"
	assert "Theirs" in row.inner_text()
	assert desk.page.evaluate("() => window.later_script_ran")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_selected_leads_are_scored_again(page_as, live_site, good_lead, size):
	live_site.run(set_stored, good_lead, li_grade="D")
	desk = page_as("Sales User", size=size)
	desk.open("/app/lead")
	row_of(desk, good_lead).locator("input[type=checkbox]").click()
	desk.page.locator(".actions-btn-group:visible button").click()
	desk.page.locator(".actions-btn-group .dropdown-menu").get_by_text("Re-score", exact=True).click()
	desk.told("1 lead was scored.")
	assert live_site.run(stored, good_lead, "li_grade") == {"li_grade": "B"}
	desk.wait()
	row_of(desk, good_lead).locator(".li-grade:visible", has_text="B").wait_for()


def test_a_large_selection_goes_to_the_background(page_as, live_site, good_lead):
	live_site.run(_most_at_once, 1)
	try:
		desk = page_as("Sales User")
		desk.open("/app/lead")
		boxes = desk.page.locator(".list-row-container input[type=checkbox]")
		boxes.nth(0).click()
		boxes.nth(1).click()
		desk.page.locator(".actions-btn-group:visible button").click()
		desk.page.locator(".actions-btn-group .dropdown-menu").get_by_text("Re-score", exact=True).click()
		desk.told("2 leads are being scored in the background.")
	finally:
		live_site.run(_most_at_once, 200)
		live_site.wait_for_jobs()


def _most_at_once(most: int) -> None:
	import frappe

	settings = frappe.get_doc("Lead Intelligence Settings")
	settings.most_leads_at_once = most
	settings.save()
