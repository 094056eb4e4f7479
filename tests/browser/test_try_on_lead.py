"""A lead is scored with a draft beside the live model, from its own form."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, WIDE
from tests.browser.impact import words
from tests.browser.stock import (
	GOOD_LEAD,
	RULES,
	a_model,
	draft_of,
	put_live,
	save_lead,
	stored,
	take_all_down,
)

CHANGED = [
	{**RULES[0], "points": 5},
	*RULES[1:],
	{
		"rule": "Glass",
		"points": 12,
		"condition": {"field": "company_name", "operator": "contains", "value": "verrerie"},
	},
]


@pytest.fixture
def draft(live_site, model) -> str:
	return live_site.run(
		draft_of, a_model(name="Glass first", fit={"groups": a_model()["fit"]["groups"], "rules": CHANGED})
	)


def forget_other_drafts(kept: str) -> None:
	import frappe

	for name in frappe.get_all(
		"Lead Scoring Model", filters={"docstatus": 0, "name": ("!=", kept)}, pluck="name"
	):
		frappe.delete_doc("Lead Scoring Model", name)


def tried(desk, lead):
	desk.open(f"/app/lead/{lead}")
	desk.page.locator(".li-panel").get_by_role("button", name="Score this lead with…").click()
	dialog = desk.page.locator(".modal.show")
	dialog.locator(".li-verdict-line, [role=alert]").first.wait_for()
	desk.wait()
	return dialog


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("role", ["Sales User", "Sales Manager"])
def test_both_panels_stand_side_by_side(page_as, live_site, good_lead, model, draft, size, role):
	before = live_site.run(stored, good_lead, "li_score", "li_grade", "modified")
	desk = page_as(role, size=size)
	dialog = tried(desk, good_lead)
	dialog.get_by_role("combobox").select_option(draft)
	dialog.locator(".li-side").nth(1).get_by_text(draft).wait_for()
	desk.wait()
	assert words(dialog.locator(".li-verdict-line")) == "Now 77,7 B, with this model 75,6 B."
	differences = words(dialog.locator(".li-all-differences"))
	assert differences == "Rules that count differently: Decision maker +25 → +5 · Glass – → +12"
	left, right = dialog.locator(".li-side").nth(0), dialog.locator(".li-side").nth(1)
	assert model in words(left.locator(".li-side-title"))
	assert "Glass first" in words(right.locator(".li-side-title"))
	side_by_side = right.bounding_box()["y"] == left.bounding_box()["y"]
	assert side_by_side == (size is WIDE)
	if size is WIDE:
		assert words(left.locator(".li-differs")) == "+5 there"
		assert [" ".join(t.split()) for t in right.locator(".li-differs").all_inner_texts()] == [
			"only here",
			"+25 there",
		]
		assert "Find out No of Employees" in words(right)
	desk.screenshot(f"try-{size['width']}")
	assert live_site.run(stored, good_lead, "li_score", "li_grade", "modified") == before


def test_drafts_are_offered_before_versions(page_as, live_site, good_lead, model, draft):
	live_site.run(forget_other_drafts, draft)
	live = live_site.run(put_live, a_model())
	dialog = tried(page_as("Sales User"), good_lead)
	offered = dialog.get_by_role("combobox").locator("option").all_inner_texts()
	statuses = [text.rsplit("(", 1)[1].rstrip(")") for text in offered]
	assert set(statuses) == {"Draft", "Retired"}
	assert statuses == sorted(statuses, key=lambda status: status != "Draft")
	assert any(f"{model} (Retired)" in text for text in offered)
	assert not any(live in text for text in offered), "the live one is shown in any case"


def test_without_a_live_model_the_draft_stands_alone(page_as, live_site, draft):
	live_site.run(take_all_down)
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "email_id": "alone@verrerie.example"})
	dialog = tried(page_as("Sales User"), lead)
	assert "No model is live for this lead’s company" in words(dialog.locator(".li-verdict-line"))
	assert dialog.locator(".li-side").count() == 1


def test_an_unfinished_draft_is_refused_with_its_reason(page_as, live_site, good_lead, draft):
	unfinished = live_site.run(draft_of, a_model(name="Empty", grades=[], fit={"groups": [], "rules": []}))
	desk = page_as("Sales User")
	dialog = tried(desk, good_lead)
	dialog.get_by_role("combobox").select_option(unfinished)
	dialog.get_by_role("alert").wait_for()
	assert "grade" in words(dialog.get_by_role("alert")).lower()
	desk.errors.clear()
