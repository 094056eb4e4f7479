"""An admin sees what each rule of a model is worth, and what past leads suggest to change."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.impact import ModelForm, words
from tests.browser.past_leads import only_past_leads, the_draft, the_live_model
from tests.browser.stock import draft_of, put_live

MARKUP = "<img src=x onerror=alert(1)> & <b>co</b>"
# Frappe takes the worst out of it when it is saved; what is left is shown as it is.
AS_SAVED = '<img src="x"> &amp; <b>co</b>'


@pytest.fixture(scope="module")
def draft(live_site) -> str:
	live_site.run(only_past_leads)
	live_site.run(put_live, the_live_model())
	live_site.wait_for_jobs()
	model = the_draft()
	named = {
		"rule": MARKUP,
		"points": 1,
		"condition": {"field": "city", "operator": "is", "value": "<i>x</i>"},
	}
	model["fit"] = {**model["fit"], "rules": [*model["fit"]["rules"], named]}
	return live_site.run(draft_of, model)


def names(workbench) -> list[str]:
	return [name.strip() for name in workbench.locator("tbody .li-rule").all_inner_texts()]


def rule(workbench, name: str):
	return workbench.locator("tbody tr").filter(has=workbench.page.get_by_text(name, exact=True)).first


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_the_rules_matched_is_told_once_there_is_a_preview(page_as, live_site, draft, size):
	desk = page_as("Sales Manager", size=size)
	form = ModelForm(desk, draft)
	workbench = form.workbench()
	if size is WIDE:
		desk.screenshot("workbench-empty")
		workbench.get_by_role("button", name="Go to the preview").click()
		desk.wait()
	form.impact().preview()
	workbench = form.workbench()
	assert "120 leads" in words(workbench)
	assert "None of 120 leads is graded A" in words(workbench.locator(".li-grade-suggestions"))
	maker = words(rule(workbench, "Decision maker"))
	assert "Job Title matches list ceo or director" in maker
	assert "48 40 %" in maker
	assert "others" in maker
	assert "100 % also match In charge" in maker
	assert AS_SAVED in names(workbench)
	assert not desk.page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
	desk.screenshot(f"workbench-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-panel")


def test_rules_with_suggestions_come_first_and_can_be_seen_alone(page_as, draft):
	desk = page_as("Sales Manager")
	form = ModelForm(desk, draft)
	form.impact().preview()
	workbench = form.workbench()
	assert names(workbench)[0] == "Student"
	notes = [
		" ".join(note.split())
		for note in workbench.locator("tbody .li-suggestion-notes li").all_inner_texts()
	]
	assert notes[0].startswith(
		"Points the wrong way. The rule gives points, yet its leads convert less often"
	)
	assert notes[1].startswith("Says the same twice. The rule matches nearly the same leads as 'In charge'")
	assert any(note.startswith("Never fires. The rule never matches: none of 120 leads.") for note in notes)

	workbench.get_by_role("combobox").select_option(label="As in the model")
	assert names(workbench)[:3] == ["Website", "Decision maker", "Named company"]
	workbench.get_by_role("combobox").select_option(label="Fewest matches first")
	assert names(workbench)[:2] == ["Fax", AS_SAVED]
	workbench.get_by_role("checkbox").check()
	assert "Website" not in names(workbench)
	assert words(workbench.get_by_role("status")) == "5 of 7 rules"

	form.impact()
	assert words(form.workbench().get_by_role("status")) == "5 of 7 rules"
