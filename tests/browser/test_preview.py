"""An admin tries a draft on past leads before putting it live."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.impact import ModelForm, words
from tests.browser.past_leads import (
	cells_kept,
	forget_previews,
	hold_the_worker,
	leads_as_stored,
	only_past_leads,
	previews_kept,
	the_draft,
	the_live_model,
)
from tests.browser.stock import a_model, draft_of, put_live, take_all_down


@pytest.fixture(scope="module", autouse=True)
def past_leads(live_site):
	live_site.run(only_past_leads)


@pytest.fixture(scope="module")
def live(live_site, past_leads) -> str:
	name = live_site.run(put_live, the_live_model())
	live_site.wait_for_jobs()
	return name


@pytest.fixture
def draft(live_site, live) -> str:
	return live_site.run(draft_of, the_draft())


@pytest.fixture
def impact(page_as, draft):
	return ModelForm(page_as("Sales Manager"), draft).impact()


def test_before_the_first_preview_the_tab_says_what_it_is_for(impact):
	assert "which leads would change grade" in words(impact.root)
	assert "writes nothing to leads" in words(impact.root)
	assert impact.root.locator("[data-fieldname=lost_after_days] input").input_value() == "180"
	assert impact.root.locator("[data-fieldname=newer_than] input").input_value()
	impact.desk.screenshot("impact-empty-1400")


def test_an_admin_reads_what_a_draft_would_change(impact, live, live_site):
	before = live_site.run(leads_as_stored)
	impact.preview()
	assert words(impact.headline) == "104 of 120 leads would change grade: 64 up, 40 down."
	assert f"compared with {live}" in words(impact.found)
	assert words(impact.cell("From A to B")) == "16"
	assert impact.cell("From D to C").get_attribute("aria-label").startswith("From D to C, 32 leads, ")
	assert impact.root.locator(".li-matrix .li-total").last.inner_text() == "120"
	effects = impact.block("Rules that did the work")
	assert "Student new → +15" in words(effects)
	assert "Website +40 → +5" in words(effects)
	assert "40 → 0 −40" in words(impact.block("Leads per grade"))
	histogram = impact.block("Leads by score").get_by_role("img")
	assert "half of the leads lie at or above" in histogram.get_attribute("aria-label")
	assert "%" in words(impact.block("Conversion per grade").locator("tbody tr").nth(1))
	assert "better, and more than chance" in words(impact.block("Ranking"))
	assert impact.block("Calibration").get_by_role("img").count() == 2
	assert "Fax" in words(impact.block("Where the inputs came from"))
	assert "may be leaky" in words(impact.cautions)
	assert live_site.run(leads_as_stored) == before
	impact.desk.screenshot("impact-1400", full_page=True)
	assert_accessible(impact.desk, ".li-panel")


def test_a_number_opens_its_leads_and_a_lead_both_panels(impact):
	impact.preview()
	impact.cell("From A to B").focus()
	impact.page.keyboard.press("Enter")
	leads = impact.dialog()
	assert leads.locator("tbody tr").count() == 16
	link = leads.locator("tbody a").first
	assert link.get_attribute("target") == "_blank"
	assert link.get_attribute("href").startswith("/app/lead/")
	impact.desk.screenshot("impact-leads-1400")
	assert_accessible(impact.desk, ".modal.show")
	leads.get_by_role("button", name="Score Lead 000 with both models").click()
	both = impact.dialog()
	both.get_by_text("Rules that count differently").wait_for()
	assert both.get_by_role("img").count() == 2
	impact.close_dialog()
	impact.close_dialog()
	assert impact.page.locator(".modal.show").count() == 0


def test_many_leads_come_in_pages(page_as, live_site, live):
	nobody = a_model(name="Nobody", fit={"groups": [], "rules": [the_draft()["fit"]["rules"][-1]]})
	impact = ModelForm(page_as("Sales Manager"), live_site.run(draft_of, nobody)).impact()
	impact.preview()
	impact.cell("Stay D").click()
	leads = impact.dialog()
	assert words(leads.locator(".li-pages")) == "Previous 1 to 50 of 56 Next"
	leads.get_by_role("button", name="Next").click()
	leads.get_by_text("51 to 56 of 56").wait_for()
	assert leads.locator("tbody tr").count() == 6
	leads.get_by_role("button", name="Previous").click()
	leads.get_by_text("1 to 50 of 56").wait_for()


def test_leads_that_one_may_not_read_are_only_counted(impact):
	def hide_three(page):
		page["leads"] = page["leads"][3:]
		page["hidden"] = 3

	impact.preview()
	impact.patch("leads_of_cell", hide_three)
	impact.cell("From A to B").click()
	assert "3 more that you may not read" in words(impact.dialog())


def test_two_previews_are_compared_and_one_is_deleted(impact, live_site):
	live_site.run(forget_previews)
	impact.preview()
	impact.enter(days=400)
	impact.preview()
	assert "lost after 400 days" in words(impact.kept.first)
	assert "shown above" in words(impact.kept.first)
	impact.kept.first.get_by_role("button", name="Compare with…").click()
	dialog = impact.dialog()
	dialog.get_by_text("judged different leads").wait_for()
	table = words(dialog.locator("table"))
	for row in ("Change grade 104 (64 up, 40 down) 104 (64 up, 40 down)", "ROC AUC 0,", "Lift at 10 %"):
		assert row in table
	impact.desk.screenshot("impact-compare-1400")
	impact.close_dialog()

	impact.kept.nth(1).get_by_role("button", name="Show").click()
	impact.root.locator(".li-kept tr", has_text="lost after 180 days").get_by_text("shown above").wait_for()
	kept = live_site.run(previews_kept)
	assert len(kept) == 2
	impact.kept.nth(1).get_by_role("button", name="Delete").click()
	impact.desk.answer("Delete this preview?")
	impact.kept.nth(1).wait_for(state="detached")
	impact.desk.wait()
	assert live_site.run(previews_kept) == kept[1:]
	impact.kept.first.get_by_role("button", name="Delete").click()
	impact.desk.answer("Delete this preview?")
	impact.root.locator(".li-explanation p").wait_for()
	assert live_site.run(cells_kept) == 0


def test_a_changed_model_is_told_and_previewed_again(impact):
	impact.preview()
	page, desk = impact.page, impact.desk
	page.evaluate(
		"() => frappe.model.set_value('Lead Scoring Rule', cur_frm.doc.rules[0].name, 'points', 30)"
	)
	impact.press("Preview impact")
	page.locator(".modal.show").filter(has_text="as it was saved").wait_for()
	page.wait_for_function("() => frappe.msg_dialog?.display")
	page.keyboard.press("Escape")
	page.locator(".modal.show").wait_for(state="hidden")
	desk.save()
	notice = impact.found.locator(".li-notice").filter(has_text="changed since this preview")
	notice.wait_for()
	desk.screenshot("impact-changed-1400")
	notice.get_by_role("button", name="Preview Again").click()
	impact.kept.nth(1).wait_for()
	desk.wait()
	assert notice.count() == 0
	assert "model changed since" in words(impact.kept.nth(1))


def test_with_ten_outcomes_it_warns_that_figures_may_be_chance(page_as, live_site, draft):
	live_site.run(only_past_leads, decided=10)
	try:
		impact = ModelForm(page_as("Sales Manager"), draft).impact()
		impact.enter(days=3000)
		impact.preview()
		assert "Only 5 won and 5 lost leads are known" in words(impact.cautions)
		assert "Too little is known of older leads" in words(impact.cautions)
		impact.desk.screenshot("impact-ten-outcomes", full_page=True)
	finally:
		live_site.run(only_past_leads)


def test_while_the_worker_is_busy_it_waits_and_can_be_stopped(impact, live_site, tmp_path):
	held = tmp_path / "held"
	held.touch()
	live_site.run(hold_the_worker, str(held))
	impact.press("Preview impact")
	running = impact.root.locator(".li-running")
	running.get_by_text("about to begin").wait_for()
	assert running.get_by_role("progressbar").is_visible()
	assert "You can leave this page" in words(running)
	assert impact.root.get_by_role("button", name="Preview impact").is_disabled()
	impact.desk.screenshot("impact-running")
	running.get_by_role("button", name="Stop").click()
	impact.root.get_by_text("The preview was stopped").wait_for()
	assert impact.root.get_by_role("button", name="Preview impact").is_enabled()
	held.unlink()
	live_site.wait_for_jobs()


def test_one_can_leave_while_it_runs(impact, live_site, draft, tmp_path):
	held = tmp_path / "held"
	held.touch()
	live_site.run(hold_the_worker, str(held))
	impact.press("Preview impact")
	impact.root.locator(".li-running").wait_for()
	impact.desk.open("/app/lead-scoring-model")
	held.unlink()
	live_site.wait_for_jobs()
	again = ModelForm(impact.desk, draft).impact()
	assert words(again.headline).startswith("104 of 120 leads")


def test_it_tells_how_far_it_is_and_when_nobody_works_on_it(impact, live_site):
	impact.preview()

	def waits(known):
		known["previews"][0].update(status="Waiting", done=0, total=0)
		known["waiting_too_long"] = True

	impact.patch("previews_of", waits)
	impact.patch("progress", lambda now: now.update(status="Running", done=30, total=120))
	impact.page.evaluate("() => cur_frm.refresh()")
	running = impact.root.locator(".li-running")
	running.get_by_text("No background worker").wait_for()
	impact.desk.screenshot("impact-waits-too-long")
	running.get_by_text("30 of 120 leads").wait_for()
	assert running.get_by_role("progressbar").get_attribute("aria-valuenow") == "30"
	assert running.get_by_text("No background worker").count() == 0
	impact.desk.screenshot("impact-progress")


def test_a_failure_is_told_with_its_reason(impact):
	impact.preview()
	impact.patch("previews_of", lambda known: known["previews"][0].update(status="Failed"))
	impact.patch("progress", lambda now: now.update(status="Failed", problem="The worker is gone."))
	impact.page.evaluate("() => cur_frm.refresh()")
	alert = impact.root.get_by_role("alert").filter(has_text="The last preview failed.")
	alert.wait_for()
	assert "The worker is gone." in words(alert)
	assert impact.root.get_by_role("button", name="Preview impact").is_enabled()


def test_the_live_version_has_nothing_to_be_compared_with(page_as, live):
	impact = ModelForm(page_as("Sales Manager"), live).impact()
	impact.preview()
	assert words(impact.headline) == "This version is live: 120 leads are graded by it."
	assert impact.root.locator(".li-matrix").count() == 0
	assert impact.block("Conversion per grade").is_visible()


def test_without_a_live_model_the_grades_are_counted(page_as, live_site, draft, live):
	live_site.run(take_all_down)
	try:
		impact = ModelForm(page_as("Sales Manager"), draft).impact()
		impact.preview()
		assert words(impact.headline).startswith("No model is live, so no grade changes: 120 leads")
		assert words(impact.cell("Grade B")) == "48"
		impact.cell("Grade B").click()
		assert impact.dialog().locator("tbody tr").count() == 48
		impact.desk.screenshot("impact-no-live-model", full_page=True)
	finally:
		live_site.run(put_live, the_live_model())


def test_on_a_phone_it_is_read_without_scrolling_sideways(page_as, draft):
	desk = page_as("Sales Manager", size=PHONE)
	impact = ModelForm(desk, draft).impact()
	impact.preview()
	assert not desk.page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
	desk.screenshot("impact-390", full_page=True)
	impact.cell("From A to B").click()
	impact.dialog()
	desk.screenshot("impact-leads-390")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_new_model_is_to_be_saved_first(page_as, size):
	desk = page_as("Sales Manager", size=size)
	impact = ModelForm(desk, "new").impact()
	assert "Save the model first" in words(impact.root)
	assert "there is none yet" in words(ModelForm(desk, "new").workbench())


def test_reps_do_not_see_the_tabs(page_as, live):
	desk = page_as("Sales User")
	form = ModelForm(desk, live)
	assert not form.page.locator(".form-tabs .nav-link:visible").filter(has_text="Impact").count()
	assert not form.page.locator(".form-tabs .nav-link:visible").filter(has_text="Workbench").count()
