"""What is planned with a lead, on its form and in the list of steps."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.api import next_step
from tests.bench.people import REP, SECOND_REP
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.site.builders import a_lead
from tests.site.step_builders import STEP, an_event, soon, steps_of

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture
def lead(live_site):
	return live_site.run(lambda: a_lead(lead_owner=REP.user).name)


def by(person, act):
	before = frappe.session.user
	frappe.set_user(person.user)
	try:
		return act()
	finally:
		frappe.set_user(before)


def steps_on(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	return desk.page.locator(".li-next-steps")


def states(lead: str) -> list[tuple[str, str, str]]:
	return [(row.kind, row.state, row.user) for row in steps_of(lead)]


def tomorrow(live_site) -> str:
	"""By the clock of the site, which is not that of the machine."""
	return live_site.run(lambda: f"{now_datetime() + timedelta(days=1):%Y-%m-%d}")


@SIZES
def test_a_rep_plans_a_step_and_does_it(page_as, live_site, lead, size):
	desk = page_as("Sales User", size=size)
	steps = steps_on(desk, lead)
	steps.get_by_text("Nothing is planned yet.").wait_for()
	assert_accessible(desk, ".li-next-steps")
	steps.get_by_role("button", name="Plan a Step…").click()
	desk.until_dialog("li-act-dialog")
	desk.page.evaluate(
		"values => cur_dialog.set_values(values)",
		{"kind": "Meeting", "due_at": f"{tomorrow(live_site)} 14:30:00", "note": "Show her <b>the lamp</b>"},
	)
	desk.page.locator(".li-act-dialog .btn-primary").click()
	line = steps.locator(".li-next-step")
	line.get_by_text("Meeting").wait_for()
	assert "tomorrow at 14:30" in line.inner_text()
	assert "<b>the lamp</b>" in line.inner_text().replace("\u2060", "")
	assert "Planned by Rosa Bernard" in line.inner_text()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	steps.screenshot(path=SCREENSHOTS / f"next-steps-{size['width']}.png")
	line.get_by_role("button", name="Done: Meeting, tomorrow at 14:30").click()
	steps.get_by_text("Nothing is planned yet.").wait_for()
	assert live_site.run(states, lead) == [("Meeting", "Done", REP.user)]


def test_what_is_due_is_moved_or_dropped_and_what_is_snoozed_is_woken(page_as, live_site, lead):
	def plan() -> None:
		by(SECOND_REP, lambda: next_step.plan(lead, "Call", str(soon())))
		due_at = now_datetime() - timedelta(hours=1)
		frappe.db.set_value(STEP, steps_of(lead)[0].name, "due_at", due_at)
		by(REP, lambda: next_step.plan(lead, "E-Mail", str(soon(days=2)), "The offer"))
		by(REP, lambda: an_event(lead, at=soon(days=3)))
		by(REP, lambda: next_step.snooze(lead, str(soon(days=4)), "On holiday"))

	live_site.run(plan)
	desk = page_as("Sales User")
	steps = steps_on(desk, lead)
	steps.get_by_text("You have snoozed this lead until").wait_for()
	call, mail, meeting = (steps.locator("ul > .li-next-step").nth(place) for place in range(3))
	assert call.get_attribute("data-due") is not None
	assert "due " in call.inner_text()
	assert "Planned by Théo Lefèvre" in call.inner_text()
	assert mail.get_attribute("data-due") is None
	assert "Event" in meeting.inner_text()
	steps.screenshot(path=SCREENSHOTS / "next-steps-snoozed.png")
	steps.scroll_into_view_if_needed()
	desk.screenshot("next-steps-form")
	assert_accessible(desk, ".li-next-steps")
	steps.get_by_role("button", name="Wake It").click()
	steps.get_by_text("You have snoozed this lead until").wait_for(state="detached")
	call.get_by_role("button", name="Move…").click()
	desk.until_dialog("li-act-dialog")
	desk.page.evaluate("() => cur_dialog.set_value('due_at', '2020-01-01 10:00:00')")
	desk.page.locator(".li-act-dialog .btn-primary").click()
	refused = desk.page.locator(".modal.show:not(.li-act-dialog)")
	refused.get_by_text("is not in the future").wait_for()
	refused.locator(".btn-modal-close").click()
	refused.wait_for(state="hidden")
	# A refusal is no error of the page.
	desk.errors.clear()
	desk.page.evaluate("at => cur_dialog.set_value('due_at', at)", f"{tomorrow(live_site)} 09:00:00")
	desk.page.locator(".li-act-dialog .btn-primary").click()
	steps.get_by_text("tomorrow at 09:00").wait_for()
	steps.locator(".li-next-step", has_text="The offer").get_by_role("button", name="Drop").click()
	steps.get_by_text("The offer").wait_for(state="detached")
	found = live_site.run(states, lead)
	assert found == [
		("Call", "Open", SECOND_REP.user),
		("E-Mail", "Dropped", REP.user),
		("Meeting", "Open", REP.user),
		("Look Again", "Dropped", REP.user),
	]


def test_the_list_shows_what_is_open_and_leads_to_the_lead(page_as, live_site, lead):
	live_site.run(lambda: by(REP, lambda: next_step.plan(lead, "Call", str(soon()), "Ask <i>her</i>")))
	desk = page_as("Sales User")
	page = desk.open(f"/app/lead-next-step?lead={lead}")
	row = page.locator(".list-row", has_text="Planned")
	row.wait_for()
	assert "Call" in row.inner_text()
	desk.screenshot("next-steps-list")
	row.locator("a[href*='/app/lead/']").first.click()
	page.locator(".li-next-steps .li-next-step", has_text="Call").wait_for()
	steps = page.locator(".li-next-steps")
	steps.get_by_role("button", name="All Steps").click()
	page.locator(".list-row", has_text="Planned").wait_for()


def test_nothing_is_offered_where_nothing_can_be_planned(page_as, live_site, lead):
	live_site.run(lambda: frappe.db.set_value("Lead", lead, "status", "Do Not Contact"))
	desk = page_as("Sales User")
	desk.open(f"/app/lead/{lead}")
	desk.page.locator(".li-clock-panel .li-message").first.wait_for()
	desk.wait()
	assert not desk.page.locator(".li-next-steps > *").count()
