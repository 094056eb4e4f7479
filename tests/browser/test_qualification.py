"""Qualification on the form of a lead: a rep answers questions, records a discovery call and enters subjects."""

from __future__ import annotations

import pytest

from tests.bench.live_site import LiveSite
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.stock import GOOD_LEAD, a_model, put_live, save_lead, stored
from tests.browser.test_engagement import HALF
from tests.browser.test_lead_panel import texts

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
EVIL = "<img src=x onerror='window.harmed=1'> said “yes”"
SUBJECTS = ("LED Panels", "Museum Lighting", "Stage Lighting")


@pytest.fixture
def lead(live_site: LiveSite) -> str:
	live_site.run(put_live, a_model(engagement=HALF))
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "status": "Lead", "email_id": "q@canal.example"})
	live_site.run(_begin_anew, lead)
	live_site.wait_for_jobs()
	return lead


def _begin_anew(lead: str) -> None:
	"""A site that was kept has what an earlier run put there."""
	import frappe

	frappe.db.delete("Lead Qualification Answer", {"lead": lead})
	frappe.db.delete("Lead Touch", {"lead": lead})
	frappe.db.set_value("Lead", lead, "li_subjects", None, update_modified=False)
	for subject in SUBJECTS:
		if not frappe.db.exists("Lead Subject", subject):
			frappe.get_doc({"doctype": "Lead Subject", "subject": subject}).insert()
	frappe.delete_doc("Lead Subject", "Church Lighting", ignore_missing=True)


def _answer(lead: str, question: str, answer: str, **more: str) -> None:
	from tests.site.qualification_builders import answered

	answered(lead, answer, question, **more)


def _rows(lead: str) -> list[dict]:
	from tests.site.qualification_builders import answer_rows

	return [dict(row) for row in answer_rows(lead=lead)]


def _touches(lead: str) -> list[dict]:
	from tests.site.touch_builders import rows_of

	return [dict(row) for row in rows_of(lead)]


def qualification(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	panel = desk.page.locator(".li-qualification")
	panel.locator(".li-question, .li-message").first.wait_for()
	desk.wait()
	return panel


def question(panel, name: str):
	return panel.locator(".li-question").filter(has=panel.page.locator(".li-rule", has_text=name))


def picture(desk: Desk, name: str, size: dict[str, int]) -> None:
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"qualification-{name}-{size['width']}")


@SIZES
def test_a_rep_answers_one_question(page_as, live_site, lead, size):
	live_site.run(_answer, lead, "Need", "Recognised", confidence="Medium", note=EVIL)
	live_site.run(_answer, lead, "Timing", "Within a year", confidence="Low")
	live_site.run(_answer, lead, "Timing", "Within 6 months", confidence="High")
	desk = page_as("Sales User", size=size)
	panel = qualification(desk, lead)
	assert texts(panel, ".li-rule") == ["Budget", "Authority", "Need", "Timing"]
	assert "2 of 4 known" in panel.inner_text()
	need = question(panel, "Need")
	assert "Recognised" in need.inner_text()
	assert "medium confidence" in need.inner_text()
	assert "found out by Administrator" in need.inner_text()
	assert EVIL in need.inner_text().replace("\u2060", "")
	assert desk.page.evaluate("window.harmed") is None
	question(panel, "Timing").locator("summary").click()
	question(panel, "Timing").locator(".li-earlier-answers .li-answer").wait_for()
	assert "Within a year" in question(panel, "Timing").inner_text()
	budget = question(panel, "Budget")
	guide = budget.get_by_role("button", name="Call guide: Budget")
	guide.click()
	assert guide.get_attribute("aria-expanded") == "true"
	assert "What range did you have in mind?" in budget.inner_text()
	budget.get_by_role("button", name="Fill In: Budget").click()
	budget.get_by_text("Confirmed", exact=True).click()
	budget.get_by_text("High", exact=True).click()
	budget.get_by_label("Note: Budget").fill("Signed by the board")
	panel.scroll_into_view_if_needed()
	picture(desk, "edit", size)
	panel.screenshot(path=SCREENSHOTS / f"qualification-panel-edit-{size['width']}.png")
	assert_accessible(desk, ".li-qualification")
	budget.get_by_role("button", name="Save").click()
	desk.told("Recorded: Budget")
	desk.wait()
	assert "high confidence" in budget.inner_text()
	assert "found out by Rosa Bernard" in budget.inner_text()
	assert "3 of 4 known" in panel.inner_text()
	panel.screenshot(path=SCREENSHOTS / f"qualification-panel-{size['width']}.png")
	assert_accessible(desk, ".li-qualification")


@SIZES
def test_a_rep_records_a_discovery_call(page_as, live_site, lead, size):
	live_site.run(_answer, lead, "Budget", "Planned", confidence="Low")
	desk = page_as("Sales User", size=size)
	panel = qualification(desk, lead)
	panel.get_by_role("button", name="Discovery Call…").click()
	dialog = desk.page.locator(".li-call-dialog.show")
	asked = dialog.locator(".li-call-question")
	asked.nth(3).wait_for()
	assert asked.count() == 4
	assert "So far:" in asked.nth(0).inner_text()
	desk.wait()
	picture(desk, "call", size)
	asked.nth(0).get_by_text("Confirmed", exact=True).click()
	asked.nth(0).get_by_text("High", exact=True).click()
	asked.nth(0).get_by_label("Note: Budget").fill("80,000 a year")
	asked.nth(2).get_by_role("button", name="Call guide: Need").click()
	asked.nth(2).get_by_text("Pressing", exact=True).click()
	dialog.locator("textarea[data-fieldname=notes]").fill("Ada will bring Bob next time")
	picture(desk, "call-filled", size)
	# What cannot be saved is not lost.
	desk.page.route("**/*discovery_call*", lambda route: route.abort())
	dialog.get_by_role("button", name="Record the Call").click()
	dialog.get_by_text("Not saved.").wait_for()
	picture(desk, "call-failed", size)
	desk.page.unroute("**/*discovery_call*")
	for message in desk.page.locator(".modal.show:not(.li-call-dialog) .btn-modal-close").all():
		message.click()
	assert asked.nth(0).get_by_label("Note: Budget").input_value() == "80,000 a year"
	desk.errors.clear()
	dialog.get_by_role("button", name="Record the Call").click()
	desk.told("The call and 2 answers were recorded.")
	desk.wait()
	budget = question(panel, "Budget")
	assert "Confirmed" in budget.inner_text()
	assert "80,000 a year" in budget.inner_text()
	(touch,) = live_site.run(_touches, lead)
	assert (touch["kind"], touch["notes"]) == ("Discovery Call", "Ada will bring Bob next time")
	rows = live_site.run(_rows, lead)
	assert [row["touch"] for row in rows] == [None, str(touch["name"]), str(touch["name"])]
	fold = desk.page.locator(".li-touches")
	if not fold.evaluate("fold => fold.open"):
		fold.locator("summary").first.click()
	fold.locator(".li-touch").first.wait_for()
	assert "Ada will bring Bob next time" in fold.inner_text()
	fold.screenshot(path=SCREENSHOTS / f"qualification-touch-{size['width']}.png")


def test_nobody_answered(page_as, live_site, lead):
	desk = page_as("Sales User")
	qualification(desk, lead).get_by_role("button", name="Discovery Call…").click()
	dialog = desk.page.locator(".li-call-dialog.show")
	dialog.get_by_text("Nobody answered", exact=True).click()
	assert not dialog.locator(".li-call-questions").is_visible()
	dialog.get_by_role("button", name="Record the Call").click()
	desk.told("The call was recorded.")
	assert [touch["kind"] for touch in live_site.run(_touches, lead)] == ["Call Made"]


def test_what_was_typed_is_not_thrown_away(page_as, lead):
	desk = page_as("Sales User")
	panel = qualification(desk, lead)
	panel.get_by_role("button", name="Discovery Call…").click()
	dialog = desk.page.locator(".li-call-dialog.show")
	desk.until_dialog("li-call-dialog")
	dialog.locator("textarea[data-fieldname=notes]").fill("Important")
	desk.page.keyboard.press("Escape")
	desk.answer("Discard what you entered", "No")
	assert dialog.locator("textarea[data-fieldname=notes]").input_value() == "Important"
	dialog.get_by_role("button", name="Cancel").click()
	desk.answer("Discard what you entered")
	dialog.wait_for(state="hidden")
	# An answer that is being edited stays when the form is drawn anew.
	budget = question(panel, "Budget")
	budget.get_by_role("button", name="Fill In: Budget").click()
	budget.get_by_text("Planned", exact=True).click()
	budget.get_by_label("Note: Budget").fill("By word of mouth")
	desk.page.evaluate("() => cur_frm.reload_doc()")
	desk.wait()
	assert budget.get_by_label("Note: Budget").input_value() == "By word of mouth"


def test_all_of_it_by_keyboard(page_as, live_site, lead):
	desk = page_as("Sales User")
	panel = qualification(desk, lead)
	budget = question(panel, "Budget")
	keys = desk.page.keyboard
	budget.get_by_role("button", name="Fill In: Budget").focus()
	keys.press("Enter")
	keys.press("ArrowUp")
	assert budget.locator("input:checked").first.get_attribute("value") == "No budget"
	keys.press("Escape")
	assert budget.locator(".li-answer-editor").count() == 0
	assert budget.get_by_role("button", name="Fill In: Budget").evaluate("b => b === document.activeElement")
	keys.press("Enter")
	keys.press("ArrowUp")
	keys.press("Control+Enter")
	desk.told("Recorded: Budget")
	assert [row["answer"] for row in live_site.run(_rows, lead)] == ["No budget"]


@SIZES
def test_a_rep_enters_subjects(page_as, live_site, lead, size):
	desk = page_as("Sales User", size=size)
	qualification(desk, lead)
	control = desk.page.locator(".frappe-control[data-fieldname=li_subjects]")
	search = control.get_by_role("combobox")
	search.click()
	desk.wait()
	picture(desk, "subjects-open", size)
	search.fill("led")
	control.get_by_role("option", name="LED Panels").wait_for()
	search.press("Enter")
	search.fill("stage")
	control.get_by_role("option", name="Stage Lighting").click()
	assert texts(control, ".li-chip > span:first-child") == ["LED Panels", "Stage Lighting"]
	search.fill("Church Lighting")
	desk.wait()
	assert texts(control, "[role=listbox] li") == ["Nothing found"]
	search.press("Escape")
	picture(desk, "subjects", size)
	desk.save()
	assert live_site.run(stored, lead, "li_subjects") == {"li_subjects": "LED Panels, Stage Lighting"}
	control.get_by_role("button", name="Remove LED Panels").click()
	desk.save()
	assert live_site.run(stored, lead, "li_subjects") == {"li_subjects": "Stage Lighting"}


def test_a_manager_makes_a_subject_and_sees_what_is_not_in_the_list(page_as, live_site, lead):
	from tests.browser.stock import set_stored

	live_site.run(set_stored, lead, li_subjects="Museum Lighting, Neon signs")
	desk = page_as("Sales Manager")
	qualification(desk, lead)
	control = desk.page.locator(".frappe-control[data-fieldname=li_subjects]")
	control.get_by_text("Neon signs (not in the list)").wait_for()
	search = control.get_by_role("combobox")
	search.fill("Church Lighting")
	control.get_by_role("option", name="Create the subject “Church Lighting”").click()
	control.get_by_text("Church Lighting", exact=True).wait_for()
	assert texts(control, ".li-chip > span:first-child") == [
		*("Museum Lighting", "Neon signs (not in the list)", "Church Lighting"),
	]
	desk.wait()
	control.scroll_into_view_if_needed()
	control.screenshot(path=SCREENSHOTS / "qualification-subjects-manager.png")
	desk.save()
	found = live_site.run(stored, lead, "li_subjects")
	assert found == {"li_subjects": "Museum Lighting, Neon signs, Church Lighting"}


def test_without_a_framework_and_after_a_failure(page_as, live_site, lead):
	live_site.run(_use_bant, 0)
	try:
		desk = page_as("Sales User")
		panel = qualification(desk, lead)
		assert "No framework of qualification is in use." in panel.inner_text()
	finally:
		live_site.run(_use_bant, 1)
	desk.page.route("**/*qualification.sheet*", lambda route: route.abort())
	desk.page.evaluate("() => cur_frm.reload_doc()")
	panel.get_by_text("could not be loaded").wait_for()
	desk.page.unroute("**/*qualification.sheet*")
	desk.errors.clear()
	panel.get_by_role("button", name="Try Again").click()
	panel.locator(".li-question").first.wait_for()


def _use_bant(enabled: int) -> None:
	import frappe

	frappe.get_doc("Lead Qualification Framework", "BANT").update({"enabled": enabled}).save()
