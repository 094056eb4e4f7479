"""What a rep writes on the desk is not lost: without a network, without a session, with a server that fails, in two tabs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.bench.people import SECOND_REP
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.desk_leads import a_lead_of, a_new_rep, open_desk, row
from tests.browser.timers import stretch

pytestmark = pytest.mark.own_context  # which has no network now and then
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
ACT = "**/api/method/lead_intelligence.api.lead_desk_acts.note"
# What is sent within 0.8 s of each other is told together, where each is sent in less.
TOLD_TOGETHER = {800: 5_000}
NAMES = ("Ada Amiel", "Ben Bouvier", "Chloe Carre")
THREE = {
	"Ada Amiel": "She asks for the drawings of hall 4.\nCall her back.",
	"Ben Bouvier": "Budget is there: 40 k€ & more.",
	"Chloe Carre": "Wants to see the works in May.",
}


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


@pytest.fixture
def leads(live_site, rep) -> dict[str, str]:
	return {name: live_site.run(a_lead_of, rep.user, name) for name in NAMES}


def banner(desk: Desk):
	return desk.page.locator(".li-has-unsent:visible")


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


def take_note(desk: Desk, name: str, notes: str) -> None:
	"""As a rep does it: the lead is chosen, the letter T opens the dialog."""
	page = desk.page
	# The desk goes on to the next lead once the one before is sent.
	desk.wait()
	row(desk, name).locator(".li-desk-name").click()
	page.keyboard.press("t")
	dialog = page.locator(".li-desk-window:visible")
	dialog.get_by_label("Note", exact=True).fill(notes)
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="detached")


def take_notes(desk: Desk) -> None:
	for name, notes in THREE.items():
		take_note(desk, name, notes)


def kept(page) -> int:
	return page.evaluate(
		"() => Object.keys(localStorage).filter((key) => key.startsWith('li_outbox:')).length"
	)


def wait_for_nothing_kept(page) -> None:
	page.wait_for_function(
		"() => !Object.keys(localStorage).some((key) => key.startsWith('li_outbox:'))", timeout=40_000
	)


def _notes(*leads: str) -> list[str]:
	import frappe

	frappe.db.rollback()
	found = frappe.get_all("Lead Touch", {"lead": ("in", leads)}, ["lead", "notes"], order_by="name")
	return sorted(touch.notes for touch in found if touch.notes)


@SIZES
def test_three_notes_of_an_offline_minute_are_sent_when_the_network_is_back(
	page_as, live_site, rep, leads, size
):
	desk = page_as(rep, size=size)
	stretch(desk.page, TOLD_TOGETHER)
	page = open_desk(desk)
	page.context.set_offline(True)
	take_notes(desk)
	said = (
		"You are offline: 3 notes are kept on this device and are sent as soon as the server can be reached."
	)
	banner(desk).get_by_text(said).wait_for()
	banner(desk).get_by_role("button", name="Show").click()
	listed = words(banner(desk))
	for name, notes in THREE.items():
		assert name in listed
		assert " ".join(notes.split()) in listed
	assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"lead-desk-offline-{size['width']}")
	assert live_site.run(_notes, *leads.values()) == []
	page.context.set_offline(False)
	wait_for_nothing_kept(page)
	desk.told("3 kept entries were sent.")
	banner(desk).wait_for(state="detached")
	assert live_site.run(_notes, *leads.values()) == sorted(THREE.values())
	desk.errors.clear()


def test_a_page_that_is_closed_meanwhile_loses_nothing(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	page.context.set_offline(True)
	take_notes(desk)
	banner(desk).get_by_text("You are offline: 3 notes").wait_for()
	context = page.context
	page.close()
	context.set_offline(False)
	stretch(context, TOLD_TOGETHER)
	again = Desk(context.new_page())
	again.page.goto("/app/lead")
	again.told("3 kept entries were sent.")
	assert live_site.run(_notes, *leads.values()) == sorted(THREE.values())
	desk.errors.clear()


def test_an_answer_that_is_lost_on_the_way_is_no_second_note(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	sent = []

	def lose_the_first(route) -> None:
		sent.append(route.request.post_data_json)
		if len(sent) > 1:
			return route.continue_()
		route.fetch()
		return route.abort()

	page.route(ACT, lose_the_first)
	take_note(desk, "Ada Amiel", "Once")
	wait_for_nothing_kept(page)
	first, again = sent
	assert again == first
	assert live_site.run(_notes, *leads.values()) == ["Once"]
	desk.errors.clear()


def test_who_does_not_want_to_wait_sends_at_once(page_as, rep, leads):
	desk = page_as(rep)
	# After which it is sent again by itself.
	stretch(desk.page, {5_000: 600_000})
	page = open_desk(desk)
	page.route(ACT, lambda route: route.abort())
	take_note(desk, "Ada Amiel", "Now")
	banner(desk).get_by_text("You are offline: 1 note is kept").wait_for()
	desk.wait()
	with page.expect_request(ACT):
		banner(desk).get_by_role("button", name="Send Now").click()
	desk.wait()
	assert kept(page) == 1
	desk.errors.clear()


def test_a_server_that_fails_is_asked_again_by_itself(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	answers = [502, 503]

	def fail_twice(route) -> None:
		if answers:
			route.fulfill(status=answers.pop(), body="<h1>Bad Gateway</h1>")
		else:
			route.continue_()

	page.route(ACT, fail_twice)
	take_note(desk, "Ada Amiel", "First")
	banner(desk).get_by_text("1 note").wait_for()
	# The order of one lead is kept, and another one does not wait for it.
	take_note(desk, "Ada Amiel", "Second")
	page.wait_for_function("() => document.querySelectorAll('.modal.show').length === 0")
	wait_for_nothing_kept(page)
	desk.until(lambda: len(live_site.run(_notes, leads["Ada Amiel"])) == 2)
	assert live_site.run(_notes, leads["Ada Amiel"]) == ["First", "Second"]
	desk.errors.clear()


@SIZES
def test_after_an_expired_session_one_signs_in_and_all_is_sent(page_as, live_site, rep, leads, cookies, size):
	desk = page_as(rep, size=size)
	stretch(desk.page, TOLD_TOGETHER)
	page = open_desk(desk)
	live_site.run(_end_sessions, rep.user)
	cookies.pop(rep.user)
	take_notes(desk)
	said = "Your session has expired: 3 notes are kept on this device. Sign in and they are sent."
	banner(desk).get_by_text(said).wait_for()
	desk.screenshot(f"lead-desk-expired-{size['width']}")
	assert_accessible(desk, ".li-outbox")
	banner(desk).get_by_role("button", name="Sign In").click()
	_sign_in(page, rep)
	page.wait_for_url("**/app/lead-desk")
	desk.told("3 kept entries were sent.")
	assert live_site.run(_notes, *leads.values()) == sorted(THREE.values())
	desk.errors.clear()


def _end_sessions(user: str) -> None:
	import frappe
	from frappe.sessions import clear_sessions

	clear_sessions(user, force=True)
	frappe.db.commit()


def _sign_in(page, person) -> None:
	# Set by the page once it listens to its form.
	page.wait_for_function("() => window.location.hash === '#login'")
	page.locator("#login_email").fill(person.user)
	page.locator("#login_password").fill(person.password)
	page.locator(".btn-login").first.click()


def test_signing_in_in_another_tab_is_enough(page_as, live_site, rep, leads, cookies):
	desk = page_as(rep)
	page = open_desk(desk)
	live_site.run(_end_sessions, rep.user)
	cookies.pop(rep.user)
	take_notes(desk)
	banner(desk).get_by_text("Your session has expired: 3 notes").wait_for()
	answer = page.context.request.post("/api/method/login", form={"usr": rep.user, "pwd": rep.password})
	assert answer.ok
	page.evaluate("() => window.dispatchEvent(new Event('focus'))")
	wait_for_nothing_kept(page)
	assert live_site.run(_notes, *leads.values()) == sorted(THREE.values())
	desk.errors.clear()


def test_what_one_has_written_is_not_sent_by_somebody_else(page_as, live_site, rep, leads, cookies):
	desk = page_as(rep)
	page = open_desk(desk)
	answer = page.context.request.post(
		"/api/method/login", form={"usr": SECOND_REP.user, "pwd": SECOND_REP.password}
	)
	assert answer.ok
	take_note(desk, "Ada Amiel", "Mine")
	said = (
		"Somebody else has signed in in this browser: 1 note is kept for you. Sign in again and it is sent."
	)
	banner(desk).get_by_text(said).wait_for()
	other = Desk(page.context.new_page())
	shown = other.open("/app/lead-desk")
	shown.wait_for_timeout(1000)
	assert not banner(other).count()
	assert kept(page) == 1
	assert live_site.run(_notes, *leads.values()) == []
	desk.errors.clear()


def test_two_tabs_send_each_note_once(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	second = Desk(page.context.new_page())
	open_desk(second)
	sent = []
	for one in (page, second.page):
		one.on(
			"request",
			lambda request: sent.append(request.post_data) if "lead_desk_acts.note" in request.url else None,
		)
	page.context.set_offline(True)
	take_notes(desk)
	take_note(second, "Ada Amiel", "Of the second tab")
	banner(desk).get_by_text("4 notes are kept").wait_for()
	banner(second).get_by_text("4 notes are kept").wait_for()
	sent.clear()
	page.context.set_offline(False)
	wait_for_nothing_kept(page)
	assert live_site.run(_notes, *leads.values()) == sorted([*THREE.values(), "Of the second tab"])
	assert len(sent) == len(set(sent)) == 4
	desk.errors.clear()


def test_what_is_refused_later_stays_until_somebody_decides(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	page.context.set_offline(True)
	take_notes(desk)
	banner(desk).get_by_text("You are offline: 3 notes").wait_for()
	live_site.run(_delete, leads["Ben Bouvier"])
	page.context.set_offline(False)
	said = "1 note was not accepted by the server. It is kept here with the reason."
	banner(desk).get_by_text(said).wait_for()
	banner(desk).get_by_role("button", name="Show").click()
	entry = banner(desk).locator(".li-refused")
	why = f"There is no lead {leads['Ben Bouvier']} any more"
	assert why in words(entry)
	assert THREE["Ben Bouvier"] in words(entry)
	desk.screenshot("lead-desk-refused-later")
	assert_accessible(desk, ".li-outbox")
	entry.get_by_role("button", name="Try Again").click()
	desk.wait()
	entry.get_by_text(why).wait_for()
	assert kept(page) == 1
	entry.get_by_role("button", name="Discard").click()
	desk.answer("Discard this for good?")
	banner(desk).wait_for(state="detached")
	assert kept(page) == 0
	desk.errors.clear()


def _delete(lead: str) -> None:
	import frappe

	frappe.delete_doc("Lead", lead, force=True, ignore_permissions=True)


def test_a_call_is_recorded_with_the_moment_at_which_it_was_made(page_as, live_site, rep, leads):
	desk = page_as(rep)
	desk.page.clock.install()
	desk.page.route("**/api/method/lead_intelligence.api.desk_session.current*", _ninety_minutes_on)
	page = open_desk(desk)
	page.context.set_offline(True)
	row(desk, "Ada Amiel").locator(".li-desk-name").click()
	page.keyboard.press("c")
	dialog = page.locator(".li-desk-window:visible")
	dialog.get_by_label("Reached").check(force=True)
	dialog.get_by_role("button", name="In 1 Hour").click()
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="detached")
	banner(desk).get_by_text("You are offline: 1 note").wait_for()
	before = live_site.run(_now)
	# Two hours later by the clock of the device. What the server says is the time: here ninety minutes from now.
	page.clock.fast_forward(2 * 3600 * 1000)
	page.context.set_offline(False)
	page.clock.fast_forward(10_000)
	wait_for_nothing_kept(page)
	made, due = live_site.run(_call_and_step, leads["Ada Amiel"])
	assert 25 < (before - made).total_seconds() / 60 < 35
	# What was to be done in an hour is due by then.
	assert 88 < (due - before).total_seconds() / 60 < 95
	desk.errors.clear()


def _ninety_minutes_on(route) -> None:
	answer = route.fetch()
	told = answer.json()
	now = datetime.fromisoformat(told["message"]["now"]) + timedelta(minutes=90)
	told["message"]["now"] = str(now)
	route.fulfill(response=answer, json=told)


def _now() -> datetime:
	from frappe.utils import now_datetime

	return now_datetime()


def _call_and_step(lead: str) -> tuple[datetime, datetime]:
	import frappe

	frappe.db.rollback()
	made = frappe.get_all("Lead Touch", {"lead": lead}, pluck="happened_at")
	due = frappe.get_all("Lead Next Step", {"lead": lead, "state": "Open"}, pluck="due_at")
	assert (len(made), len(due)) == (1, 1)
	return made[0], due[0]


def test_a_snooze_that_was_not_sent_is_undone_in_its_turn(page_as, live_site, rep, leads):
	desk = page_as(rep)
	page = open_desk(desk)
	page.context.set_offline(True)
	row(desk, "Ada Amiel").locator(".li-desk-name").click()
	page.keyboard.press("s")
	dialog = page.locator(".li-desk-window:visible")
	dialog.get_by_role("button", name="Next Week").click()
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="detached")
	banner(desk).get_by_text("You are offline: 1 note").wait_for()
	page.get_by_role("button", name="Undo").click()
	banner(desk).get_by_text("You are offline: 2 notes").wait_for()
	page.context.set_offline(False)
	wait_for_nothing_kept(page)
	row(desk, "Ada Amiel").wait_for()
	assert live_site.run(_snoozes, leads["Ada Amiel"]) == 0
	desk.errors.clear()


def _snoozes(lead: str) -> int:
	import frappe

	frappe.db.rollback()
	return int(frappe.db.count("Lead Next Step", {"lead": lead, "state": "Open"}))


def test_a_browser_without_room_says_so_and_sends_all_the_same(page_as, live_site, rep, leads):
	desk = page_as(rep)
	full = """() => { const put = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) {
		if (key.startsWith("li_outbox")) throw new DOMException("full", "QuotaExceededError"); return put.call(this, key, value); }; }"""
	desk.page.add_init_script(f"({full})()")
	stretch(desk.page, TOLD_TOGETHER)
	page = open_desk(desk)
	page.context.set_offline(True)
	take_notes(desk)
	said = "This browser has no room to keep them: leave this page open until they are sent."
	banner(desk).get_by_text(said).wait_for()
	page.context.set_offline(False)
	desk.told("3 kept entries were sent.")
	assert live_site.run(_notes, *leads.values()) == sorted(THREE.values())
	desk.errors.clear()
