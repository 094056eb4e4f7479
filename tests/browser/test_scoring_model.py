"""An admin changes the model without code, and a rep sees the effect."""

from __future__ import annotations

import json

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.stock import a_model, draft_of, latest_model, rows_of, status_of

RULES = "[data-fieldname=rules]"


def row(desk: Desk, number: int):
	return desk.page.locator(f"{RULES} .grid-row[data-idx='{number}']")


def add_rule(desk: Desk, number: int, name: str, points: str) -> None:
	"""Types a new row into the table, as in a spreadsheet."""
	desk.page.locator(f"{RULES} .grid-add-row").click()
	cell = row(desk, number).locator("[data-fieldname=rule]").first
	cell.click()
	cell.locator("input").fill(name)
	cell.locator("input").press("Tab")
	row(desk, number).locator("[data-fieldname=points] input").fill(points)
	row(desk, number).locator("[data-fieldname=points] input").press("Tab")
	desk.wait()


def test_an_admin_changes_the_rules_and_a_rep_reads_the_effect(page_as, live_site, model):
	admin = page_as("Sales Manager")
	admin.open(f"/app/lead-scoring-model/{model}")
	assert "Live since" in admin.page.locator(".page-head:visible .indicator-pill").inner_text()
	admin.press("New Version")
	admin.page.wait_for_function("() => cur_frm?.doc.docstatus === 0 && cur_frm.doc.copied_from")
	admin.wait()
	draft = admin.page.evaluate("() => cur_frm.doc.name")
	hint = admin.page.locator(".form-message:visible, .form-headline:visible").first.inner_text()
	assert f"retires {model}" in hint
	admin.screenshot("model-draft")

	add_rule(admin, 9, "Glass in the north", "15")
	row(admin, 9).locator(".li-condition-cell:visible").click()
	dialog = ConditionDialog(admin)
	outermost = dialog.group()
	outermost.comparison(0).choose("organization", "contains").get_by_role("textbox").fill("verrerie")
	inner = outermost.add_group()
	inner.comparison(0).choose("city", "is").get_by_role("textbox").fill("Lille")
	inner.add_condition()
	inner.comparison(1).choose("request type", "is")
	inner.comparison(1).value.get_by_role("combobox").select_option("Product Enquiry")
	dialog.confirm()
	admin.save()
	assert live_site.run(rows_of, draft)[8]["condition_text"] == (
		"Organization Name contains verrerie, and (City is Lille, or Request Type is Product Enquiry)"
	)

	admin.press("Submit")
	admin.answer("Permanently Submit")
	admin.page.locator(".modal.show").filter(has_text=f"{model} is retired").wait_for()
	admin.screenshot("model-submit")
	admin.answer(f"{model} is retired")
	admin.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	admin.wait()
	admin.screenshot("model-live")
	assert live_site.run(status_of, draft) == "Live"
	assert live_site.run(status_of, model) == "Retired"

	rep = page_as("Sales User")
	rep.open("/app/lead/new")
	rep.fill("first_name", "Noé")
	rep.fill("company_name", "Verrerie du Nord")
	rep.page.locator("[data-fieldname=request_type] select").select_option("Product Enquiry")
	rep.save()
	panel = rep.page.locator(".li-panel")
	panel.get_by_text("Glass in the north").wait_for()
	reasons = [" ".join(text.split()) for text in panel.locator(".li-reasons .li-rule").all_inner_texts()]
	assert reasons == ["Glass in the north", "Named company"]
	assert draft in panel.locator(".li-origin").inner_text()
	assert "Find out" in panel.locator(".li-questions").inner_text()
	assert "Find out" in panel.locator(".li-improvements").inner_text()
	rep.screenshot("rep-reads-the-effect", full_page=True)


def test_a_retired_version_says_so(page_as, live_site, model):
	later = live_site.run(_submit_next, model)
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{model}")
	assert "Retired on" in desk.page.locator(".page-head:visible .indicator-pill").inner_text()
	desk.open("/app/lead-scoring-model")
	pills = desk.page.locator(".list-row-container:visible")
	assert "Live" in pills.filter(has_text=later).inner_text()
	assert "Retired" in pills.filter(has=desk.page.locator(f"[data-name='{model}']")).inner_text()
	desk.screenshot("model-list")


def _submit_next(model: str) -> str:
	import frappe

	from lead_intelligence.adapters.versions import copy_as_draft

	draft = copy_as_draft(frappe.get_doc("Lead Scoring Model", model))
	draft.submit()
	return str(draft.name)


def test_submitting_can_still_be_called_off(page_as, live_site, model):
	draft = live_site.run(draft_of, a_model())
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	desk.press("Submit")
	desk.answer("Permanently Submit")
	desk.answer(f"{model} is retired", "No")
	desk.wait()
	assert live_site.run(status_of, draft) == "Draft"
	assert live_site.run(status_of, model) == "Live"


def test_a_refused_save_names_the_row_and_loses_nothing(page_as, live_site):
	draft = live_site.run(draft_of, a_model())
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	desk.page.evaluate(
		"() => frappe.model.set_value('Lead Scoring Rule', cur_frm.doc.rules[2].name, 'points', 90000)"
	)
	desk.page.evaluate(
		"() => frappe.model.set_value('Lead Scoring Rule', cur_frm.doc.rules[4].name, 'rule_group', 'Nobody')"
	)
	desk.page.locator(".primary-action:visible").filter(has_text="Save").click()
	refusal = desk.page.locator(".modal.show .msgprint")
	refusal.wait_for()
	text = refusal.inner_text()
	assert "Rules, row 3" in text
	assert "90000" in text
	assert "Rules, row 5" in text
	assert "'Nobody'" in text
	desk.screenshot("model-refused")
	desk.page.keyboard.press("Escape")
	assert desk.page.evaluate("() => [cur_frm.is_dirty(), cur_frm.doc.rules[2].points]") == [True, 90000]
	assert all("417" in error or "Traceback" in error for error in desk.errors)
	desk.errors.clear()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_new_model_begins_with_grades_and_a_rule(page_as, live_site, model, size):
	desk = page_as("Sales Manager", size=size)
	desk.open("/app/lead-scoring-model/new")
	desk.page.wait_for_function("() => cur_frm?.doc.grades?.length === 4")
	grades = desk.page.evaluate("() => cur_frm.doc.grades.map((row) => [row.grade, row.at_least || ''])")
	assert grades == [["A", "65"], ["B", "45"], ["C", "30"], ["D", ""]]
	assert row(desk, 1).locator(".li-condition-cell").inner_text().strip() == "Set a condition…"
	desk.screenshot(f"model-new-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-condition-cell")


def test_the_groups_are_offered_by_name(page_as, live_site):
	draft = live_site.run(draft_of, a_model())
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	group = row(desk, 1).locator("[data-fieldname=rule_group]").first
	group.click()
	group.locator("input").fill("")
	options = group.locator("[role=listbox] [role=option], ul li")
	options.first.wait_for()
	assert [text.strip() for text in options.all_inner_texts()] == ["Company", "Reach"]
	options.nth(1).click()
	desk.wait()
	assert desk.page.evaluate("() => cur_frm.doc.rules[0].rule_group") == "Reach"


def test_the_preview_follows_the_rules(page_as, live_site):
	draft = live_site.run(draft_of, a_model())
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{draft}")
	preview = desk.page.locator(".li-scale")
	preview.get_by_text("70 points").wait_for()
	assert "−20 points" in preview.inner_text()
	preview.scroll_into_view_if_needed()
	desk.screenshot("model-preview")
	points = row(desk, 1).locator("[data-fieldname=points]").first
	points.click()
	points.locator("input").fill("45")
	points.locator("input").press("Tab")
	preview.get_by_text("90 points").wait_for()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_export_and_import_give_the_same_model(page_as, live_site, model, size, tmp_path):
	desk = page_as("Sales Manager", size=size)
	desk.open(f"/app/lead-scoring-model/{model}")
	with desk.page.expect_download() as download:
		desk.press("Export JSON")
	file = tmp_path / "model.json"
	download.value.save_as(file)
	assert download.value.suggested_filename == f"{model}.json"
	assert json.loads(file.read_text(encoding="utf-8"))["fit"] == {
		"groups": a_model()["fit"]["groups"],
		"rules": json.loads(file.read_text(encoding="utf-8"))["fit"]["rules"],
	}

	desk.open("/app/lead-scoring-model")
	desk.press("Import JSON")
	dialog = desk.page.locator(".li-import-dialog")
	dialog.locator("input[type=file]").set_input_files(file)
	desk.page.wait_for_function("() => window.cur_dialog?.get_value('content')")
	desk.screenshot(f"model-import-{size['width']}")
	assert_accessible(desk, ".modal.show")
	dialog.get_by_role("button", name="Import as Draft").click()
	desk.page.wait_for_function(
		"() => cur_frm?.doc.docstatus === 0 && cur_frm.doc.doctype === 'Lead Scoring Model'"
	)
	desk.wait()
	imported = live_site.run(latest_model)
	assert desk.page.evaluate("() => cur_frm.doc.name") == imported
	assert live_site.run(rows_of, imported) == live_site.run(rows_of, model)


def test_a_refused_import_lists_the_problems_and_keeps_the_text(page_as, live_site):
	before = live_site.run(latest_model)
	rules = [
		{"rule": "No points", "condition": {}},
		{"rule": "Odd", "points": "many", "condition": {"field": "city"}},
	]
	content = json.dumps(a_model(fit={"rules": rules}))
	desk = page_as("Sales Manager")
	desk.open("/app/lead-scoring-model")
	desk.press("Import JSON")
	dialog = desk.page.locator(".li-import-dialog")
	dialog.locator("textarea").fill(content)
	dialog.get_by_role("button", name="Import as Draft").click()
	refusal = desk.page.locator(".modal.show .msgprint")
	refusal.wait_for()
	assert "Rules, row 1: The condition is empty." in refusal.inner_text()
	assert "Rules, row 2" in refusal.inner_text()
	desk.screenshot("model-import-refused")
	desk.page.keyboard.press("Escape")
	assert dialog.locator("textarea").input_value() == content
	assert live_site.run(latest_model) == before
	desk.errors.clear()


def test_reps_read_models_and_cannot_change_them(page_as, model):
	desk = page_as("Sales User")
	desk.open("/app/lead-scoring-model")
	assert desk.page.get_by_role("button", name="Import JSON").count() == 0
	desk.open(f"/app/lead-scoring-model/{model}")
	for label in ("New Version", "Export JSON"):
		assert desk.page.locator(".page-head:visible").get_by_text(label).count() == 0
