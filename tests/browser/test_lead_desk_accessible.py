"""Every face of the desk is looked at by axe: the queue, its dialogs, what is read of it, and what goes wrong."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.desk_leads import SELECTED, a_full_desk, a_new_rep, open_desk, row

DESK, DIALOG = ".li-lead-desk", ".modal.show"
QUEUE_API = "**/api/method/lead_intelligence.api.lead_desk.queue*"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
# What is done with whom, by the key that does it.
DIALOGS = {
	"c": "Dora Due",
	"l": "Dora Due",
	"g": "Dora Due",
	"m": "Dora Due",
	"b": "Dora Due",
	"t": "Dora Due",
	"n": "Dora Due",
	"s": "Omar Open",
	"d": "Paul Planned",
	"r": "Ana Accept",
}
# What these lack is said in them when they are sent as they are.
NEED_SOMETHING = "clgbnsr"


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


@pytest.fixture
def full(live_site, rep) -> dict[str, str]:
	return live_site.run(a_full_desk, rep.user)


def close(desk: Desk) -> None:
	desk.page.keyboard.press("Escape")
	desk.page.locator(DIALOG).wait_for(state="detached")
	# Keys are heard again once the desk has its focus back.
	desk.page.wait_for_function(f"() => document.activeElement?.closest('{DESK}')")
	desk.wait()


def select(desk: Desk, name: str) -> None:
	row(desk, name).focus()
	desk.page.locator(SELECTED).filter(has_text=name).wait_for()


@SIZES
def test_the_queue_and_what_is_read_of_it(page_as, rep, full, size):
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	assert_accessible(desk, DESK)
	select(desk, "Paul Planned")
	if size is PHONE:
		row(desk, "Paul Planned").locator(".li-desk-more").click()
	page.locator(f"{SELECTED} .li-desk-detail").wait_for()
	assert_accessible(desk, DESK)
	desk.screenshot(f"lead-desk-open-row-{size['width']}")
	page.locator(SELECTED).focus()
	for name, key in (("keys", "?"), ("why", "w")):
		page.keyboard.press(key)
		page.locator(DIALOG).wait_for()
		desk.wait()
		assert_accessible(desk, DIALOG)
		desk.screenshot(f"lead-desk-{name}-{size['width']}")
		close(desk)
	for name, button in (("order", "Why This Order?"), ("resting", "Show Them")):
		page.locator(DESK).get_by_role("button", name=button).click()
		page.locator(DIALOG).wait_for()
		desk.wait()
		assert_accessible(desk, DIALOG)
		assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
		desk.screenshot(f"lead-desk-{name}-{size['width']}")
		close(desk)


@SIZES
def test_every_dialog(page_as, rep, full, size):
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	for key, name in DIALOGS.items():
		select(desk, name)
		page.keyboard.press(key)
		page.locator(DIALOG).wait_for()
		desk.wait()
		page.wait_for_timeout(300)  # until it has come to rest
		desk.screenshot(f"lead-desk-dialog-{key}-{size['width']}")
		assert_accessible(desk, DIALOG)
		if key in NEED_SOMETHING:
			page.keyboard.press("Control+Enter")
			page.locator(f"{DIALOG} .li-desk-problem:visible").wait_for()
			assert_accessible(desk, DIALOG)
		assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
		close(desk)


@SIZES
def test_where_nothing_is_left_and_where_something_fails(page_as, rep, size):
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	page.get_by_text("Nobody waits for you.").wait_for()
	assert_accessible(desk, DESK)
	page.route(QUEUE_API, lambda route: route.abort())
	desk.page.locator(".page-head:visible button[data-label=Refresh]").click()
	page.get_by_text("The desk could not be refreshed.").wait_for()
	assert_accessible(desk, DESK)
	desk.open("/app/lead")
	page.evaluate("() => { delete frappe.pages['lead-desk']; }")
	desk.open("/app/lead-desk")
	page.get_by_text("The desk could not be loaded.").wait_for()
	assert_accessible(desk, DESK)
	desk.errors.clear()


@pytest.mark.own_context
@SIZES
def test_what_is_kept_while_there_is_no_network(page_as, rep, full, size):
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	select(desk, "Dora Due")
	page.keyboard.press("t")
	dialog = page.locator(DIALOG)
	dialog.wait_for()
	page.context.set_offline(True)
	dialog.locator("textarea").first.fill("She asks for the drawings")
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="detached")
	page.locator(".li-outbox:visible").get_by_role("button", name="Show").click()
	page.wait_for_timeout(300)
	desk.screenshot(f"lead-desk-kept-{size['width']}")
	assert_accessible(desk, DESK)
	desk.errors.clear()


@SIZES
def test_what_a_manager_sees(page_as, rep, full, size):
	desk = page_as("Sales Manager", size=size)
	open_desk(desk, rep.user)
	assert_accessible(desk, DESK)
	desk.screenshot(f"lead-desk-manager-{size['width']}")
