"""An admin sets the condition of a rule by clicking."""

from __future__ import annotations

import json

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.held import Held
from tests.browser.stock import a_model, draft_of

EVERYTHING = {
	"all": [
		{"field": "job_title", "operator": "is one of", "value": ["CEO", 'Head of "Sales"']},
		{"field": "status", "operator": "is one of", "value": ["Lead", "Open"]},
		{"field": "status", "operator": "is", "value": "Open"},
		{"field": "status", "operator": "contains", "value": "Do Not"},
		{"field": "territory", "operator": "is within", "value": ["France", "Gone Territory"]},
		{"field": "country", "operator": "is", "value": "Land of Nowhere"},
		{"field": "industry", "operator": "contains", "value": "soft"},
		{
			"any": [
				{"field": "annual_revenue", "operator": "is between", "value": [1000, 2500.5]},
				{"field": "qualified_on", "operator": "is between", "value": ["2026-01-05", "2026-02-06"]},
				{"field": "creation", "operator": "is before", "value": "2026-03-04 10:30:00"},
				{"field": "creation", "operator": "is in the last N days", "value": 30},
				{"all": [{"field": "job_title", "operator": "matches list", "value": ["head of", "ceo*"]}]},
			]
		},
		{"field": "unsubscribed", "operator": "is yes"},
		{"field": "website", "operator": "is unknown"},
	]
}


def a_draft(live_site, *conditions) -> str:
	rules = [{"rule": f"Rule {n}", "points": 5, "condition": c} for n, c in enumerate(conditions, start=1)]
	fit = {"groups": [{"group": "Company", "at_most": 30}], "rules": rules}
	return live_site.run(draft_of, a_model(fit=fit))


def open_condition(desk: Desk, model: str, row: int = 1) -> ConditionDialog:
	desk.open(f"/app/lead-scoring-model/{model}")
	cell(desk, row).click()
	return ConditionDialog(desk)


def cell(desk: Desk, row: int):
	return desk.page.locator(f"[data-fieldname=rules] .grid-row[data-idx='{row}'] .li-condition-cell:visible")


def condition_of(desk: Desk, row: int = 1) -> object:
	return json.loads(desk.page.evaluate(f"() => cur_frm.doc.rules[{row - 1}].condition_json"))


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_nested_condition_is_built_by_clicking(page_as, live_site, size):
	desk = page_as("Sales Manager", size=size)
	dialog = open_condition(desk, a_draft(live_site, {"field": "website", "operator": "is set"}))
	outermost = dialog.group()
	assert outermost.comparison(0).field == "Website"
	outermost.comparison(0).choose("job ti", "matches list").get_by_role("textbox").fill("ceo\nhead of")
	inner = outermost.add_group()
	inner.comparison(0).choose("annual", "is at least").get_by_role("spinbutton").fill("250000")
	inner.add_condition()
	inner.comparison(1).choose("no of emp", "is one of")
	inner.comparison(1).add_chip("201-500")
	inner.comparison(1).add_chip("1000+")
	inner.add_condition()
	inner.comparison(2).choose("territory", "is within")
	inner.comparison(2).add_chip("France")
	assert inner.comparison(1).chips == ["201-500", "1000+"]
	assert dialog.sentence == (
		"Job Title matches list ceo or head of, and (Annual Revenue is at least 250000, or No of Employees is one of "
		"201-500 or 1000+, or Territory is within France)"
	)
	desk.screenshot(f"condition-nested-{size['width']}")
	assert_accessible(desk, ".modal.show")
	dialog.confirm()
	assert condition_of(desk) == {
		"all": [
			{"field": "job_title", "operator": "matches list", "value": ["ceo", "head of"]},
			{
				"any": [
					{"field": "annual_revenue", "operator": "is at least", "value": 250000},
					{"field": "no_of_employees", "operator": "is one of", "value": ["201-500", "1000+"]},
					{"field": "territory", "operator": "is within", "value": ["France"]},
				]
			},
		]
	}
	assert desk.page.evaluate("() => cur_frm.is_dirty()")
	assert cell(desk, 1).inner_text().startswith("Job Title matches list ceo")


def test_every_kind_of_value_comes_back_as_it_was(page_as, live_site):
	desk = page_as("Sales Manager")
	model = a_draft(live_site, {"field": "website", "operator": "is set"}, EVERYTHING)
	dialog = open_condition(desk, model, row=2)
	desk.screenshot("condition-every-kind", full_page=True)
	dialog.element.locator(".li-check").scroll_into_view_if_needed()
	desk.screenshot("condition-every-kind-end")
	assert_accessible(desk, ".modal.show")
	values = dialog.element.locator(".li-value-input input:not([aria-controls^=li-suggestions])")
	shown = [value.input_value() for value in values.all()]
	assert shown == [
		"Do Not",
		"Land of Nowhere",
		"soft",
		"1000",
		"2500.5",
		"05/01/2026",
		"06/02/2026",
		"04/03/2026",
		"30",
	]
	dialog.press("OK")
	dialog.element.wait_for(state="detached")
	assert condition_of(desk, row=2) == EVERYTHING
	assert not desk.page.evaluate("() => cur_frm.is_dirty()")


def test_a_change_in_one_place_leaves_the_rest_as_it_was(page_as, live_site):
	desk = page_as("Sales Manager")
	dialog = open_condition(desk, a_draft(live_site, EVERYTHING))
	dialog.group().comparison(7).element.get_by_label("Operator").select_option("is no")
	dialog.confirm()
	changed = json.loads(json.dumps(EVERYTHING))
	changed["all"][8]["operator"] = "is no"
	assert condition_of(desk) == changed


def test_what_the_site_does_not_know_any_more_is_shown_and_kept(page_as, live_site):
	desk = page_as("Sales Manager")
	model = a_draft(live_site, {"field": "website", "operator": "is set"})
	desk.open(f"/app/lead-scoring-model/{model}")
	strange = {
		"all": [
			{"field": "field_of_old", "operator": "is", "value": "Something"},
			{"field": "status", "operator": "is", "value": "Once a Status"},
			{"field": "status", "operator": "rhymes with", "value": ["a", "b"]},
			{"field": "annual_revenue", "operator": "is at least", "value": "a lot"},
		]
	}
	row = desk.page.evaluate("() => cur_frm.doc.rules[0].name")
	desk.page.evaluate(
		"([row, json]) => frappe.model.set_value('Lead Scoring Rule', row, 'condition_json', json)",
		[row, json.dumps(strange)],
	)
	cell(desk, 1).click()
	dialog = ConditionDialog(desk)
	first = dialog.group()
	assert first.comparison(0).field == "field_of_old (no longer a field)"
	assert "Something" in first.comparison(0).value.inner_text()
	assert "Once a Status (no longer a choice)" in first.comparison(1).value.inner_text()
	assert '["a","b"]' in first.comparison(2).value.inner_text()
	assert first.comparison(3).value.get_by_role("textbox").input_value() == "a lot"
	assert "There is no field 'field_of_old' on the lead." in dialog.sentence
	desk.screenshot("condition-strange")
	dialog.press("OK")
	dialog.element.wait_for(state="detached")
	assert condition_of(desk) == strange


def test_what_is_missing_or_wrong_keeps_the_dialog_open(page_as, live_site):
	desk = page_as("Sales Manager")
	dialog = open_condition(desk, a_draft(live_site, {"field": "website", "operator": "is set"}))
	dialog.group().add_condition()
	assert dialog.sentence == "Choose a field, an operator and a value in each line."
	dialog.press("OK")
	desk.wait()
	assert dialog.element.locator(".li-show-incomplete .li-incomplete").is_visible()
	ends = dialog.group().comparison(1).choose("annual", "is between").get_by_role("spinbutton")
	ends.nth(0).fill("20")
	ends.nth(1).fill("10")
	assert "put the lower value first" in dialog.sentence
	dialog.press("OK")
	desk.wait()
	assert dialog.element.is_visible()
	desk.screenshot("condition-refused")
	ends.nth(1).fill("30")
	assert dialog.sentence == "Website is set, and Annual Revenue is between 20 and 30"
	dialog.confirm()


def test_cancel_loses_nothing(page_as, live_site):
	condition = {"field": "website", "operator": "is set"}
	desk = page_as("Sales Manager")
	dialog = open_condition(desk, a_draft(live_site, condition))
	dialog.group().add_condition()
	dialog.press("Cancel")
	desk.answer("Discard the changes to this condition?", "No")
	dialog.group().comparison(1).choose("city", "is set")
	desk.page.keyboard.press("Escape")
	desk.answer("Discard the changes to this condition?", "Yes")
	dialog.element.wait_for(state="detached")
	assert condition_of(desk) == condition
	assert not desk.page.evaluate("() => cur_frm.is_dirty()")
	assert desk.page.locator(".modal-backdrop").count() == 0


def test_what_is_discarded_while_it_is_being_checked_is_not_kept(page_as, live_site):
	condition = {"field": "website", "operator": "is set"}
	desk = page_as("Sales Manager")
	dialog = open_condition(desk, a_draft(live_site, condition))
	dialog.group().comparison(0).choose("city", "is set")
	desk.wait()
	assert dialog.sentence == "City is set"
	check = Held(desk, "scoring_model.check_condition")
	dialog.press("OK")
	check.until_asked()
	dialog.press("Cancel")
	desk.answer("Discard the changes to this condition?", "Yes")
	dialog.element.wait_for(state="detached")
	check.let_go()
	assert condition_of(desk) == condition
	assert not desk.page.evaluate("() => cur_frm.is_dirty()")


def test_groups_nest_as_deep_as_the_server_reads(page_as, live_site):
	desk = page_as("Sales Manager")
	dialog = open_condition(desk, a_draft(live_site, {"field": "website", "operator": "is set"}))
	for depth in range(3):
		dialog.group(depth).press("Add Group")
	assert dialog.element.get_by_text("Add Group").count() == 3
	for place in range(4):
		dialog.group(place).comparison(0).choose("city", "is set")
	assert dialog.sentence == "City is set, and (City is set, or (City is set, or City is set))"
	dialog.confirm()
	desk.save()


def test_a_removed_condition_and_group_are_gone(page_as, live_site):
	desk = page_as("Sales Manager")
	both = {
		"all": [
			{"field": "website", "operator": "is set"},
			{"any": [{"field": "city", "operator": "is set"}]},
		]
	}
	dialog = open_condition(desk, a_draft(live_site, both))
	dialog.press("Remove Group")
	assert dialog.sentence == "Website is set"
	dialog.group().add_condition()
	dialog.group().comparison(0).element.get_by_role("button", name="Remove this condition").click()
	dialog.group().comparison(0).choose("country", "is not set")
	assert dialog.sentence == "Country is not set"
	dialog.confirm()
	assert condition_of(desk) == {"all": [{"field": "country", "operator": "is not set"}]}


def test_the_keyboard_is_enough(page_as, live_site):
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-scoring-model/{a_draft(live_site, {'field': 'website', 'operator': 'is set'})}")
	keyboard = desk.page.keyboard
	cell(desk, 1).focus()
	keyboard.press("Enter")
	dialog = ConditionDialog(desk)
	picker = dialog.group().comparison(0).element.get_by_role("combobox", name="Field")
	picker.focus()
	keyboard.type("organization")
	picker.and_(desk.page.locator("[aria-expanded=true]")).wait_for()
	keyboard.press("Enter")
	keyboard.press("Tab")
	keyboard.type("starts")
	keyboard.press("Tab")
	keyboard.type("Ver")
	assert dialog.sentence == "Organization Name starts with Ver"


def test_the_dialog_opens_from_the_form_of_a_row_and_leads_back_to_it(page_as, live_site):
	desk = page_as("Sales Manager", size=PHONE)
	desk.open(f"/app/lead-scoring-model/{a_draft(live_site, {'field': 'website', 'operator': 'is set'})}")
	page = desk.page
	page.locator("[data-fieldname=rules] .grid-row[data-idx='1'] .row-index").click()
	# The desk scrolls the row to its first field, which a click before that can miss its button by.
	page.locator(".grid-row-open input:focus").wait_for()
	page.locator(".grid-row-open [data-fieldname=edit_condition] button").click()
	dialog = page.locator(".li-condition-dialog")
	dialog.get_by_label("Operator").select_option("is unknown")
	dialog.get_by_text("Website is unknown").wait_for()
	desk.screenshot("condition-from-row-form")
	dialog.get_by_role("button", name="OK", exact=True).click()
	page.locator(".grid-row-open .li-condition-cell:visible", has_text="Website is unknown").wait_for()


@pytest.mark.parametrize("role", ["Sales User", "Sales Manager"])
def test_in_a_live_version_a_condition_can_only_be_read(page_as, model, role):
	desk = page_as(role)
	desk.open(f"/app/lead-scoring-model/{model}")
	cell(desk, 1).click()
	dialog = desk.page.locator(".li-condition-dialog")
	dialog.get_by_text("matches list").wait_for()
	assert "Job Title matches list ceo, director" in " ".join(dialog.inner_text().split())
	assert dialog.locator("input, select, textarea").count() == 0
	assert not dialog.get_by_role("button", name="OK", exact=True).is_visible()


def test_a_new_row_begins_without_a_condition(page_as, live_site):
	desk = page_as("Sales Manager")
	model = a_draft(live_site, {"field": "website", "operator": "is set"})
	desk.open(f"/app/lead-scoring-model/{model}")
	desk.page.locator("[data-fieldname=rules] .grid-add-row").click()
	desk.wait()
	assert cell(desk, 2).inner_text().strip() == "Set a condition…"
	cell(desk, 2).click()
	dialog = ConditionDialog(desk)
	dialog.group().comparison(0).choose("city", "is").get_by_role("textbox").fill("Lyon")
	dialog.confirm()
	assert condition_of(desk, row=2) == {"field": "city", "operator": "is", "value": "Lyon"}
