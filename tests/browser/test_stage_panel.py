"""The stage of a lead on its form: the path, what is missing, and what people do about it."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.browser.accessibility import assert_accessible
from tests.browser.agreement import a_raw_lead, acted, an_mql, lapsed_since
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.stock import set_stored, stored
from tests.browser.test_lead_panel import texts

PANEL_ADDRESS = "**/api/method/lead_intelligence.api.stage.panel*"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def stage_panel(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	return desk.page.locator(".li-stage-panel")


def choose(desk: Desk, panel, action: str):
	"""An action of the menu, and the dialog that asks for more."""
	panel.locator(".li-act-more").click()
	panel.locator(f".dropdown-menu .li-act-{action}").click()
	dialog = desk.page.locator(".li-act-dialog.show")
	dialog.locator(".modal-footer .btn-primary").wait_for()
	desk.page.wait_for_timeout(300)  # until the dialog has come to rest
	return dialog


def write(dialog, field: str, text: str) -> None:
	dialog.locator(f"[data-fieldname={field}] :is(input, textarea)").first.fill(text)


def confirm(dialog) -> None:
	dialog.locator(".modal-footer .btn-primary").click()


@SIZES
def test_a_rep_reads_the_path_and_accepts_the_lead(page_as, live_site, agreement, size):
	lead = live_site.run(an_mql, f"accept{size['width']}@stage.example")
	desk = page_as("Sales User", size=size)
	panel = stage_panel(desk, lead)
	today = desk.page.evaluate("() => frappe.datetime.str_to_user(frappe.datetime.now_date())")
	assert texts(panel, ".li-step-name") == ["Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"]
	assert texts(panel, ".li-step-when") == ["", today, f"since {today}", "next", "", "", ""]
	assert panel.locator("[aria-current=step] .li-step-name").inner_text() == "MQL"
	assert "Handed over to Rosa Bernard." in panel.inner_text()
	assert "To be accepted by" in panel.locator(".li-due").inner_text()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	panel.screenshot(path=SCREENSHOTS / f"stage-mql-{size['width']}.png")
	assert_accessible(desk, ".li-panel")
	panel.locator(".li-act > .li-act-accept").click()
	desk.told("The lead was accepted.")
	panel.get_by_text("What is missing for SQL").wait_for()
	assert texts(panel, ".li-criterion .li-rule") == ["Has a budget"]
	assert texts(panel, ".li-criterion .li-seen") == ["Annual Revenue: unknown"]
	desk.wait()
	panel.screenshot(path=SCREENSHOTS / f"stage-sal-{size['width']}.png")
	assert live_site.run(stored, lead, "li_stage", "lead_owner") == {
		"li_stage": "SAL",
		"lead_owner": REP.user,
	}
	assert panel.locator(".li-moves").is_visible() is False
	panel.locator(".li-stage-history > summary").click()
	assert texts(panel, ".li-moves .li-rule")[:2] == ["Accepted: MQL → SAL", "Handed over"]
	assert "Rosa Bernard" in texts(panel, ".li-moves > li")[0]


def test_a_rep_refuses_with_a_reason_and_nothing_typed_is_lost(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "refuse@stage.example")
	desk = page_as("Sales User", size=PHONE)
	panel = stage_panel(desk, lead)
	dialog = choose(desk, panel, "refuse")
	dialog.locator("select[data-fieldname=reason]").select_option(label="No Budget This Year")
	dialog.get_by_text("The lead goes to Nurture until it is ready again.").wait_for()
	write(dialog, "note", "They said <b>next</b> year.")
	desk.screenshot("stage-refuse")
	assert_accessible(desk, ".li-act-dialog.show")
	desk.page.route("**/lead_intelligence.api.stage.refuse", lambda route: route.abort())
	with desk.page.expect_event("requestfailed", lambda request: request.url.endswith("api.stage.refuse")):
		confirm(dialog)
	dialog.locator(".modal-footer .btn-primary:not(.disabled)").wait_for()
	assert dialog.locator("textarea[data-fieldname=note]").input_value() == "They said <b>next</b> year."
	desk.page.unroute("**/lead_intelligence.api.stage.refuse")
	desk.errors.clear()
	desk.page.evaluate("() => frappe.msg_dialog && frappe.msg_dialog.hide()")
	desk.page.wait_for_timeout(400)
	confirm(dialog)
	desk.told("The lead was refused.")
	panel.get_by_text("To be revisited on").wait_for()
	told = panel.inner_text()
	assert "Nurture since" in told
	assert "Refused by Rosa Bernard" in told
	assert "They said <b>next</b> year." in told
	assert panel.get_by_role("button", name="Contest…").count() == 0
	assert live_site.run(stored, lead, "li_stage") == {"li_stage": "Nurture"}
	panel.screenshot(path=SCREENSHOTS / "stage-nurture.png")


def test_a_hand_over_that_lapsed_is_told_in_words(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "late@stage.example")
	live_site.run(lapsed_since, lead, 3)
	panel = stage_panel(page_as("Sales User"), lead)
	assert "Lapsed 3 h ago: nobody has answered." in panel.inner_text()
	assert panel.locator(".li-act > .li-act-accept").is_visible()
	panel.screenshot(path=SCREENSHOTS / "stage-lapsed.png")


def test_whom_it_is_not_handed_to_reads_who_is_to_answer(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "others@stage.example")
	panel = stage_panel(page_as(SECOND_REP), lead)
	assert "handed over to Rosa Bernard, who is to answer" in panel.inner_text()
	assert panel.locator(".li-act-accept").count() == 0


def test_who_comes_too_late_is_told_who_was_first(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "race@stage.example")
	panel = stage_panel(page_as("Sales User"), lead)
	panel.locator(".li-act > .li-act-accept").wait_for()
	live_site.run(acted, MANAGER.user, "accept", lead)
	panel.locator(".li-act > .li-act-accept").click()
	panel.page.locator(".modal.show").filter(has_text="Maud Petit has accepted this lead").wait_for()
	panel.get_by_text("What is missing for SQL").wait_for()


def test_what_is_missing_can_be_filled_in_and_then_the_lead_moves(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "filled@stage.example")
	live_site.run(acted, REP.user, "accept", lead)
	desk = page_as("Sales User")
	panel = stage_panel(desk, lead)
	assert panel.locator(".li-act > .li-act-discovery_call").is_visible()
	desk.page.evaluate("() => cur_frm.set_value('annual_revenue', 5000)")
	assert "as it was saved" in panel.locator(".li-unsaved").inner_text()
	desk.save()
	move = panel.locator(".li-act > .li-act-move_up")
	move.wait_for()
	assert move.inner_text() == "Move to SQL"
	move.click()
	desk.told("The lead is SQL now.")
	panel.get_by_text("The next step is made by ERPNext").wait_for()
	assert panel.locator(".li-act-opportunity").inner_text() == "Create an Opportunity"


def test_nothing_is_done_with_what_is_not_saved(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "unsaved@stage.example")
	desk = page_as("Sales User")
	panel = stage_panel(desk, lead)
	desk.fill("first_name", "Grace")
	panel.locator(".li-act > .li-act-accept").click()
	desk.page.locator(".modal.show").filter(has_text="changes that are not saved").wait_for()
	assert live_site.run(stored, lead, "li_stage") == {"li_stage": "MQL"}


def test_a_manager_overrides_and_opens_a_gate(page_as, live_site, agreement):
	lead = live_site.run(a_raw_lead, "gate@stage.example")
	desk = page_as("Sales Manager")
	panel = stage_panel(desk, lead)
	assert texts(panel, ".li-gate-closed .li-gate-name") == ["Opportunity", "Customer", "Assignment to sales"]
	dialog = choose(desk, panel, "open_gate")
	write(dialog, "reason", "Signed at the fair")
	confirm(dialog)
	desk.told("The gate is open.")
	panel.locator(".li-gate-open").get_by_text("opened by Maud Petit").wait_for()
	dialog = choose(desk, panel, "override")
	dialog.locator("select[data-fieldname=to]").select_option("SAL")
	write(dialog, "reason", "I know them")
	confirm(dialog)
	desk.told("The lead was moved.")
	panel.get_by_text("What is missing for SQL").wait_for()
	panel.locator(".li-stage-history > summary").click()
	moved = texts(panel, ".li-moves > li")[0]
	assert moved.startswith("Lead → SAL")
	assert "Skipped: MQL" in moved
	assert "I know them" in moved
	assert texts(panel, ".li-step-when")[2] == "skipped"
	panel.screenshot(path=SCREENSHOTS / "stage-overridden.png")


def test_a_lead_is_put_aside_and_brought_back(page_as, live_site, agreement):
	lead = live_site.run(a_raw_lead, "aside@stage.example")
	desk = page_as("Sales User")
	panel = stage_panel(desk, lead)
	dialog = choose(desk, panel, "disqualify")
	confirm(dialog)
	desk.page.locator(".modal.show").filter(has_text="Missing").wait_for()
	desk.page.wait_for_function("() => frappe.msg_dialog?.display")
	desk.page.keyboard.press("Escape")
	desk.page.wait_for_timeout(400)
	write(dialog, "reason", "A student")
	confirm(dialog)
	desk.told("The lead is disqualified.")
	panel.locator(".li-standing").get_by_text("A student").wait_for()
	panel.locator(".li-act > .li-act-bring_back").click()
	dialog = desk.page.locator(".li-act-dialog.show")
	desk.page.wait_for_timeout(300)
	write(dialog, "reason", "Not a student after all")
	confirm(dialog)
	desk.told("The lead is back.")
	assert live_site.run(stored, lead, "li_stage", "li_cycle") == {"li_stage": "Lead", "li_cycle": 2}


def test_states_without_a_path(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "states@stage.example")
	desk = page_as("Sales User")
	desk.open("/app/lead/new")
	assert "appears here once the lead is saved" in desk.page.locator(".li-stage-panel").inner_text()
	desk.page.route(PANEL_ADDRESS, lambda route: route.fulfill(status=500, body="{}"))
	panel = stage_panel(desk, lead)
	assert "The stage could not be loaded." in panel.inner_text()
	desk.page.unroute(PANEL_ADDRESS)
	panel.get_by_role("button", name="Try Again").click()
	panel.locator(".li-path").wait_for()
	desk.errors.clear()
	live_site.run(set_stored, lead, disabled=1)
	assert "This lead is disabled." in stage_panel(desk, lead).inner_text()
	assert panel.locator(".li-act").count() == 0
	live_site.run(set_stored, lead, disabled=0, li_cycle=0, li_due_at=None, li_clocks=None)
	assert "Placed as history" in stage_panel(desk, lead).inner_text()


def test_without_an_agreement_people_are_led_to_it(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "none@stage.example")
	answer = '{"message": {"state": "no agreement", "stage": "MQL", "history": []}}'
	desk = page_as("Sales Manager")
	desk.page.route(PANEL_ADDRESS, lambda route: route.fulfill(body=answer, content_type="application/json"))
	panel = stage_panel(desk, lead)
	assert "Stages begin when an agreement is live." in panel.inner_text()
	assert "Stored is MQL." in panel.inner_text()
	panel.get_by_role("button", name="See the Agreements").click()
	desk.page.wait_for_url("**/lead-definition*")
