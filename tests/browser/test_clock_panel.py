"""Response clocks on the form of a lead: the countdown, calling with one click, and answers entered by hand."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.agreement import an_mql
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.stock import save_lead

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
PANEL_ADDRESS = "**/api/method/lead_intelligence.api.clock.panel*"
# Where no program of the machine opens telephone links, Chromium asks what to do and takes no more clicks.
DIAL = """() => {
	window.dialled = [];
	document.addEventListener("click", (event) => {
		const link = event.target.closest("a[href^='tel:']");
		if (!link) return;
		window.dialled.push(link.getAttribute("href"));
		event.preventDefault();
	});
}"""


@pytest.fixture(scope="module")
def policy(live_site):
	from tests.site.running_clocks import a_live_policy, take_policies_down

	def put_live() -> str:
		take_policies_down()
		return str(a_live_policy().name)

	name = live_site.run(put_live)
	live_site.wait_for_jobs()
	yield name
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


def a_caller(email: str, minutes: float, **clock) -> str:
	"""A lead with two phone numbers that is due its first response in so many minutes."""
	import frappe

	from tests.site.running_clocks import due_in

	for name in frappe.get_all("Lead", filters={"email_id": email}, pluck="name"):
		frappe.delete_doc("Lead", name, ignore_permissions=True, force=True)
	numbers = {"mobile_no": "+33 6 12 34 56 78", "phone": "+33 1 40 20 50 50"}
	lead = save_lead(
		first_name="Ada", last_name="Marchand", company_name="Verrerie du Canal", email_id=email, **numbers
	)
	due_in(lead, minutes, **clock)
	return lead


def day_of(lead: str, column: str) -> str:
	"""How people call the day of that moment, which is today but shortly after midnight."""
	import frappe
	from frappe.utils import getdate, nowdate

	at = frappe.db.get_value("Lead Clock", {"lead": lead, "purpose": "First Response"}, column)
	return {0: "today", 1: "yesterday"}[(getdate(nowdate()) - getdate(at)).days]


def panel_of(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	desk.page.evaluate(DIAL)
	return desk.page.locator(".li-clock-panel")


def line(panel, purpose: str = "First Response"):
	return panel.locator(f".li-clock[data-purpose='{purpose}']")


def touches(lead: str) -> list[dict]:
	import frappe

	fields = ["kind", "response", "author", "notes"]
	return frappe.get_all(
		"Lead Touch", filters={"lead": lead, "response": ("is", "set")}, fields=fields, order_by="name"
	)


@SIZES
def test_a_rep_sees_what_is_left_calls_and_reaches_the_lead(page_as, live_site, policy, size):
	lead = live_site.run(a_caller, f"call{size['width']}@clock.example", 20)
	desk = page_as("Sales User", size=size)
	panel = panel_of(desk, lead)
	clock = line(panel)
	assert clock.get_attribute("data-level") == "good"
	assert clock.locator(".li-clock-badge").inner_text() == "In time"
	first = clock.locator(".li-clock-time").inner_text()
	assert re.fullmatch(r"1[5-9] min \d\d s left", first)
	desk.page.wait_for_function(
		"before => document.querySelector('.li-clock-time').textContent !== before", arg=first
	)
	assert "To be answered by" in clock.inner_text()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	panel.screenshot(path=SCREENSHOTS / f"clock-{size['width']}.png")
	assert_accessible(desk, ".li-panel")
	call = panel.locator(".li-call-now")
	assert call.get_attribute("href") == "tel:+33612345678"
	call.click()
	panel.get_by_text("Did you reach Ada Marchand?").wait_for()
	panel.get_by_text("One attempt so far").wait_for()
	note = panel.get_by_label("Note (optional)")
	note.fill("Wants an offer")
	panel.screenshot(path=SCREENSHOTS / f"clock-calling-{size['width']}.png")
	assert_accessible(desk, ".li-clock-panel")
	assert desk.page.evaluate("() => window.dialled") == ["tel:+33612345678"]
	assert live_site.run(touches, lead)[0]["response"] == "Attempt"
	panel.locator(".li-call-reached").click()
	desk.told("The answer is recorded.")
	line(panel, "Next Touch").wait_for()
	# The lead is evaluated again, of which the panel hears.
	live_site.wait_for_jobs()
	desk.wait()
	panel.locator(".li-closed-clocks > summary").click()
	closed = panel.locator(".li-clock-closed").first
	assert closed.locator(".li-clock-badge").inner_text() == "In time"
	assert "Rosa Bernard" in closed.inner_text()
	panel.locator(".li-clock-why > summary").click()
	panel.get_by_text("applies").wait_for()
	desk.wait()
	panel.screenshot(path=SCREENSHOTS / f"clock-answered-{size['width']}.png")
	assert [(one["response"], one["notes"]) for one in live_site.run(touches, lead)] == [
		("Attempt", None),
		("Answer", "Wants an offer"),
	]


@pytest.mark.own_context
def test_the_countdown_goes_from_good_to_late_by_the_time_of_the_server(page_as, live_site, policy):
	lead = live_site.run(a_caller, "ticks@clock.example", 7, target=timedelta(minutes=20))
	desk = page_as("Sales User")
	# The clock of this computer is hours ahead.
	desk.page.clock.install(time=datetime.now() + timedelta(hours=3))
	panel = panel_of(desk, lead)
	clock = line(panel)
	assert clock.locator(".li-clock-time").inner_text().startswith(("5 min", "6 min"))
	assert (level(clock), spoken(panel)) == ("good", "")
	desk.page.clock.fast_forward("02:30")
	clock.locator(".li-clock-badge", has_text="Nearly due").wait_for()
	assert level(clock) == "soon"
	assert re.fullmatch(r"First Response: [234] min \d\d s left", spoken(panel))
	panel.screenshot(path=SCREENSHOTS / "clock-soon.png")
	desk.page.clock.fast_forward("08:00")
	clock.locator(".li-clock-badge", has_text="Late").wait_for()
	assert level(clock) == "late"
	assert re.fullmatch(r"(?i)late by \d min", clock.locator(".li-clock-time").inner_text())
	assert spoken(panel).startswith("First Response: late")
	panel.screenshot(path=SCREENSHOTS / "clock-late.png")
	desk.page.evaluate("() => frappe.set_route('List', 'Customer')")
	desk.page.wait_for_function("() => frappe.get_route()[1] === 'Customer'")
	assert desk.page.evaluate("() => cur_frm.li_clocks.leave.length") == 0


def level(clock) -> str:
	return clock.get_attribute("data-level")


def spoken(panel) -> str:
	return panel.locator("xpath=following-sibling::*[@aria-live='polite']").inner_text()


def of_the_weekend(email: str) -> tuple[str, str]:
	"""It came when nobody works, and is due the day after tomorrow at half past nine. Its name, and that day."""
	from frappe.utils import add_days, now_datetime

	from tests.site.running_clocks import due_in, in_two_days

	calendar, day = in_two_days()
	lead = a_caller(email, 0)
	due_at = add_days(now_datetime(), 2).replace(hour=9, minute=30, second=0, microsecond=0)
	minutes = (due_at - now_datetime()).total_seconds() / 60
	due_in(lead, minutes, calendar=calendar, target=timedelta(minutes=30))
	return lead, day


def test_outside_working_hours_it_says_when_it_starts_and_stands_still(page_as, live_site, policy):
	lead, day = live_site.run(of_the_weekend, "weekend@clock.example")
	desk = page_as("Sales User", size=PHONE)
	panel = panel_of(desk, lead)
	clock = line(panel)
	assert (
		clock.locator(".li-clock-still").inner_text() == f"It starts {day} at 09:00, with the working hours."
	)
	words = clock.locator(".li-clock-time").inner_text()
	assert words in ("30 min left", "29 min left")
	assert f"To be answered by {day} at 09:30" in clock.inner_text()
	desk.page.wait_for_timeout(2200)
	assert clock.locator(".li-clock-time").inner_text() == words
	panel.screenshot(path=SCREENSHOTS / "clock-weekend.png")


def test_a_paused_clock_says_since_when(page_as, live_site, policy):
	lead = live_site.run(a_paused_one, "paused@clock.example")
	panel = panel_of(page_as("Sales User"), lead)
	clock = line(panel)
	assert clock.locator(".li-clock-badge").inner_text() == "Paused"
	since = live_site.run(day_of, lead, "paused_since")
	assert clock.locator(".li-clock-time").inner_text().lower().startswith(f"paused since {since} at ")
	assert " are left once " in clock.locator(".li-clock-still").inner_text()
	assert "To be answered by" not in clock.inner_text()
	panel.screenshot(path=SCREENSHOTS / "clock-paused.png")


def a_paused_one(email: str) -> str:
	from frappe.utils import now_datetime

	return a_caller(email, 30, paused_since=now_datetime())


def test_an_answer_is_entered_with_the_keyboard_and_a_refusal_loses_nothing(page_as, live_site, policy):
	lead = live_site.run(a_caller, "entered@clock.example", 20)
	desk = page_as("Sales User")
	panel = panel_of(desk, lead)
	panel.locator(".li-enter-answer").focus()
	desk.page.keyboard.press("Enter")
	dialog = desk.page.locator(".li-act-dialog.show")
	desk.until_dialog("li-act-dialog")
	dialog.locator("select[data-fieldname=how]").select_option("Meeting")
	dialog.locator("textarea[data-fieldname=reason]").fill("Met <b>Ada</b> at the fair")
	dialog.locator("input[data-fieldname=at]").fill("01-01-2001 10:00:00")
	desk.screenshot("clock-enter-answer")
	enter = dialog.locator(".modal-footer .btn-primary")
	enter.focus()
	desk.page.keyboard.press("Enter")
	desk.page.locator(".modal.show .msgprint").wait_for()
	desk.errors.clear()
	# It can be hidden once it is completely shown.
	desk.page.wait_for_function("() => frappe.msg_dialog.display")
	desk.page.evaluate("() => frappe.msg_dialog.hide()")
	desk.page.locator(".modal.show .msgprint").wait_for(state="hidden")
	assert dialog.locator("textarea[data-fieldname=reason]").input_value() == "Met <b>Ada</b> at the fair"
	dialog.locator("input[data-fieldname=at]").fill("")
	dialog.locator("textarea[data-fieldname=reason]").focus()
	enter.focus()
	desk.page.keyboard.press("Enter")
	desk.told("The answer is recorded.")
	line(panel, "Next Touch").wait_for()
	(answer,) = live_site.run(touches, lead)
	assert answer["response"] == "Answer"
	assert answer["notes"].endswith("at the fair")


def test_what_fails_says_so_and_is_tried_again(page_as, live_site, policy):
	lead = live_site.run(a_caller, "failing@clock.example", 20)
	desk = page_as("Sales User")
	desk.page.route(PANEL_ADDRESS, lambda route: route.abort())
	panel = panel_of(desk, lead)
	panel.get_by_text("The response clocks could not be loaded.").wait_for()
	desk.page.unroute(PANEL_ADDRESS)
	panel.locator(".li-retry").click()
	line(panel).wait_for()
	desk.page.route("**/lead_intelligence.api.response.call_attempt", lambda route: route.abort())
	panel.locator(".li-call-now").click()
	panel.get_by_text("The attempt could not be recorded.").wait_for()
	panel.screenshot(path=SCREENSHOTS / "clock-not-recorded.png")
	desk.page.unroute("**/lead_intelligence.api.response.call_attempt")
	panel.get_by_role("button", name="Record It").click()
	panel.get_by_text("One attempt so far").wait_for()
	panel.locator(".li-call-missed").click()
	panel.locator(".li-call-question").wait_for(state="detached")
	assert [one["response"] for one in live_site.run(touches, lead)] == ["Attempt"]
	desk.errors.clear()


def test_a_lead_that_is_handed_over_is_accepted_below(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "accept@clock.example")
	panel = panel_of(page_as("Sales User"), lead)
	assert "Accept or refuse it below." in line(panel, "Acceptance").inner_text()
	panel.screenshot(path=SCREENSHOTS / "clock-acceptance.png")


def test_clocks_have_a_list_and_a_form_of_their_own(page_as, live_site, policy):
	late = live_site.run(a_caller, "late@clock.example", -10)
	desk = page_as("Sales Manager", size={"width": 1280, "height": 800})
	desk.open(f"/app/lead-clock?lead={late}")
	desk.until_list_of(late)
	row = desk.page.locator(".list-row-container").filter(has_text=late)
	assert "Late, still open" in row.inner_text()
	desk.screenshot("clock-records")
	row.locator(".list-subject a").first.click()
	desk.page.wait_for_function("() => frappe.get_route()[0] === 'Form'")
	desk.wait()
	intro = desk.page.locator(".form-message:visible").first.inner_text()
	assert f"To be answered by {live_site.run(day_of, late, 'due_at')} at " in intro
	assert f"The lead came in {live_site.run(day_of, late, 'started_at')} at " in intro
	desk.screenshot("clock-record")


def test_the_server_is_asked_again_when_the_working_hours_end(page_as, live_site, policy):
	lead = live_site.run(a_caller, "evening@clock.example", 20)
	desk = page_as("Sales User")
	asked: list[str] = []

	def closing_soon(route) -> None:
		answer = route.fetch()
		panel = answer.json()["message"]
		asked.append(panel["server_now"])
		panel["open"][0]["ticks_until"] = str(
			datetime.fromisoformat(panel["server_now"]) + timedelta(seconds=6)
		)
		route.fulfill(response=answer, json={"message": panel})

	desk.page.route(PANEL_ADDRESS, closing_soon)
	panel_of(desk, lead)
	desk.until(lambda: any(pause > 5 for pause in pauses(asked)))
	desk.page.unroute_all(behavior="wait")


def pauses(moments: list[str]) -> list[float]:
	"""In seconds, from one to the next."""
	read = [datetime.fromisoformat(moment) for moment in moments]
	return [(after - before).total_seconds() for before, after in pairwise(read)]
