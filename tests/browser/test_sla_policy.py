"""A manager says how soon leads are answered, by clicking, and sees on a lead what that means."""

from __future__ import annotations

import frappe
import pytest

from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.impact import words
from tests.browser.stock import GOOD_LEAD, a_model, put_live, save_lead

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
POLICY = "Lead SLA Policy"
SUMMARY = ".li-policy-summary:visible"


def take_policies_down() -> None:
	for name in frappe.get_all(POLICY, filters={"docstatus": 1, "status": "Live"}, pluck="name"):
		frappe.get_doc(POLICY, name).cancel()
	for name in frappe.get_all(POLICY, filters={"docstatus": 0}, pluck="name"):
		frappe.delete_doc(POLICY, name)


def a_live_one(**fields) -> str:
	from tests.site.response_builders import a_live_policy

	return str(a_live_policy(**fields).name)


def stored(title: str) -> dict:
	doc = frappe.get_last_doc(POLICY, {"title": title})
	(row,) = doc.targets
	steps = [
		(step.offset_value, step.offset_unit, step.action, step.by_email, step.step_text)
		for step in doc.escalations
	]
	return {
		"status": doc.status,
		"condition": doc.condition_text,
		"target": (row.grade, row.first_response_minutes),
		"steps": steps,
	}


def fits(desk: Desk, size: dict[str, int]) -> bool:
	return desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


@pytest.fixture
def no_policies(live_site):
	live_site.run(put_live, a_model())
	live_site.run(take_policies_down)
	yield live_site
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


def enter_target(desk: Desk, grade: str, minutes: int) -> None:
	row = desk.page.locator("[data-fieldname=targets] .grid-body .grid-row").first
	row.locator("[data-fieldname=grade]").click()
	row.locator("[data-fieldname=grade] input").fill(grade)
	row.locator("[data-fieldname=grade] input").press("Tab")
	row.locator("[data-fieldname=first_response_minutes] input").fill(str(minutes))
	row.locator("[data-fieldname=first_response_minutes] input").press("Tab")
	desk.wait()


def add_step(desk: Desk, per_cent: int, action: str) -> None:
	grid = desk.page.locator("[data-fieldname=escalations]")
	grid.locator(".grid-add-row").click()
	form = grid.locator(".grid-row-open .form-in-grid")
	form.locator("[data-fieldname=offset_value] input").fill(str(per_cent))
	form.locator("[data-fieldname=action] select").select_option(action)
	form.locator("[data-fieldname=by_email] input").check()
	form.locator(".grid-collapse-row, .row-actions .grid-footer-toolbar").first.click()
	desk.wait()


def test_a_policy_is_made_from_a_blank_form_and_put_live(page_as, no_policies):
	desk = page_as("Sales Manager")
	desk.open("/app/lead-sla-policy/new")
	desk.fill("title", "Heads of companies")
	desk.page.locator(SUMMARY).get_by_text("It promises nothing yet").wait_for()
	enter_target(desk, "A", 15)
	desk.page.locator(SUMMARY).get_by_text("Grade A: answered within 15 min of working time").wait_for()

	desk.page.get_by_role("button", name="Choose Leads…").click()
	dialog = ConditionDialog(desk)
	dialog.group().comparison(0).choose("job title", "is").get_by_role("textbox").fill("CEO")
	assert "Job Title is CEO" in dialog.sentence
	dialog.confirm()
	desk.page.locator(SUMMARY).get_by_text("For leads of which this holds: Job Title is CEO.").wait_for()

	add_step(desk, 50, "Notify Owner")
	sentence = "At 50 %: notify the owner on the desk and by e-mail"
	desk.page.locator("[data-fieldname=escalations] .grid-row").get_by_text(sentence).first.wait_for()
	desk.screenshot("sla-policy-new-1400", full_page=True)
	desk.save()
	assert no_policies.run(stored, "Heads of companies") == {
		"status": "Draft",
		"condition": "Job Title is CEO",
		"target": ("A", 15),
		"steps": [(50.0, "Percent", "Notify Owner", 1, sentence)],
	}
	desk.press("Submit")
	desk.answer("Permanently Submit")
	desk.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	desk.wait()
	assert no_policies.run(stored, "Heads of companies")["status"] == "Live"
	assert "Live since" in desk.page.locator(".page-head:visible .indicator-pill").inner_text()
	desk.screenshot("sla-policy-live-1400", full_page=True)
	no_policies.wait_for_jobs()


@SIZES
def test_a_policy_reads_well_and_is_tried_on_a_lead(page_as, no_policies, size):
	heads = {
		"title": "Heads",
		"priority": 1,
		"condition_json": {"field": "job_title", "operator": "is", "value": "Nobody"},
	}
	no_policies.run(a_live_one, **heads)
	steps = [
		{"offset_value": 100, "offset_unit": "Percent", "action": "Notify Owner", "by_email": 1},
		{
			"offset_value": 90,
			"offset_unit": "Minutes",
			"direction": "After Due",
			"action": "Notify Role",
			"role": "Sales Manager",
		},
	]
	rows = [
		{"grade": "A", "first_response_minutes": 15, "next_touch_hours": 16},
		{"first_response_minutes": 90},
	]
	name = no_policies.run(a_live_one, title="Rest", priority=20, targets=rows, escalations=steps)
	lead = no_policies.run(save_lead, **{**GOOD_LEAD, "email_id": f"tried{size['width']}@canal.example"})
	no_policies.wait_for_jobs()
	desk = page_as("Sales Manager", size=size)
	desk.open(f"/app/lead-sla-policy/{name}")
	summary = desk.page.locator(SUMMARY)
	summary.get_by_text("Also live for this company").wait_for()
	told = words(summary)
	assert "Grade A: answered within 15 min, contacted again within 16 h of working time" in told
	assert "All other grades: answered within 1 h 30 min of working time" in told
	grid = words(desk.page.locator("[data-fieldname=escalations] .grid-body"))
	assert "When due: notify the owner on the desk and by e-mail" in grid
	assert "1 h 30 min after due: notify everyone with the role Sales Manager on the desk" in grid
	assert fits(desk, size)
	desk.screenshot(f"sla-policy-read-{size['width']}", full_page=True)

	desk.press("Try on a Lead")
	trial = desk.page.locator(".li-policy-trial")
	field = trial.locator("[data-fieldname=lead] input")
	field.fill(lead)
	trial.locator(".awesomplete li").filter(has_text=lead).first.click()
	trial.locator(".li-verdict-line").wait_for()
	desk.wait()
	found = words(trial)
	assert "Rest applies." in found
	assert "is not for this lead" in found
	assert "Job Title is Nobody" in found
	assert fits(desk, size)
	desk.screenshot(f"sla-policy-trial-{size['width']}")


def test_a_new_version_is_made_of_a_live_one_and_retires_it(page_as, no_policies):
	name = no_policies.run(a_live_one, title="Rest")
	no_policies.wait_for_jobs()
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-sla-policy/{name}")
	desk.press("New Version")
	desk.page.wait_for_function("(name) => cur_frm.doc.copied_from === name", arg=name)
	desk.page.locator(".form-message:visible").filter(has_text=f"retires {name}").wait_for()
	desk.wait()
	desk.press("Submit")
	desk.answer("Permanently Submit")
	desk.answer(f"{name} is retired")
	desk.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	assert no_policies.run(frappe.db.get_value, POLICY, name, "status") == "Retired"
	no_policies.wait_for_jobs()
