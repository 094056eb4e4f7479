"""The dialogs of the desk: what a rep records, plans and puts aside, and what becomes of what is typed."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, WIDE
from tests.browser.desk_leads import a_lead_of, a_new_rep, open_desk, row
from tests.browser.test_clock_panel import DIAL

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


def act(desk, name: str, key: str):
	"""Chooses an action of a lead, as a hand does, and gives its dialog."""
	lead = row(desk, name)
	button = lead.locator(f"[data-li-focus$=' {key}']")
	if not button.is_visible():
		lead.locator(".li-desk-more").click()
	button.click()
	return desk.page.locator(".li-desk-window.show")


def touches(lead: str) -> list[dict]:
	import frappe

	fields = ["kind", "response", "author", "notes"]
	return frappe.get_all("Lead Touch", filters={"lead": lead}, fields=fields, order_by="name")


def steps(lead: str) -> list[dict]:
	import frappe

	fields = ["kind", "state", "note", "user", "due_at"]
	return frappe.get_all("Lead Next Step", filters={"lead": lead}, fields=fields, order_by="name")


@SIZES
def test_a_call_with_its_outcome_notes_and_next_step_is_one_dialog(page_as, live_site, rep, size):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B", 8)
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	page.evaluate(DIAL)
	dialog = act(desk, "Ada Marchand", "call")
	dialog.get_by_role("link", name="Call +33 6 12 34 56 78").click()
	dialog.get_by_text("The attempt is recorded.").wait_for()
	dialog.get_by_text("Reached", exact=True).click()
	dialog.get_by_label("Notes").fill("Wants an offer by Friday")
	dialog.get_by_role("button", name="Tomorrow, 9:00").click()
	dialog.get_by_label("Note on the Step").fill("Send the offer")
	desk.screenshot(f"lead-desk-call-{size['width']}")
	assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	dialog.get_by_role("button", name="Record the Call").click()
	dialog.wait_for(state="hidden")
	desk.told("The call is recorded: Reached.")
	found = live_site.run(touches, lead)
	assert [(one["response"], one["notes"]) for one in found][-1] == ("Answer", "Wants an offer by Friday")
	(planned,) = live_site.run(steps, lead)
	assert (planned["kind"], planned["state"], planned["note"]) == ("Call", "Open", "Send the offer")
