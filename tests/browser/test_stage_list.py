"""Stages in the list of leads: pills that say what is due, views of what waits, and answers for many leads at once."""

from __future__ import annotations

import pytest

from tests.bench.people import REP
from tests.browser.agreement import acted, an_mql, lapsed_since
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.stock import set_stored, stored
from tests.browser.test_lead_list import row_of


@pytest.fixture(scope="module")
def leads(live_site, agreement) -> dict[str, str]:
	"""One that waits, one that has lapsed, one that is to be revisited, and one that was accepted."""
	found = {name: live_site.run(an_mql, f"{name}@list.example", company_name=name.title()) for name in NAMES}
	live_site.run(_nothing_else_is_due, list(found.values()))
	live_site.run(lapsed_since, found["lapsed"], 30)
	live_site.run(
		set_stored,
		found["revisit"],
		li_stage="Nurture",
		li_due_at=None,
		li_clocks=None,
		li_revisit_on="2024-02-01",
	)
	live_site.run(acted, REP.user, "accept", found["accepted"])
	return found


NAMES = ("waiting", "lapsed", "revisit", "accepted")


def _nothing_else_is_due(leads: list[str]) -> None:
	import frappe

	nothing = {"li_due_at": None, "li_clocks": None, "li_revisit_on": None}
	frappe.db.set_value("Lead", {"name": ("not in", leads)}, nothing, update_modified=False)


def pill(desk: Desk, lead: str):
	return row_of(desk, lead).locator(".li-stage:visible")


def due(desk: Desk, lead: str) -> str:
	return row_of(desk, lead).locator(".li-clock-pill:visible").inner_text()


def view(desk: Desk, leads: dict[str, str], name: str, expected: list[str]) -> None:
	"""Of these leads, the view shows the `expected`, in their order. On a phone, the views are in the menu of the page."""
	group = desk.page.locator(".page-head:visible .inner-group-button").filter(has_text="What Is Due")
	if group.is_visible():
		group.locator("button").click()
		group.locator(".dropdown-menu").get_by_text(name, exact=True).click()
	else:
		desk.page.locator(".page-head:visible .menu-btn-group > button").click()
		desk.page.locator(".page-head:visible .menu-btn-group .dropdown-menu").get_by_text(name).click()
	shown = "([ours, expected]) => cur_list.data.map(lead => lead.name).filter(name => ours.includes(name)).join() === expected"
	wanted = ",".join(leads[name] for name in expected)
	desk.page.wait_for_function(shown, arg=[list(leads.values()), wanted])
	desk.wait()


def select_and(desk: Desk, leads: list[str], action: str) -> None:
	for lead in leads:
		row_of(desk, lead).locator("input[type=checkbox]").click()
	desk.page.locator(".actions-btn-group:visible button").click()
	desk.page.locator(".actions-btn-group .dropdown-menu").get_by_text(action, exact=True).click()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_list_says_the_stage_and_what_is_due(page_as, leads, size):
	desk = page_as("Sales User", size=size)
	desk.open("/app/lead")
	assert pill(desk, leads["accepted"]).inner_text() == "SAL"
	assert due(desk, leads["lapsed"]).startswith("Acceptance late since ")
	assert pill(desk, leads["revisit"]).inner_text() == "Nurture · due"
	assert pill(desk, leads["waiting"]).inner_text() == "MQL"
	assert due(desk, leads["waiting"]).startswith("Accept by ")
	desk.screenshot(f"stage-list-{size['width']}")
	view(desk, leads, "Late", ["lapsed"])
	view(desk, leads, "Revisit Due", ["revisit"])
	view(desk, leads, "To Be Accepted", ["lapsed", "waiting"])


def test_many_leads_are_accepted_with_one_summary(page_as, live_site, leads):
	ready = live_site.run(an_mql, "ready@list.example", company_name="Ready")
	desk = page_as("Sales User")
	desk.open("/app/lead")
	select_and(desk, [ready, leads["accepted"]], "Accept")
	summary = desk.page.locator(".modal.show .li-summary")
	assert "1 of 2 leads were accepted." in summary.inner_text()
	why = summary.locator("li").inner_text()
	assert why.startswith("Accepted: ")
	assert "Rosa Bernard has accepted this lead" in why
	desk.screenshot("stage-list-summary")
	assert live_site.run(stored, ready, "li_stage") == {"li_stage": "SAL"}


def test_many_leads_are_refused_for_one_reason(page_as, live_site, agreement):
	both = [live_site.run(an_mql, f"{name}@list.example") for name in ("one", "two")]
	desk = page_as("Sales User")
	desk.open("/app/lead")
	select_and(desk, both, "Refuse…")
	dialog = desk.page.locator(".li-act-dialog.show")
	desk.page.wait_for_timeout(300)
	assert dialog.locator(".modal-title").inner_text() == "Refuse 2 Leads"
	dialog.locator("select[data-fieldname=reason]").select_option(label="No Fit")
	dialog.locator(".modal-footer .btn-primary").click()
	desk.told("2 leads were refused.")
	for lead in both:
		assert live_site.run(stored, lead, "li_stage") == {"li_stage": "Disqualified"}


def test_marketing_learns_from_refusals_and_contests_one(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "contest@list.example", company_name="Contested")
	live_site.run(acted, REP.user, "refuse", lead, "No Fit", note="Too small for us")
	desk = page_as("Lead Marketing")
	desk.open("/app/lead-handover")
	desk.press("Refusals")
	row = desk.page.locator(".list-row-container").filter(has_text=lead)
	row.get_by_text("Too small for us").wait_for()
	desk.wait()
	assert "No Fit" in row.inner_text()
	desk.screenshot("refusals")
	row.locator("input[type=checkbox]").click()
	desk.page.locator(".actions-btn-group:visible button").click()
	desk.page.locator(".actions-btn-group .dropdown-menu").get_by_text("Contest…", exact=True).click()
	dialog = desk.page.locator(".li-act-dialog.show")
	desk.page.wait_for_timeout(300)
	dialog.locator("textarea").fill("They have just merged")
	dialog.locator(".modal-footer .btn-primary").click()
	desk.told("1 lead is handed over once more.")
	assert live_site.run(stored, lead, "li_stage") == {"li_stage": "MQL"}
