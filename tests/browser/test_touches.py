"""The timeline of touches on the form of a lead, as a rep sees and uses it."""

from __future__ import annotations

import pytest

from tests.bench.live_site import LiveSite
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.stock import GOOD_LEAD, a_model, put_live, save_lead
from tests.browser.test_engagement import HALF
from tests.browser.test_lead_panel import opened, texts

EVIL = "<img src=x onerror='window.harmed=1'> asked for <b>prices</b>"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture
def model(live_site: LiveSite) -> None:
	live_site.run(put_live, a_model(engagement=HALF))
	live_site.wait_for_jobs()


def a_touched_lead(live_site: LiveSite, touches: int = 0) -> str:
	"""Eight touches of all kinds, and so many more of an earlier time."""
	lead = live_site.run(
		save_lead, **{**GOOD_LEAD, "status": "Lead", "email_id": f"t{touches}@canal.example"}
	)
	live_site.run(_touch, lead, touches)
	live_site.wait_for_jobs()
	return lead


def _forget(lead: str) -> None:
	"""A site that was kept has what an earlier run put there."""
	import frappe

	frappe.db.delete("Lead Touch", {"lead": lead})


def _touch(lead: str, more: int) -> None:
	from datetime import timedelta

	from frappe.utils import now_datetime

	from tests.site.engaged_leads import touch

	_forget(lead)
	now = now_datetime()
	since_midnight = (now - now.replace(hour=0, minute=0, second=0, microsecond=0)) / timedelta(days=1)
	reference = {"reference_doctype": "Lead", "reference_name": lead}
	touch(
		lead, "Demo Request", min(0.01, since_midnight / 2), subject=EVIL, campaign="Spring fair", **reference
	)
	subject = "Your visit to our workshop, and three lamps that would fit"
	touch(lead, "E-Mail Sent", since_midnight + 0.02, subject=subject)
	touch(lead, "Webinar", 3, subject="Light in museums")
	touch(lead, "Website Visit", 4, source="Newsletter")
	touch(lead, "Demo Request", 12)
	touch(lead, "Call Received", 25, subject="Asked when we deliver to Lyon")
	touch(lead, "Webinar", 40, 400)
	touch(lead, "Chat", *(50 + n for n in range(more)))


def timeline(desk: Desk, lead: str):
	panel = opened(desk, lead)
	fold = panel.locator(".li-touches")
	if not fold.evaluate("fold => fold.open"):
		assert fold.locator(".li-touch, .li-touches-none").count() == 0
		fold.locator("summary").click()
	fold.locator(".li-touch, .li-touches-none").first.wait_for()
	desk.wait()
	return fold


@SIZES
def test_the_timeline_says_what_is_left_of_each_touch(page_as, live_site, model, size):
	lead = a_touched_lead(live_site)
	desk = page_as("Sales User", size=size)
	fold = timeline(desk, lead)
	assert texts(fold, ".li-rule")[:3] == ["Demo Request", "E-Mail Sent", "Webinar"]
	assert texts(fold, ".li-touch-day")[:2] == ["Today", "Yesterday"]
	first = fold.locator(".li-touch").first
	assert EVIL in first.inner_text().replace("\u2060", "")
	assert desk.page.evaluate("window.harmed") is None
	assert first.locator(".li-intent-mark").inner_text() == "Intent"
	assert "20 of 20 points left" in first.inner_text()
	assert first.get_by_role("link", name="Lead").get_attribute("href").endswith(f"/lead/{lead}")
	spent = texts(fold, ".li-touch-spent .li-touch-weights")
	assert len(spent) == 2
	assert set(spent) == {"Counts for nothing any more"}
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	fold.screenshot(path=SCREENSHOTS / f"touches-{size['width']}.png")
	assert_accessible(desk, ".li-touches")


def test_more_touches_come_page_by_page(page_as, live_site, model):
	lead = a_touched_lead(live_site, 40)
	fold = timeline(page_as("Sales User"), lead)
	for shown in (8, 30, 48):
		fold.locator(".li-touch").nth(shown - 1).wait_for()
		assert fold.locator(".li-touch").count() == shown
		more = fold.get_by_role("button", name="Show More")
		if shown < 48:
			assert more.inner_text() == f"Show More ({48 - shown})"
			more.click()
	assert more.count() == 0


@SIZES
def test_a_rep_adds_a_touch_to_a_lead_without_any(page_as, live_site, model, size):
	email = f"new{size['width']}@canal.example"
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "status": "Lead", "email_id": email})
	live_site.run(_forget, lead)
	desk = page_as("Sales User", size=size)
	fold = timeline(desk, lead)
	assert "Nothing is known yet" in fold.inner_text()
	fold.screenshot(path=SCREENSHOTS / f"touches-none-{size['width']}.png")
	fold.get_by_role("button", name="Add a Touch").click()
	dialog = desk.page.locator(".li-add-touch.show")
	dialog.locator("select[data-fieldname=kind]").select_option(label="Demo Request (intent to buy)")
	dialog.locator("textarea[data-fieldname=subject]").fill("At our stand")
	desk.wait()
	desk.screenshot(f"touches-add-{size['width']}")
	assert_accessible(desk, ".modal.show")
	dialog.get_by_role("button", name="Add", exact=True).click()
	desk.told("The touch was added.")
	fold = desk.page.locator(".li-panel .li-touches")
	fold.locator(".li-touch").first.wait_for()
	text = fold.inner_text()
	assert "At our stand" in text
	assert "added by Rosa Bernard" in text
	assert "20 of 20 points left" in text
	assert (
		"1 × Demo Request, today" in desk.page.locator(".li-panel .li-reasons").inner_text() or size is PHONE
	)
	live_site.wait_for_jobs()


@SIZES
def test_a_rep_says_that_a_touch_answered_the_lead(page_as, live_site, model, size):
	email = f"answered{size['width']}@canal.example"
	lead = live_site.run(save_lead, **{**GOOD_LEAD, "status": "Lead", "email_id": email})
	live_site.run(_forget, lead)
	desk = page_as("Sales User", size=size)
	fold = timeline(desk, lead)
	fold.get_by_role("button", name="Add a Touch").click()
	dialog = desk.page.locator(".li-add-touch.show")
	kind, response = (dialog.locator(f"select[data-fieldname={name}]") for name in ("kind", "response"))
	notes = dialog.locator("textarea[data-fieldname=notes]")
	kind.select_option("Call Received")
	assert not response.is_visible()
	kind.select_option("Call Made")
	response.wait_for()
	assert not notes.is_visible()
	response.select_option(label="This answered the lead")
	notes.wait_for()
	dialog.get_by_role("button", name="Add", exact=True).click()
	refused = desk.page.locator(".modal.show:not(.li-add-touch)")
	assert "Notes" in refused.locator(".msgprint").inner_text()
	refused.locator(".btn-modal-close").click()
	refused.wait_for(state="hidden")
	notes.fill("Told her the price of three lamps")
	desk.wait()
	desk.screenshot(f"touches-answer-{size['width']}")
	dialog.get_by_role("button", name="Add", exact=True).click()
	desk.told("The touch was added.")
	first = desk.page.locator(".li-panel .li-touch").first
	first.wait_for()
	assert first.locator(".li-response-mark").inner_text() == "Answer"
	assert "Told her the price of three lamps" in first.inner_text()
	first.screenshot(path=SCREENSHOTS / f"touch-answer-{size['width']}.png")
	live_site.wait_for_jobs()
