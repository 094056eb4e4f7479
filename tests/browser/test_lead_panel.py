"""A rep opens a lead and reads its score."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.held import Held
from tests.browser.stock import (
	GOOD_LEAD,
	a_model,
	put_live,
	save_lead,
	set_stored,
	stored,
	switch_scoring,
	take_all_down,
)

PANEL_ADDRESS = "**/api/method/lead_intelligence.api.lead_score.panel*"


def opened(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	return desk.page.locator(".li-panel")


def texts(panel, selector: str) -> list[str]:
	return [" ".join(text.split()) for text in panel.locator(selector).all_inner_texts()]


def test_the_panel_tells_the_score_and_why(page_as, good_lead, model):
	desk = page_as("Sales User")
	panel = opened(desk, good_lead)
	assert panel.get_by_role("img").get_attribute("aria-label") == "Score 77,7 of 100, grade B"
	assert texts(panel, ".li-first-line") == ["B 2 points short of A"]
	assert texts(panel, ".li-reasons .li-points") == ["+25", "+10", "+10", "+10"]
	assert texts(panel, ".li-reasons .li-rule") == ["Decision maker", "Named company", "E-mail", "Website"]
	assert texts(panel, ".li-reasons .li-seen")[:2] == [
		"Job Title: CEO",
		"Organization Name: Verrerie du Canal",
	]
	assert texts(panel, ".li-reasons .li-sentence")[0] == "Job Title matches list ceo or director"
	assert texts(panel, ".li-cap") == ["Reach: 20 points, counts for 15"]
	assert texts(panel, ".li-sum") == [
		"Together 50 points: 77,7 on a scale from −20 points (0) to 70 points (100)."
	]
	assert texts(panel, ".li-origin a") == [f"Workshop · {model}"]
	desk.screenshot("panel-wide", full_page=True)
	assert_accessible(desk, ".li-panel")


def test_the_panel_tells_what_is_not_known_and_what_would_help(page_as, good_lead):
	desk = page_as("Sales User")
	panel = opened(desk, good_lead)
	assert texts(panel, ".li-questions .li-rule") == ["Find out No of Employees", "Find out Annual Revenue"]
	assert texts(panel, ".li-questions .li-decides") == ["Large company +25", "Good revenue +20"]
	assert texts(panel, ".li-improvements .li-rule") == [
		"Find out No of Employees → A",
		"Find out Annual Revenue → A",
	]
	panel.locator(".li-advice").get_by_role("button", name="No of Employees").click()
	desk.page.wait_for_function("() => document.activeElement?.dataset.fieldname === 'no_of_employees'")


def test_on_a_phone_the_details_unfold(page_as, good_lead):
	desk = page_as("Sales User", size=PHONE)
	panel = opened(desk, good_lead)
	assert panel.locator(".li-gauge").is_visible()
	assert not panel.get_by_text("Decision maker").is_visible()
	panel.scroll_into_view_if_needed()
	desk.screenshot("panel-phone-folded")
	panel.locator(".li-reasons > summary").focus()
	desk.page.keyboard.press("Enter")
	panel.get_by_text("Decision maker").wait_for()
	wide = desk.page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
	assert not wide, "the page scrolls sideways"
	desk.screenshot("panel-phone", full_page=True)
	assert_accessible(desk, ".li-panel")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_disqualified_lead_says_so_and_why(page_as, live_site, model, size):
	lead = live_site.run(
		save_lead, **{**GOOD_LEAD, "email_id": "no@verrerie.example", "status": "Do Not Contact"}
	)
	desk = page_as("Sales User", size=size)
	panel = opened(desk, lead)
	assert texts(panel, ".li-first-line") == ["D Disqualified"]
	assert "Disqualified: Not to be called" in panel.locator(".li-notice-danger").inner_text()
	assert "Status: Do Not Contact" in panel.locator(".li-notice-danger").inner_text()
	panel.scroll_into_view_if_needed()
	desk.screenshot(f"panel-disqualified-{size['width']}")


def test_values_and_names_are_never_markup(page_as, live_site):
	condition = {"field": "company_name", "operator": "is set"}
	live_site.run(put_live, a_model({"rule": "Odd <i>slanted</i>", "points": 1, "condition": condition}))
	lead = live_site.run(
		save_lead, **{**GOOD_LEAD, "email_id": "odd@verrerie.example", "company_name": "<b>Bold</b>"}
	)
	panel = opened(page_as("Sales User"), lead)
	assert "Odd <i>slanted</i>" in texts(panel, ".li-reasons .li-rule")
	assert "Organization Name: <b>Bold</b>" in texts(panel, ".li-reasons .li-seen")


def test_what_is_not_saved_yet_is_said(page_as, good_lead):
	desk = page_as("Sales User")
	panel = opened(desk, good_lead)
	assert panel.locator(".li-unsaved").count() == 0
	desk.fill("job_title", "Student")
	assert "as it was saved" in panel.locator(".li-unsaved").inner_text()
	desk.press("Re-score")
	desk.page.locator(".modal.show").filter(has_text="Save it: that scores it as well").wait_for()
	# It hears of keys once it is completely shown.
	desk.page.wait_for_function("() => window.cur_dialog?.display")
	desk.page.keyboard.press("Escape")
	desk.page.wait_for_function("() => !window.cur_dialog")
	desk.save()
	desk.page.wait_for_function("() => document.querySelector('.li-first-line')?.innerText.includes('D')")
	assert texts(panel, ".li-minus") == ["−20"]
	assert panel.locator(".li-unsaved").count() == 0


def test_a_stored_score_that_is_out_of_date_is_stored_anew(page_as, live_site, good_lead):
	live_site.run(set_stored, good_lead, li_score=12.5, li_points=1, li_grade="D")
	desk = page_as("Sales User")
	panel = opened(desk, good_lead)
	assert "Stored is 12,5 (D). As of now it is 77,7 (B)." in panel.inner_text()
	desk.screenshot("panel-out-of-date")
	panel.locator(".li-rescore").click()
	desk.told("Scored: 77,7, grade B")
	panel.locator(".li-notice").wait_for(state="detached")
	assert live_site.run(stored, good_lead, "li_grade", "li_points") == {"li_grade": "B", "li_points": 50}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_lead_is_scored_again_from_its_form(page_as, live_site, good_lead, size):
	live_site.run(set_stored, good_lead, li_grade="D")
	desk = page_as("Sales User", size=size)
	opened(desk, good_lead)
	desk.press("Re-score")
	desk.told("Scored: 77,7, grade B")
	assert live_site.run(stored, good_lead, "li_grade") == {"li_grade": "B"}


def test_the_history_is_a_chart_and_a_list(page_as, live_site, model):
	lead = {**GOOD_LEAD, "email_id": "history@verrerie.example"}
	for title in ("Student", "Assistant", "CEO"):
		name = live_site.run(save_lead, **{**lead, "job_title": title})
	desk = page_as("Sales User")
	panel = opened(desk, name)
	panel.locator(".li-history .li-chart svg .line-graph-path").wait_for()
	latest = texts(panel, ".li-entries > li")[0]
	assert latest.startswith("77,7 B")
	assert "50 → 77,7" in latest
	assert "Save · Administrator" in latest
	assert model in latest
	panel.locator(".li-history").scroll_into_view_if_needed()
	desk.screenshot("panel-history")


def test_a_rule_that_lost_its_field_is_shown_with_its_problem(page_as, live_site):
	live_site.run(_add_field)
	condition = {"field": "segment_of_ours", "operator": "is set"}
	live_site.run(put_live, a_model({"rule": "Segment", "points": 5, "condition": condition}))
	live_site.run(_remove_field)
	lead = live_site.run(save_lead, **GOOD_LEAD)
	panel = opened(page_as("Sales User"), lead)
	broken = panel.locator(".li-broken")
	assert "Segment cannot be read" in broken.inner_text()
	assert "There is no field 'segment_of_ours' on the lead." in broken.inner_text()


def _add_field() -> None:
	from frappe.custom.doctype.custom_field.custom_field import create_custom_field

	create_custom_field(
		"Lead", {"fieldname": "segment_of_ours", "fieldtype": "Data", "label": "Segment of Ours"}
	)


def _remove_field() -> None:
	import frappe

	frappe.delete_doc("Custom Field", "Lead-segment_of_ours")


def test_a_new_lead_has_no_score_yet(page_as, model):
	desk = page_as("Sales User")
	desk.open("/app/lead/new")
	assert "appears here once the lead is saved" in desk.page.locator(".li-panel").inner_text()


def test_a_lead_that_waits_to_be_scored_says_so(page_as, live_site, good_lead):
	live_site.run(set_stored, good_lead, li_needs_evaluation=1)
	panel = opened(page_as("Sales User"), good_lead)
	assert "waiting to be scored again" in panel.locator(".li-notice-warning").inner_text()
	live_site.run(set_stored, good_lead, li_needs_evaluation=0)


def test_without_a_live_model_managers_are_led_to_one(page_as, live_site, good_lead):
	live_site.run(take_all_down)
	rep, manager = page_as("Sales User"), page_as("Sales Manager")
	assert "Ask a sales manager" in opened(rep, good_lead).inner_text()
	panel = opened(manager, good_lead)
	assert "There is no live scoring model for Atelier Lumière." in panel.inner_text()
	manager.screenshot("panel-no-model")
	panel.get_by_role("button", name="Create a Scoring Model").click()
	manager.page.wait_for_url("**/lead-scoring-model/new-*")


def test_scoring_that_is_switched_off_is_said(page_as, live_site, good_lead):
	live_site.run(switch_scoring, 0)
	try:
		desk = page_as("Sales User")
		panel = opened(desk, good_lead)
		assert "Scoring is switched off." in panel.inner_text()
		assert "Last score: 77,7" in panel.inner_text()
		desk.screenshot("panel-off")
	finally:
		live_site.run(switch_scoring, 1)


def test_a_failure_can_be_tried_again(page_as, good_lead):
	desk = page_as("Sales User")
	desk.page.route(PANEL_ADDRESS, lambda route: route.fulfill(status=500, body="{}"))
	panel = opened(desk, good_lead)
	assert "The score could not be loaded." in panel.inner_text()
	desk.screenshot("panel-failed")
	desk.page.unroute(PANEL_ADDRESS)
	panel.get_by_role("button", name="Try Again").click()
	panel.get_by_role("img").wait_for()
	assert all("500" in error for error in desk.errors)
	desk.errors.clear()


def test_while_it_loads_the_panel_says_so(page_as, good_lead):
	desk = page_as("Sales User")
	panel = Held(desk, "lead_score.panel")
	desk.page.goto(f"/app/lead/{good_lead}")
	desk.page.get_by_role("status", name="Loading the score").wait_for()
	panel.until_asked()
	panel.let_go()
	desk.page.locator(".li-panel").get_by_role("img").wait_for()
