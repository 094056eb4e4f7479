"""Marketing and sales write down what they agree on, sign it, and see what it does."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER, MARKETING
from tests.browser.accessibility import assert_accessible
from tests.browser.agreement import put_agreement_live, take_agreements_down
from tests.browser.condition_dialog import ConditionDialog
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.impact import words
from tests.browser.stock import GOOD_LEAD, save_lead

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
CRITERIA = "[data-fieldname=criteria]"


def a_draft(**fields) -> str:
	from tests.site.agreed_leads import INTERESTED, NAMED, WITH_BUDGET
	from tests.site.definition_builders import a_definition

	signatories = {"marketing_signatory": MARKETING.user, "sales_signatory": MANAGER.user}
	values = {"title": "How we work together", "criteria": [NAMED, INTERESTED, WITH_BUDGET], **signatories}
	return str(a_definition(**{**values, **fields}).name)


def sign_for(user: str, definition: str, side: str) -> None:
	import frappe

	from lead_intelligence.adapters.definition_signing import sign
	from lead_intelligence.core.qualification.signing import Side

	frappe.set_user(user)
	sign(definition, Side(side))
	frappe.set_user("Administrator")


def status_of(definition: str) -> str:
	import frappe

	return frappe.db.get_value("Lead Definition", definition, "status")


def criteria_of(definition: str) -> list[str]:
	import frappe

	return frappe.get_all(
		"Lead Stage Criterion", filters={"parent": definition}, pluck="condition_text", order_by="idx"
	)


def open_form(desk: Desk, definition: str) -> None:
	desk.open(f"/app/lead-definition/{definition}")
	desk.page.locator(".li-signing-side").first.wait_for()
	desk.wait()


def fits(desk: Desk, size: dict[str, int]) -> bool:
	return desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


@pytest.fixture
def nothing_live(live_site):
	live_site.run(take_agreements_down)


def test_both_sides_agree_and_it_goes_live(page_as, live_site, nothing_live):
	for number in range(2):
		live_site.run(save_lead, **{**GOOD_LEAD, "email_id": f"agreed{number}@canal.example"})
	draft = live_site.run(a_draft)
	marketing = page_as("Lead Marketing")
	open_form(marketing, draft)
	intro = marketing.page.locator(".form-message:visible").first.inner_text()
	assert "Once both sides have signed, submitting puts it live." in intro
	assert "leads of the company are then judged anew" in intro

	marketing.page.locator(f"{CRITERIA} .grid-row[data-idx='2'] .li-condition-cell:visible").click()
	dialog = ConditionDialog(marketing)
	dialog.group().add_condition()
	dialog.group().comparison(1).choose("touches with intent", "is at least").get_by_role("spinbutton").fill(
		"1"
	)
	assert "Touches with Intent is at least 1" in dialog.sentence
	marketing.screenshot("definition-condition")
	dialog.confirm()
	marketing.save()
	assert live_site.run(criteria_of, draft)[1] == "Job Title is CEO, and Touches with Intent is at least 1"

	marketing.page.get_by_text("Read it in words").click()
	in_words = words(marketing.page.locator(".li-in-words"))
	assert (
		"MQL What we call MQL Is the head: Job Title is CEO, and Touches with Intent is at least 1"
		in in_words
	)

	panel = marketing.page.locator(".li-signing")
	assert "Maud Petit has not signed for Sales yet" in words(panel)
	panel.get_by_role("button", name="Ask for Signatures").click()
	marketing.told("Told: Mila Roux, Maud Petit")
	panel.get_by_role("button", name="Sign for Marketing").click()
	marketing.answer("Any later change makes your signature void")
	marketing.page.locator(".li-signed").wait_for()
	marketing.wait()
	assert panel.locator(".li-signed .li-signatory").inner_text() == "Mila Roux"
	assert panel.get_by_role("button", name="Sign for Sales").count() == 0
	panel.scroll_into_view_if_needed()
	marketing.screenshot("definition-signed-once")

	manager = page_as("Sales Manager")
	open_form(manager, draft)
	manager.press("Sign for Sales")
	manager.answer("Any later change makes your signature void")
	manager.page.locator(".li-signed").nth(1).wait_for()
	manager.wait()
	assert "All is signed: it can be submitted." in words(manager.page.locator(".li-signing"))
	manager.press("Submit")
	manager.answer("Permanently Submit")
	manager.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	manager.wait()
	assert live_site.run(status_of, draft) == "Live"
	assert "Live since" in manager.page.locator(".page-head:visible .indicator-pill").inner_text()
	manager.screenshot("definition-live", full_page=True)
	live_site.wait_for_jobs()


def test_an_edit_after_a_signature_says_who_must_sign_again(page_as, live_site, nothing_live):
	draft = live_site.run(a_draft)
	live_site.run(sign_for, MANAGER.user, draft, "Sales")
	desk = page_as("Lead Marketing")
	open_form(desk, draft)
	desk.page.evaluate("() => cur_frm.set_value('acceptance_hours', 4)")
	desk.page.locator(".primary-action:visible").filter(has_text="Save").click()
	told = desk.page.locator(".modal.show .msgprint")
	told.wait_for()
	assert "To sign again: Maud Petit." in told.inner_text()
	desk.page.keyboard.press("Escape")
	desk.wait()
	assert desk.page.locator(".li-signed").count() == 0


def test_what_is_unsigned_is_refused_with_a_sentence_and_stays_a_draft(page_as, live_site, nothing_live):
	draft = live_site.run(a_draft)
	desk = page_as("Sales Manager")
	open_form(desk, draft)
	desk.press("Submit")
	desk.answer("Permanently Submit")
	refusal = desk.page.locator(".modal.show .msgprint")
	refusal.wait_for()
	assert "Mila Roux has not signed for Marketing yet." in refusal.inner_text()
	assert live_site.run(status_of, draft) == "Draft"
	desk.errors.clear()


@SIZES
def test_a_new_definition_begins_with_the_usual_stages(page_as, live_site, size):
	desk = page_as("Lead Marketing", size=size)
	desk.open("/app/lead-definition/new")
	desk.page.wait_for_function("() => cur_frm?.doc.stages?.length === 4")
	stages = desk.page.evaluate("() => cur_frm.doc.stages.map((row) => [row.stage, row.by_itself])")
	assert stages == [["Lead", 1], ["MQL", 1], ["SAL", 0], ["SQL", 0]]
	path = desk.page.locator(".li-agreed-path")
	path.wait_for()
	assert [words(step) for step in path.locator("li").all()] == [
		"Raw every new lead",
		"Lead by itself 1 criterion",
		"MQL by itself",
		"SAL when sales accepts",
		"SQL moved by people",
		"Opportunity made in ERPNext",
		"Customer made in ERPNext",
	]
	desk.page.evaluate("() => cur_frm.set_value('quotation_from_stage', 'SQL')")
	path.get_by_text("From here: Quotation").wait_for()
	assert fits(desk, size)
	desk.screenshot(f"definition-new-{size['width']}", full_page=True)


@SIZES
def test_two_versions_are_compared_in_words_and_by_leads(page_as, live_site, nothing_live, size):
	from tests.browser.agreement import a_raw_lead

	live = live_site.run(put_agreement_live)
	live_site.run(a_raw_lead, f"paris{size['width']}@compared.example", city="Paris")
	live_site.wait_for_jobs()
	parisian = {
		"stage": "MQL",
		"criterion": "From Paris",
		"condition_json": '{"field":"city","operator":"is","value":"Paris"}',
	}
	draft = live_site.run(lambda: _draft_with(parisian))
	desk = page_as("Sales Manager", size=size)
	open_form(desk, draft)
	assert f"retires {live}" in desk.page.locator(".form-message:visible").first.inner_text()
	desk.page.locator(".form-tabs:visible .nav-link").filter(has_text="Compare").click()
	root = desk.page.locator(".li-compare-versions")
	root.get_by_text("MQL also asks for “From Paris”: City is Paris.").wait_for()
	assert "MQL no longer asks for “Is the head”" in words(root)
	root.get_by_role("button", name="Count the Leads").click()
	root.locator(".li-headline-sentence").wait_for(timeout=60_000)
	desk.wait()
	assert "would stand elsewhere" in words(root.locator(".li-headline-sentence"))
	assert root.locator(".li-moves-matrix .li-rises").count() >= 1
	assert "Counted on" in words(root)
	assert fits(desk, size)
	desk.screenshot(f"definition-compare-{size['width']}", full_page=True)
	assert_accessible(desk, ".li-panel")


def _draft_with(criterion) -> str:
	from tests.site.agreed_leads import NAMED, WITH_BUDGET

	return a_draft(criteria=[NAMED, criterion, WITH_BUDGET])


@SIZES
def test_the_form_shows_what_else_is_live_and_what_no_longer_fits(page_as, live_site, nothing_live, size):
	live = live_site.run(put_agreement_live)
	narrow = live_site.run(_narrow_draft_that_broke)
	desk = page_as("Sales Manager", size=size)
	open_form(desk, narrow)
	around = desk.page.locator(".li-around")
	assert live in words(around)
	assert "this definition decides on leads that both are for" in words(around)
	assert "There is no field 'gone_since' on the lead." in words(around)
	assert fits(desk, size)
	desk.screenshot(f"definition-around-{size['width']}")


def _narrow_draft_that_broke() -> str:
	import frappe

	if not frappe.db.exists("Market Segment", "Bakers"):
		frappe.get_doc({"doctype": "Market Segment", "market_segment": "Bakers"}).insert()
	name = a_draft(market_segment="Bakers")
	row = frappe.db.get_value("Lead Stage Criterion", {"parent": name, "idx": 1})
	broken = '{"field":"gone_since","operator":"is set"}'
	frappe.db.set_value("Lead Stage Criterion", row, "condition_json", broken)
	return name


@SIZES
def test_a_lead_is_judged_by_another_agreement(page_as, live_site, agreement, size):
	from tests.browser.agreement import an_mql

	draft = live_site.run(lambda: a_draft(title="Next year"))
	lead = live_site.run(an_mql, f"trial{size['width']}@judged.example")
	desk = page_as("Sales User", size=size)
	desk.open(f"/app/lead/{lead}")
	desk.page.get_by_role("button", name="Judge by another agreement…").click()
	dialog = desk.page.locator(".modal.show.li-definition-trial")
	dialog.get_by_text("It meets the criteria up to MQL.").wait_for()
	dialog.locator("[data-fieldname=definition] select").select_option(draft)
	dialog.get_by_text("Next year").last.wait_for()
	desk.page.evaluate("() => cur_dialog.set_value('on', frappe.datetime.now_date())")
	dialog.get_by_text("It met the criteria up to MQL then").wait_for()
	assert dialog.locator(".li-side").count() == 2
	desk.wait()
	desk.screenshot(f"definition-trial-{size['width']}")
	assert_accessible(desk, ".modal.show")
	assert fits(desk, size)


def test_reps_read_definitions_and_cannot_change_them(page_as, live_site, nothing_live):
	live = live_site.run(put_agreement_live)
	desk = page_as("Sales User")
	open_form(desk, live)
	for label in ("New Version", "Submit"):
		assert desk.page.locator(".page-head:visible").get_by_text(label).count() == 0
	desk.open("/app/lead-definition")
	row = desk.page.locator(".list-row-container:visible").filter(
		has=desk.page.locator(f"[data-name='{live}']")
	)
	assert "Live" in row.inner_text()
	desk.screenshot("definition-list")
