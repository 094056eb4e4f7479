"""The page of a rep: what it shows, by keyboard and by thumb, empty, loading and failing, and how a manager sees it."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER
from tests.browser.desk import PHONE, WIDE
from tests.browser.desk_leads import SELECTED, a_full_desk, a_new_rep, names, open_desk, row

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
QUEUE_API = "**/api/method/lead_intelligence.api.lead_desk.queue*"
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
	assert "Late by 42 min" in words(row(desk, "Lea Late"))
	assert "A call is planned for" in words(row(desk, "Paul Planned"))
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


def test_a_manager_looks_at_the_desk_of_a_rep(page_as, live_site, rep):
	live_site.run(a_full_desk, rep.user)
	desk = page_as("Sales Manager")
	page = open_desk(desk, rep.user)
	page.get_by_text("You look at the desk of Nora Vidal").wait_for()
	assert names(desk) == IN_ORDER
	assert page.locator(".li-desk-main").count() == 0
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
	page = desk.open("/app/lead-desk")
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
