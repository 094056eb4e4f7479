"""One lead's life from the web form to the customer, with both sides acting; and a second one that sales refuses at first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.bench.live_site import LiveSite
from tests.bench.people import MANAGER, MARKETING
from tests.browser.agreement import GATES, an_mql, take_agreements_down
from tests.browser.desk import SCREENSHOTS, Desk
from tests.browser.stock import a_model, put_live, stored
from tests.browser.test_engagement import HALF
from tests.browser.test_lead_panel import texts
from tests.browser.test_stage_panel import choose, confirm, stage_panel, write

if TYPE_CHECKING:
	from playwright.sync_api import Browser

FORM = "ask-for-lamps"


def _draft() -> str:
	from tests.site.builders import condition
	from tests.site.definition_builders import a_definition, criterion

	reached = criterion("Lead", "Can be reached", condition("email_id", "is set"))
	asked = criterion("MQL", "Asked for a demo", condition("li:touches:Demo Request", "is at least", 1))
	money = condition("li:answer:BANT:Budget", "is one of", ["Confirmed", "Planned"])
	criteria = [reached, asked, criterion("SQL", "Has a budget", money)]
	sides = {"marketing_signatory": MARKETING.user, "sales_signatory": MANAGER.user}
	return str(a_definition(title="From form to customer", criteria=criteria, **GATES, **sides).name)


def _publish_form() -> None:
	import frappe

	if frappe.db.exists("Web Form", FORM):
		return
	fields = [
		{"fieldname": name, "label": label, "fieldtype": "Data"}
		for name, label in (("first_name", "Name"), ("company_name", "Company"), ("email_id", "E-Mail"))
	]
	values = {"title": "Ask for lamps", "route": FORM, "doc_type": "Lead", "published": 1, "anonymous": 1}
	form = frappe.get_doc({"doctype": "Web Form", "module": "CRM", "web_form_fields": fields, **values})
	form.name = FORM
	form.insert()


def _lead_of(email: str) -> str:
	import frappe

	return str(frappe.db.get_value("Lead", {"email_id": email}))


def _asks_for_demo(lead: str) -> None:
	from tests.site.engaged_leads import touch

	touch(lead, "Demo Request", 0.01)


@pytest.fixture
def draft(live_site: LiveSite) -> Iterator[str]:
	"""An agreement that nobody has signed yet, and a web form that is published."""
	live_site.run(take_agreements_down)
	live_site.run(put_live, a_model(engagement=HALF))
	live_site.run(_publish_form)
	yield live_site.run(_draft)
	live_site.run(take_agreements_down)
	live_site.wait_for_jobs()


def visit(browser: Browser, live_site: LiveSite) -> str:
	"""Eva of a museum that nobody knows yet fills in the form. Her address."""
	museum = f"museum-{uuid4().hex[:8]}"
	context = browser.new_context()
	page = context.new_page()
	page.goto(f"{live_site.url}/{FORM}/new")
	page.locator("[data-fieldname=first_name] input").fill("Eva")
	page.locator("[data-fieldname=company_name] input").fill(museum)
	page.locator("[data-fieldname=email_id] input").fill(f"eva@{museum}.example")
	page.locator(".web-form-actions .submit-btn, .web-form-footer .submit-btn").first.click()
	page.locator(".success-page").wait_for()
	context.close()
	return f"eva@{museum}.example"


def sign(desk: Desk, agreement: str, side: str) -> None:
	desk.open(f"/app/lead-definition/{agreement}")
	panel = desk.page.locator(".li-signing")
	before = panel.locator(".li-signed").count()
	panel.get_by_role("button", name=f"Sign for {side}").click()
	desk.answer("Any later change makes your signature void")
	panel.locator(".li-signed").nth(before).wait_for()
	desk.wait()


def go_live(desk: Desk) -> None:
	desk.press("Submit")
	desk.answer("Permanently Submit")
	desk.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
	desk.wait()


def desk_refuses_an_opportunity(desk: Desk) -> None:
	"""By ERPNext's own button, before the lead is that far."""
	# Whoever accepts becomes the owner, upon which the form is read once more and its buttons are made anew.
	desk.wait()
	desk.page.locator(".inner-group-button button").filter(has_text="Create").click()
	desk.page.locator(".inner-group-button .dropdown-menu a").filter(has_text="Opportunity").click()
	# ERPNext's own dialog, which makes a prospect at once.
	desk.page.locator(".modal.show .btn-modal-primary").click()
	desk.page.wait_for_url("**/opportunity/new-*")
	desk.wait()
	desk.page.locator(".primary-action:visible").filter(has_text="Save").click()
	told = desk.page.locator(".modal.show").filter(has_text="The agreement asks for SQL")
	told.get_by_text("Has a budget").wait_for()
	desk.wait()
	desk.screenshot("life-gate")
	desk.errors.clear()  # the refusal


def present(panel) -> str:
	return panel.locator("[aria-current=step] .li-step-name").inner_text()


def test_from_web_form_to_customer(browser, page_as, live_site, draft):
	maud = page_as("Sales Manager")
	sign(page_as("Lead Marketing"), draft, "Marketing")
	sign(maud, draft, "Sales")
	go_live(maud)
	live_site.wait_for_jobs()
	visitor = visit(browser, live_site)
	live_site.wait_for_jobs()
	lead = live_site.run(_lead_of, visitor)
	rosa = page_as("Sales User")
	panel = stage_panel(rosa, lead)
	assert present(panel) == "Lead"
	assert "What is missing for MQL" in panel.inner_text()

	live_site.run(_asks_for_demo, lead)
	live_site.wait_for_jobs()
	panel = stage_panel(rosa, lead)
	assert present(panel) == "MQL"
	assert "Handed over to" in panel.inner_text()
	panel.locator(".li-act > .li-act-accept").click()
	rosa.told("The lead was accepted.")

	desk_refuses_an_opportunity(rosa)
	panel = stage_panel(rosa, lead)
	panel.locator(".li-act > .li-act-discovery_call").click()
	call = rosa.page.locator(".li-call-dialog.show")
	call.locator(".li-call-question").nth(0).get_by_text("Confirmed", exact=True).click()
	call.get_by_role("button", name="Record the Call").click()
	rosa.told("The call and 1 answer were recorded.")
	panel.locator(".li-act > .li-act-move_up").click()
	rosa.told("The lead is SQL now.")
	rosa.wait()
	panel.screenshot(path=SCREENSHOTS / "life-sql.png")

	panel.locator(".li-act > .li-act-opportunity").click()
	rosa.page.wait_for_url("**/opportunity/new-*")
	rosa.wait()
	rosa.save()
	opportunity = rosa.page.evaluate("() => cur_frm.doc.name")
	panel = stage_panel(rosa, lead)
	assert present(panel) == "Opportunity"

	rosa.open(f"/app/opportunity/{opportunity}")
	rosa.page.evaluate(
		"() => cur_frm.make_methods?.Customer ? cur_frm.make_methods.Customer() : cur_frm.cscript.make_customer()"
	)
	rosa.page.wait_for_url("**/customer/new-*")
	rosa.wait()
	rosa.save()
	panel = stage_panel(rosa, lead)
	assert present(panel) == "Customer"
	panel.locator(".li-stage-history > summary").click()
	# What she did has also made the lead warmer, which is noted whenever the job comes to it.
	moves = [move for move in texts(panel, ".li-moves .li-rule") if move != "Hot signal"]
	assert moves[:7] == [
		"Opportunity → Customer",
		"SQL → Opportunity",
		"SAL → SQL",
		"Owner changed: Rosa Bernard",
		"Accepted: MQL → SAL",
		"Handed over",
		"Lead → MQL",
	]
	rosa.wait()
	panel.screenshot(path=SCREENSHOTS / "life-customer.png")


def test_refused_contested_and_accepted_after_all(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "second@life.example")
	rosa, mila = page_as("Sales User"), page_as("Lead Marketing")
	panel = stage_panel(rosa, lead)
	dialog = choose(rosa, panel, "refuse")
	dialog.locator("select[data-fieldname=reason]").select_option(label="No Fit")
	write(dialog, "note", "Too small for us")
	confirm(dialog)
	rosa.told("The lead was refused.")

	panel = stage_panel(mila, lead)
	assert "Disqualified since" in panel.inner_text()
	assert "Refused by Rosa Bernard" in panel.inner_text()
	assert "Too small for us" in panel.inner_text()
	panel.screenshot(path=SCREENSHOTS / "life-refused.png")
	panel.get_by_role("button", name="Contest…").click()
	dialog = mila.page.locator(".li-act-dialog.show")
	mila.page.wait_for_timeout(300)
	write(dialog, "note", "They have just merged")
	confirm(dialog)
	mila.told("The lead is handed over once more.")

	panel = stage_panel(rosa, lead)
	assert "Contested by Mila Roux: They have just merged" in panel.inner_text()
	panel.locator(".li-act > .li-act-accept").click()
	rosa.told("The lead was accepted.")
	assert live_site.run(stored, lead, "li_stage") == {"li_stage": "SAL"}
