"""The page of a rep: what it shows, by keyboard and by thumb, empty, loading and failing, and how a manager sees it."""

from __future__ import annotations

import re

import pytest

from tests.bench.people import MANAGER
from tests.browser.desk import PHONE, WIDE
from tests.browser.desk_leads import (
	DESK,
	SELECTED,
	a_full_desk,
	a_lead_of,
	a_new_rep,
	forget_leads_of,
	many_leads,
	names,
	open_desk,
	row,
)

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
QUEUE_API = "**/api/method/lead_intelligence.api.lead_desk.queue*"
ROW_HAS_FOCUS = """(name) => document.activeElement?.matches('.li-desk-row')
	&& document.activeElement.innerText.includes(name)"""
IN_ORDER = [
	"Dora Due",
	"Lea Late",
	"Paul Planned",
	"Hugo Hot",
	"Ana Accept",
	"Cleo Clock",
	"Bea Back",
	"Una Unattended",
	"Omar Open",
]


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


@SIZES
def test_a_rep_sees_whom_to_turn_to_in_order_and_why(page_as, live_site, rep, size):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	assert names(desk) == IN_ORDER
	due = words(row(desk, "Dora Due"))
	assert "Ateliers Due" in due
	assert "The first response is due by" in due
	assert "Due in 8 min" in due or "Due in 7 min" in due
	assert re.search(r"Late by 4[23] min", words(row(desk, "Lea Late")))
	assert "A call was planned for" in words(row(desk, "Paul Planned"))
	assert "Demo Request" in words(row(desk, "Hugo Hot"))
	assert "Accept or Refuse" in words(row(desk, "Ana Accept")) or "Accept" in words(row(desk, "Ana Accept"))
	assert "Left 8" in words(page.locator(".li-desk-left"))
	assert "1 snoozed, 1 planned for later" in words(page.locator(".li-desk-foot"))
	assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"lead-desk-{size['width']}", full_page=True)


@SIZES
def test_nothing_left_feels_like_success(page_as, live_site, rep, size):
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	page.get_by_text("Nobody waits for you.").wait_for()
	desk.screenshot(f"lead-desk-empty-{size['width']}")


def test_the_queue_is_walked_by_keyboard(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	assert words(page.locator(f"{SELECTED} .li-desk-name")) == "Dora Due"
	assert page.evaluate("() => document.activeElement.classList.contains('li-desk-row')")
	page.keyboard.press("j")
	page.keyboard.press("ArrowDown")
	assert words(page.locator(f"{SELECTED} .li-desk-name")) == "Paul Planned"
	page.keyboard.press("k")
	assert words(page.locator(f"{SELECTED} .li-desk-name")) == "Lea Late"
	page.keyboard.press("End")
	assert words(page.locator(f"{SELECTED} .li-desk-name")) == "Omar Open"
	page.keyboard.press("Home")
	page.keyboard.press("?")
	page.locator(".modal.show").get_by_text("Next lead").wait_for()
	desk.screenshot("lead-desk-keys")
	page.keyboard.press("Escape")
	page.locator(".modal.show").wait_for(state="detached")
	assert words(page.locator(":focus .li-desk-name")) == "Dora Due"


def test_why_a_lead_stands_where_it_does(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	page.keyboard.press("j")
	page.keyboard.press("w")
	dialog = page.locator(".modal.show")
	dialog.get_by_text("Place 2 of 9.").wait_for()
	assert "stands before it. “Due Now” comes before “Late”." in words(dialog)
	desk.screenshot("lead-desk-why")


def test_who_has_unsubscribed_is_said_beside_the_address(page_as, live_site, rep):
	live_site.run(a_lead_of, rep.user, "Uma Unwilling", unsubscribed=1)
	desk = page_as(rep)
	open_desk(desk)
	row(desk, "Uma Unwilling").locator(".li-desk-name").click()
	assert "(Unsubscribed)" in words(row(desk, "Uma Unwilling").locator(".li-desk-facts"))


def test_a_manager_looks_at_the_desk_of_a_rep(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as("Sales Manager")
	page = open_desk(desk, rep.user)
	page.get_by_text("You look at the desk of Nora Vidal").wait_for()
	assert names(desk) == IN_ORDER
	assert page.locator(".li-desk-main").count() == 0
	assert page.locator(".page-head:visible .indicator-pill").first.inner_text() == "Updated Every Minute"
	desk.screenshot("lead-desk-manager")


def test_others_see_no_desk_but_their_own(page_as, live_site, rep):
	desk = page_as(rep)
	page = desk.open(f"/app/lead-desk/{MANAGER.user}")
	page.get_by_text("Only managers can look at the desks of others.").wait_for()
	desk.screenshot("lead-desk-of-others")
	desk.errors.clear()


def test_what_fails_is_said_and_what_was_known_stays(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	desk.page.route(QUEUE_API, lambda route: route.abort())
	page = desk.open(DESK)
	page.get_by_text("The desk could not be loaded.").wait_for()
	desk.screenshot("lead-desk-failed")
	page.unroute(QUEUE_API)
	page.get_by_role("button", name="Try Again").click()
	row(desk, "Dora Due").wait_for()
	page.route(QUEUE_API, lambda route: route.abort())
	desk.press("Refresh")
	page.get_by_text("The desk could not be refreshed.").wait_for()
	assert names(desk) == IN_ORDER
	desk.screenshot("lead-desk-stale")
	desk.errors.clear()


def chosen(page) -> str:
	return words(page.locator(f"{SELECTED} .li-desk-name"))


def test_place_and_focus_stay_when_the_queue_changes(page_as, live_site, rep):
	leads = live_site.run(a_full_desk, rep.user)
	live_site.wait_for_jobs()
	desk = page_as(rep)
	page = open_desk(desk)
	for _ in range(3):
		page.keyboard.press("j")
	assert chosen(page) == "Hugo Hot"
	live_site.run(give, leads["Late"], MANAGER.user)
	live_site.run(a_lead_of, rep.user, "Nino New", "A", 3)
	desk.press("Refresh")
	row(desk, "Nino New").wait_for()
	assert row(desk, "Lea Late").count() == 0
	assert chosen(page) == "Hugo Hot"
	assert "New in the queue: Nino New. No longer in the queue: Lea Late." in said(page)
	# The button of the page's head has it now; in the queue it stays in the queue.
	page.locator(SELECTED).focus()
	live_site.run(give, leads["Hot Signal"], MANAGER.user)
	page.evaluate("() => document.querySelector('#page-lead-desk').li_desk.live.now()")
	row(desk, "Hugo Hot").wait_for(state="detached")
	assert words(page.locator(":focus .li-desk-name")) == "Ana Accept"


def said(page) -> str:
	return words(page.locator(".li-lead-desk .sr-only[aria-live]"))


def give(lead: str, owner: str) -> None:
	import frappe

	frappe.db.set_value("Lead", lead, "lead_owner", owner, update_modified=False)


def test_tab_goes_to_the_buttons_of_the_chosen_row_and_out(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	inside = 0
	for _ in range(20):
		page.keyboard.press("Tab")
		if not page.evaluate("() => Boolean(document.activeElement.closest('.li-desk-row'))"):
			break
		assert page.evaluate("() => Boolean(document.activeElement.closest('.li-selected'))")
		inside += 1
	assert inside >= 2
	assert words(page.locator(":focus")) == "Show Them"


@SIZES
def test_one_group_is_seen_alone(page_as, live_site, rep, size):
	live_site.run(a_full_desk, rep.user)
	live_site.run(a_lead_of, rep.user, "Lio Later", "B", -300)
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	if size is PHONE:
		page.locator(".li-desk-chooser").select_option("Late")
	else:
		page.get_by_role("button", name="Late 2").click()
	row(desk, "Dora Due").wait_for(state="detached")
	assert names(desk) == ["Lea Late", "Lio Later"]
	assert "Left 9" in words(page.locator(".li-desk-left"))


def test_who_rests_is_listed_and_can_be_woken(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	page.get_by_role("button", name="Show Them").click()
	dialog = page.locator(".modal.show")
	dialog.get_by_text("Sami Snoozed").wait_for()
	assert "On holiday" in words(dialog)
	assert "Call:" in words(dialog)
	desk.screenshot("lead-desk-resting")
	dialog.get_by_role("button", name="Wake Sami Snoozed").click()
	dialog.get_by_text("Sami Snoozed").wait_for(state="detached")
	page.keyboard.press("Escape")
	row(desk, "Sami Snoozed").wait_for()
	page.locator(".modal.show").wait_for(state="detached")
	page.wait_for_function(ROW_HAS_FOCUS, arg="Sami Snoozed")


@pytest.fixture
def many(live_site, rep):
	live_site.run(many_leads, rep.user, 5000)
	yield
	live_site.run(forget_leads_of, rep.user)


def test_thousands_of_leads_do_not_freeze_it(page_as, live_site, rep, many):
	live_site.run(a_lead_of, rep.user, "Dora Due", "B", 8)
	desk = page_as(rep)
	page = open_desk(desk)
	assert len(names(desk)) == 50
	assert names(desk)[0] == "Dora Due"
	assert re.search(r"and 5\D000 that can wait", words(page.locator(".li-desk-left")))
	page.evaluate(LISTEN_TO_LONG_TASKS)
	page.get_by_role("button", name="Show More").click()
	page.wait_for_function("() => document.querySelectorAll('.li-desk-row').length === 100")
	for _ in range(30):
		page.keyboard.press("j")
	longest = page.evaluate("() => Math.max(0, ...window.li_long_tasks)")
	assert longest < 5000, longest


LISTEN_TO_LONG_TASKS = """() => {
	window.li_long_tasks = [];
	new PerformanceObserver((list) => window.li_long_tasks.push(...list.getEntries().map((one) => one.duration))).observe({ entryTypes: ["longtask"] });
}"""


@SIZES
def test_in_french(page_as, live_site, rep, size):
	live_site.run(a_full_desk, rep.user)
	live_site.run(speak, rep.user, "fr")
	narrow = {"width": 360, "height": 740}
	desk = page_as(rep, size=narrow if size is PHONE else WIDE)
	page = open_desk(desk)
	assert "À faire" in words(page.locator(".li-desk-left"))
	if size is PHONE:
		row(desk, "Paul Planned").locator(".li-desk-more").click()
		assert page.evaluate("() => document.documentElement.scrollWidth") <= narrow["width"]
		assert page.locator(".li-desk-more").first.bounding_box()["height"] >= 44
	desk.screenshot(f"lead-desk-french-{size['width']}", full_page=True)


def speak(user: str, language: str) -> None:
	import frappe

	frappe.db.set_value("User", user, "language", language)
	frappe.clear_cache(user=user)


def test_data_is_never_markup(page_as, live_site, rep):
	live_site.run(a_lead_with_markup, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	assert "<img src=x onerror=alert(1)> & Co" in words(page.locator(SELECTED))
	page.keyboard.press("w")
	page.locator(".modal.show").get_by_text("Place 1 of 1.").wait_for()
	assert page.locator(".modal.show img[src=x]").count() == 0


def a_lead_with_markup(user: str) -> None:
	"""As it may lie in the database of old."""
	import frappe

	markup = {"lead_name": "Eve <b>Bold</b>", "company_name": "<img src=x onerror=alert(1)> & Co"}
	frappe.db.set_value("Lead", a_lead_of(user, "Eve", "B", 8), markup, update_modified=False)


def test_after_a_snooze_the_next_lead_is_chosen_and_it_can_be_undone(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as(rep)
	page = open_desk(desk)
	for _ in range(2):
		page.keyboard.press("j")
	page.keyboard.press("j")
	assert chosen(page) == "Hugo Hot"
	page.keyboard.press("s")
	dialog = page.locator(".li-desk-window.show")
	dialog.get_by_label("Note").fill("After lunch")
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")
	row(desk, "Hugo Hot").get_by_text("You began to write something here.").wait_for()
	page.wait_for_function(ROW_HAS_FOCUS, arg="Hugo Hot")
	page.keyboard.press("s")
	dialog.get_by_role("button", name="Tomorrow, 9:00").click()
	page.keyboard.press("Control+Enter")
	row(desk, "Hugo Hot").wait_for(state="detached")
	told = page.locator(".li-desk-told")
	assert "Hugo Hot comes back tomorrow at 09:00." in words(told)
	page.wait_for_function(ROW_HAS_FOCUS, arg="Ana Accept")
	assert "2 snoozed" in words(page.locator(".li-desk-foot"))
	desk.screenshot("lead-desk-snoozed")
	page.keyboard.press("u")
	row(desk, "Hugo Hot").wait_for()
	page.wait_for_function(ROW_HAS_FOCUS, arg="Hugo Hot")
	assert told.inner_text() == ""


def test_the_workspace_leads_to_it(page_as, live_site, rep):
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-intelligence")
	page.locator(".shortcut-widget-box").first.wait_for()
	assert "Lead Desk" in page.locator(".shortcut-widget-box").first.inner_text()
	page.locator(".shortcut-widget-box").first.click()
	page.locator(".li-lead-desk .li-desk-counters").wait_for()
