"""What leads do, on the form of a lead and on the form of a model."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.stock import GOOD_LEAD, a_model, draft_of, put_live, save_lead, set_stored
from tests.browser.test_lead_panel import opened, texts

HALF = {
	"groups": [{"group": "Events", "at_most": 20}],
	"rules": [
		{
			"rule": "Webinars",
			"touches": {"kinds": ["Webinar"]},
			"counts": "each touch",
			"points": 5,
			"at_most": 20,
			"half_life_days": 12,
			"group": "Events",
		},
		{
			"rule": "Asked for a demo",
			"touches": {"kinds": ["Demo Request"]},
			"counts": "the latest touch",
			"points": 20,
			"to_zero_in_days": 40,
		},
	],
}


@pytest.fixture
def engaged_lead(live_site) -> str:
	live_site.run(put_live, a_model(engagement=HALF))
	live_site.wait_for_jobs()
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "status": "Lead"})
	live_site.run(_touch_and_score, lead)
	live_site.wait_for_jobs()
	return lead


def _touch_and_score(lead: str) -> None:
	import frappe

	from lead_intelligence.adapters.reevaluation import reevaluate
	from lead_intelligence.core.history.journey import Cause
	from tests.site.engaged_leads import touch

	frappe.db.delete("Lead Touch", {"lead": lead})
	touch(lead, "Webinar", 12, 12, 24)
	touch(lead, "Demo Request", 10)
	reevaluate([lead], Cause.RESCORE)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_panel_shows_both_halves_and_their_matrix(page_as, live_site, engaged_lead, size):
	desk = page_as("Sales User", size=size)
	panel = opened(desk, engaged_lead)
	panel.locator(".li-halves").wait_for()
	assert texts(panel, ".li-half") == ["Fit 50 of 70 points", "Engagement 21 of 40 points"]
	matrix = panel.locator(".li-grade-matrix").get_by_role("img")
	assert matrix.get_attribute("aria-label") == ("Fit 50 of 70 points, engagement 21 of 40 points, grade B")
	assert matrix.locator("polygon").count() == 4
	if size is PHONE:
		panel.locator(".li-reasons summary").click()
	assert texts(panel, ".li-half-title") == ["Fit 50 of 70 points", "Engagement 21 of 40 points"]
	lines = texts(panel, ".li-reasons .li-seen")
	assert "1 × Demo Request, 10 days ago, 15 of 20 points left" in lines
	assert "3 × Webinar, the latest 12 days ago, 6 of 15 points left" in lines
	width = desk.page.evaluate("() => document.documentElement.scrollWidth")
	assert width <= size["width"]
	desk.page.locator(".li-panel").scroll_into_view_if_needed()
	desk.screenshot(f"engagement-panel-{size['width']}", full_page=True)


def test_a_lead_with_an_outcome_says_that_its_score_stays(page_as, live_site, engaged_lead):
	live_site.run(set_stored, engaged_lead, status="Converted")
	desk = page_as("Sales User")
	panel = opened(desk, engaged_lead)
	notice = panel.locator(".li-notice").filter(has_text="its score stays as of")
	notice.wait_for()
	assert "The lead is Converted" in notice.inner_text()
	desk.screenshot("engagement-stopped", full_page=True)
	live_site.run(set_stored, engaged_lead, status="Lead")


def grid(desk: Desk):
	return desk.page.locator("[data-fieldname=engagement_rules].frappe-control")


def test_an_admin_enters_a_rule_on_touches(page_as, live_site, model):
	draft = live_site.run(draft_of, a_model(engagement={"groups": HALF["groups"], "rules": []}))
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	grid(desk).locator(".grid-add-row").click()
	row = grid(desk).locator(".grid-row[data-idx='1']")
	row.locator(".btn-open-row").click()
	# The desk scrolls the row to its first field, which a click before that can miss its button by.
	desk.page.locator(".grid-row-open input:focus").wait_for()
	form = desk.page.locator(".form-in-grid:visible")
	form.locator("[data-fieldname=rule] input").fill("Webinars and fairs")
	form.locator("[data-fieldname=points] input").fill("5")
	form.locator("[data-fieldname=at_most] input").fill("20")
	form.locator("[data-fieldname=at_most] input").press("Tab")
	form.locator("[data-fieldname=choose_touches] button").click()
	dialog = desk.page.locator(".li-touch-dialog.show")
	dialog.get_by_text("Webinar", exact=True).click()
	dialog.get_by_text("Event or Fair", exact=True).click()
	desk.screenshot("engagement-kinds")
	dialog.get_by_role("button", name="Set", exact=True).click()
	dialog.wait_for(state="hidden")
	form = desk.page.locator(".form-in-grid:visible")
	form.locator("[data-fieldname=fades] select").select_option("Half-Life")
	form.locator("[data-fieldname=fade_days] input").fill("14")
	form.locator("[data-fieldname=fade_days] input").press("Tab")
	sentence = form.locator("[data-fieldname=sentence]")
	sentence.get_by_text(
		"each touch of Event or Fair or Webinar, halving every 14 days, at most 20 points"
	).wait_for()
	desk.screenshot("engagement-rule-row", full_page=True)
	desk.page.evaluate("() => frappe.ui.form.close_grid_form()")
	desk.save()
	desk.page.locator(".li-scale-halves").get_by_text("engagement 0 points to 20 points").wait_for()
	desk.screenshot("engagement-model-wide", full_page=True)

	phone = page_as("Sales Manager", size=PHONE)
	phone.open(f"/app/lead-scoring-model/{draft}")
	grid(phone).scroll_into_view_if_needed()
	phone.page.evaluate("() => void cur_frm.fields_dict.engagement_rules.grid.grid_rows[0].toggle_view(true)")
	phone.page.locator(".form-in-grid:visible [data-fieldname=sentence]").first.wait_for()
	width = phone.page.evaluate("() => document.documentElement.scrollWidth")
	assert width <= PHONE["width"]
	phone.screenshot("engagement-rule-phone")


def test_what_is_asked_last_is_shown_also_if_an_earlier_answer_comes_after_it(page_as, live_site, model):
	draft = live_site.run(draft_of, a_model(engagement=HALF))
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-scoring-model/{draft}")
	held = {}
	for asked in ("check_engagement_rule", "preview"):
		address = f"**/lead_intelligence.api.scoring_model.{asked}"
		page.route(address, lambda route, asked=asked: held.update({asked: route}), times=1)
	grid(desk).locator(".grid-row[data-idx='1'] .btn-open-row").click()
	form = page.locator(".form-in-grid:visible")
	at_most = form.locator("[data-fieldname=at_most] input")
	at_most.fill("10")
	at_most.press("Tab")
	desk.until(lambda: len(held) == 2)
	at_most.fill("15")
	at_most.press("Tab")
	form.locator("[data-fieldname=sentence]").get_by_text("at most 15 points").wait_for()
	scale = page.locator(".li-scale-halves")
	scale.get_by_text("engagement 0 points to 35 points").wait_for(state="attached")
	for route in held.values():
		route.continue_()
	page.evaluate("() => frappe.ui.form.close_grid_form()")
	desk.wait()
	assert "at most 15 points" in page.evaluate("() => cur_frm.doc.engagement_rules[0].sentence")
	assert "engagement 0 points to 35 points" in scale.text_content()


def test_a_mistake_in_a_rule_is_told_with_its_row(page_as, live_site, model):
	draft = live_site.run(draft_of, a_model(engagement=HALF))
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	desk.page.evaluate(
		"() => frappe.model.set_value('Lead Engagement Rule', cur_frm.doc.engagement_rules[0].name, 'touch_kinds', 'Telepathy')"
	)
	desk.page.locator(".primary-action:visible").filter(has_text="Save").click()
	told = desk.page.locator(".modal.show").filter(has_text="Please correct the model")
	told.get_by_text("of the kind 'Telepathy', which does not exist").wait_for()
	desk.errors.clear()


def test_the_list_can_be_sorted_by_engagement(page_as, live_site, engaged_lead):
	live_site.run(save_lead, first_name="Idle", email_id="idle@engagement.example", job_title="CEO")
	desk = page_as("Sales User")
	desk.open("/app/lead")
	options = desk.page.evaluate("() => cur_list.sort_selector.args.options.map((one) => one.fieldname)")
	assert "li_engagement" in options
	desk.page.evaluate(
		"""() => {
			cur_list.sort_selector.set_value("li_engagement", "desc");
			cur_list.on_sort_change("li_engagement", "desc");
		}"""
	)
	desk.page.wait_for_function(
		"""() => {
			const shown = cur_list.data.map((lead) => lead.li_engagement);
			return shown[0] > 0 && shown.every((one, at) => !at || one <= shown[at - 1]);
		}"""
	)
	desk.wait()
	desk.screenshot("engagement-list")
