"""A manager writes down how soon leads are answered, sees it in words, tries it on a lead and puts it live."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, Desk
from tests.browser.impact import words
from tests.browser.stock import GOOD_LEAD, save_lead

LAPTOP = {"width": 1280, "height": 800}
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])


def take_policies_down() -> None:
	import frappe

	for name in frappe.get_all("Lead SLA Policy", filters={"docstatus": 1, "status": "Live"}, pluck="name"):
		frappe.get_doc("Lead SLA Policy", name).cancel()


def put_policy_live(**fields) -> str:
	from tests.site.response_builders import a_live_policy, step, targets

	values = {
		"targets": [
			targets("A", first_response_minutes=15, next_touch_hours=16),
			targets(first_response_minutes=240),
		],
		"escalations": [step(50), step(240, "Notify Role", "Minutes", role="Sales Manager", by_email=1)],
		"condition_json": {"field": "country", "operator": "is", "value": "France"},
		"stagnation_limits": [{"stage": "MQL", "working_days": 3}],
	}
	return str(a_live_policy(**{**values, **fields}).name)


def stored(name: str):
	import frappe

	return frappe.get_doc("Lead SLA Policy", name).as_dict()


def fits(desk: Desk, size: dict[str, int]) -> bool:
	return desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def open_form(desk: Desk, policy: str) -> None:
	desk.open(f"/app/lead-sla-policy/{policy}")
	desk.page.locator(".li-policy-summary").wait_for()
	desk.wait()


@pytest.fixture(autouse=True)
def nothing_live(live_site):
	live_site.run(take_policies_down)
	yield
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


def test_from_a_blank_form_to_a_live_policy_and_a_new_version(page_as, live_site, model):
	desk = page_as("Sales Manager", size=LAPTOP)
	desk.open("/app/lead-sla-policy/new")
	page, summary = desk.page, desk.page.locator(".li-policy-summary")
	summary.wait_for()
	assert "Nothing yet. Enter at least one target." in words(summary)
	desk.fill("title", "French leads")
	priority = page.locator(".form-page:visible [data-fieldname=priority] input")
	priority.fill("3")
	# By the tabulator, Frappe would go on into the first row of the table below.
	priority.blur()
	summary.get_by_text("priority 3").wait_for()

	page.get_by_role("button", name="Only for Some Leads…").click()
	dialog = ConditionDialog(desk)
	dialog.group().comparison(0).choose("Lifecycle Stage", "is").locator("select").select_option("Lead")
	dialog.group().add_condition()
	dialog.group().comparison(1).choose("grade", "is").locator("select").select_option("B")
	desk.screenshot("policy-condition")
	dialog.confirm()
	condition = page.locator("[data-part=condition]")
	assert "Lifecycle Stage is Lead, and Grade is B" in words(condition)
	condition.get_by_role("button", name="Clear").click()
	assert "For all leads of the company." in words(condition)
	condition.get_by_role("button", name="Only for Some Leads…").click()
	dialog = ConditionDialog(desk)
	dialog.group().comparison(0).choose("job_title", "is set")
	dialog.confirm()

	page.get_by_role("button", name="Add a Row for Each Grade").click()
	# The table is drawn again with the last of them, and what was typed before that is gone.
	page.locator("[data-fieldname=targets] .grid-row[data-idx='5']").wait_for()
	# Frappe draws a table, and puts the focus into its new row, once more a tenth of a second later.
	page.wait_for_timeout(150)
	desk.wait()
	row = page.locator("[data-fieldname=targets] .grid-row[data-idx='2']")
	row.locator("[data-fieldname=first_response_minutes]").first.click()
	row.locator("input[data-fieldname=first_response_minutes]").fill("15")
	page.keyboard.press("Tab")
	summary.get_by_text("answered within 15 min of working time").wait_for()

	steps = page.locator("[data-fieldname=escalations]")
	steps.get_by_role("button", name="Add Row").click()
	page.wait_for_timeout(150)
	step = steps.locator(".grid-row[data-idx='1']")
	step.locator("[data-fieldname=offset_value]").first.click()
	step.locator("input[data-fieldname=offset_value]").fill("50")
	page.keyboard.press("Tab")
	summary.get_by_text("Half-way: notify the owner").wait_for()
	desk.screenshot("policy-draft", full_page=True)
	desk.save()
	name = page.evaluate("() => cur_frm.doc.name")
	draft = live_site.run(stored, name)
	assert draft.condition_text == "Job Title is set"
	assert [row.step_text for row in draft.escalations] == ["Half-way: notify the owner"]
	assert "Submitting puts it live." in page.locator(".form-message:visible").first.inner_text()

	desk.press("Submit")
	desk.answer("Permanently Submit")
	page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	desk.wait()
	assert live_site.run(stored, name).status == "Live"
	assert "Live since" in page.locator(".page-head:visible .indicator-pill").inner_text()
	assert "Live since" in words(summary)
	assert page.get_by_role("button", name="Change…").count() == 0
	desk.screenshot("policy-live", full_page=True)

	desk.press("New Version")
	page.wait_for_function(f"() => cur_frm.doc.name !== {name!r} && cur_frm.doc.docstatus === 0")
	desk.wait()
	assert f"retires {name}" in page.locator(".form-message:visible").first.inner_text()
	desk.open("/app/lead-sla-policy?docstatus=1")
	shown = page.locator(".list-row-container:visible").filter(has=page.locator(f"[data-name='{name}']"))
	assert "Live" in shown.inner_text()
	assert "3" in shown.inner_text()
	desk.screenshot("policy-list")


@SIZES
def test_a_draft_is_tried_on_a_lead(page_as, live_site, model, size):
	from tests.site.response_builders import a_policy, step, targets

	other = {"field": "country", "operator": "is", "value": "Peru"}
	live_site.run(put_policy_live, title="Elsewhere", priority=1, condition_json=other)
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "email_id": f"tried{size['width']}@policy.example"})
	draft = live_site.run(
		lambda: a_policy(targets=[targets(first_response_minutes=90)], escalations=[step(50)]).name
	)
	desk = page_as("Sales Manager", size=size)
	open_form(desk, draft)
	desk.press("Try on a Lead")
	dialog = desk.page.locator(".modal.show.li-policy-trial")
	desk.until_dialog("li-policy-trial")
	desk.page.evaluate(f"() => cur_dialog.set_value('lead', {lead!r})")
	dialog.get_by_text("is for this lead.").wait_for()
	desk.wait()
	found = words(dialog)
	for says in (
		f"Tested ({draft}) is for this lead.",
		"First Response within 1 h 30 min: begun now, it would be due",
		"Half-way: notify the owner",
		"Elsewhere",
		"is not for this lead Country is Peru",
	):
		assert says in found, found
	assert fits(desk, size)
	desk.screenshot(f"policy-trial-{size['width']}")
	assert_accessible(desk, ".modal.show")


@SIZES
def test_a_live_policy_reads_in_words(page_as, live_site, model, size):
	name = live_site.run(put_policy_live)
	desk = page_as("Sales User", size=size)
	open_form(desk, name)
	summary = words(desk.page.locator(".li-policy-summary"))
	for says in (
		"Leads for which this holds: Country is France",
		"Grade A: answered within 15 min of working time, contacted again within 16 h",
		"All others: answered within 4 h of working time",
		"4 h after it is due: notify everyone with the role Sales Manager, by e-mail too",
		"MQL: after 3 working days without touch or step",
	):
		assert says in summary, summary
	desk.page.get_by_role("button", name="Show…").click()
	shown = desk.page.locator(".li-condition-dialog")
	shown.get_by_text("France").first.wait_for()
	desk.page.keyboard.press("Escape")
	assert fits(desk, size)
	desk.wait()
	desk.screenshot(f"policy-reading-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-policy-summary")
	for label in ("New Version", "Submit", "Change…"):
		assert desk.page.get_by_role("button", name=label, exact=True).count() == 0


def test_a_warning_is_shown_and_the_draft_saved_all_the_same(page_as, live_site, model):
	from tests.site.response_builders import a_policy, targets

	draft = live_site.run(lambda: a_policy(targets=[targets(first_response_minutes=60)]).name)
	desk = page_as("Sales Manager", size=LAPTOP)
	open_form(desk, draft)
	desk.page.evaluate(
		"() => frappe.model.set_value(cur_frm.doc.targets[0].doctype, cur_frm.doc.targets[0].name, 'grade', 'Z')"
	)
	desk.page.locator(".primary-action:visible").filter(has_text="Save").click()
	told = desk.page.locator(".modal.show .msgprint")
	told.wait_for()
	assert "no grade 'Z'" in told.inner_text()
	desk.screenshot("policy-warning")
	desk.page.keyboard.press("Escape")
	desk.page.wait_for_function("() => !cur_frm.is_dirty()")
	desk.wait()
	assert live_site.run(stored, draft).targets[0].grade == "Z"
