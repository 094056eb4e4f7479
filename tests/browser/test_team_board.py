"""The managers' board: who has what, who waits, and giving leads to others."""

from __future__ import annotations

import re

import pytest

from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk
from tests.browser.hearing import until_heard, until_live
from tests.browser.timers import stretch

BOARD = "/app/lead-team-board"
BOARD_API = "**/api/method/lead_intelligence.api.team_board.board*"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
NINA = Person("nina@atelier-lumiere.example", "Nina", "Blanc", ("Sales User",))
HUGO = Person("hugo@atelier-lumiere.example", "Hugo", "Faure", ("Sales User",))
MANY = {"A": 4, "B": 9, "C": 6, "D": 3}


@pytest.fixture
def team(live_site, model):
	live_site.run(_nothing)
	live_site.run(_a_team, model)
	yield
	live_site.run(_nothing)


def _nothing() -> None:
	"""A kept site may have leads and pools of other tests."""
	import frappe

	for doctype in ("Lead Assignment", "Lead Clock", "Lead Rep Load"):
		frappe.db.delete(doctype)
	over = {"status": "Do Not Contact", "li_due_at": None, "li_clocks": None}
	frappe.db.set_value("Lead", {"status": ("!=", "Do Not Contact")}, over, update_modified=False)
	for doctype in ("Lead Routing Policy",):
		for name in frappe.get_all(doctype, {"docstatus": 1}, pluck="name"):
			frappe.get_doc(doctype, name).cancel()
	for doctype in ("Lead Routing Pool", "Lead Rep Profile"):
		for name in frappe.get_all(doctype, pluck="name"):
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)


def _a_team(model: str) -> None:
	from datetime import timedelta

	import frappe
	from frappe.utils import now_datetime

	from tests.site.routing_builders import a_pool, a_profile
	from tests.site.team_builders import a_request, an_answer, an_owned_lead

	frappe.db.set_value("User", MARKETING.user, "enabled", 1)
	for user, more in (
		(REP.user, {"capacity": 20, "daily_limit": 5}),
		(
			SECOND_REP.user,
			{"capacity": 40, "out_of_office": 1, "out_until": now_datetime() + timedelta(days=3)},
		),
		(MANAGER.user, {"capacity": 0}),
	):
		a_profile(user, **more)
	a_pool("Industry, north", REP.user, SECOND_REP.user)
	a_pool("Key accounts", REP.user, MANAGER.user)
	scored = {"li_scoring_model": model, "li_scored_on": now_datetime(), "li_score": 72.5}
	now = now_datetime()

	def lead(owner, grade, due=None, number=0):
		name = an_owned_lead(
			owner,
			grade,
			due,
			first_name="Ada",
			last_name=f"Marchand {number}",
			company_name=f"Verrerie {number}",
		)
		frappe.db.set_value("Lead", name, scored, update_modified=False)
		return name

	for grade, leads in MANY.items():
		for number in range(leads):
			name = lead(REP.user, grade, -30 if number == 0 else None, number)
			a_request(name, "Assigned", to_user=REP.user, decided_at=now - timedelta(days=number * 3))
			an_answer(name, REP.user, 4 + number, "Met" if number < 7 else "Late")
	for number in range(7):
		name = lead(SECOND_REP.user, "BC"[number % 2], 40, number)
		how = {"from_user": REP.user} if number % 2 else {}
		state = "By Hand" if number > 4 else "Assigned"
		a_request(name, state, to_user=SECOND_REP.user, decided_at=now - timedelta(days=number), **how)
	lead(MARKETING.user, "D")
	hot = lead(None, "A", -12, 1)
	a_request(hot, "Nobody", asked_at=now - timedelta(minutes=50), error="Everybody of Key accounts is full.")
	cold = lead(None, "C", None, 2)
	a_request(cold, asked_at=now - timedelta(seconds=40))
	frappe.db.set_value("User", MARKETING.user, "enabled", 0)


def board(desk: Desk):
	page = desk.open(BOARD)
	page.locator(".li-team-table").wait_for()
	desk.wait()
	return page.locator(".li-team-board")


def row(desk: Desk, name: str):
	return desk.page.locator(".li-team-table tbody tr").filter(has_text=name)


def until_a_rep_has(desk: Desk, pattern: str) -> None:
	"""A regular expression of JavaScript, which a row of the team fits."""
	desk.page.wait_for_function(
		"(pattern) => [...document.querySelectorAll('.li-team-table tbody tr')].some(row => new RegExp(pattern).test(row.innerText))",
		arg=pattern,
	)


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


@SIZES
def test_a_manager_sees_the_team_as_it_stands(page_as, team, size):
	desk = page_as("Sales Manager", size=size)
	shown = board(desk)
	assert_accessible(desk, ".li-team-board")
	rosa = words(row(desk, "Rosa Bernard"))
	assert "Industry, north, Key accounts" in rosa
	assert "A 4 B 9 C 6 D 3" in rosa
	# What others have left in the site counts too.
	assert re.search(r"\b2[2-9] of 20\b", rosa), rosa
	assert "Out of office until" in words(row(desk, "Théo Lefèvre"))
	assert "User disabled" in words(row(desk, "Mila Roux"))
	text = words(shown)
	assert "Nobody Found 1" in text
	assert "Wait for Routing 1" in text
	assert "Everybody of Key accounts is full." in text
	assert desk.page.locator(".li-over-time").is_visible()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"team-board-{size['width']}", full_page=True)


def test_leads_that_wait_are_given_to_a_person(page_as, live_site, team):
	desk = page_as("Sales Manager")
	board(desk)
	give = desk.page.locator(".li-choose-foot .btn-primary")
	assert give.is_disabled()
	desk.page.get_by_label("Choose Ada Marchand 1").check()
	give.click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text("Reassign 1 lead").wait_for()
	choose(desk, "how", "A Person")
	fill_link(desk, "to", REP.user)
	dialog.locator("[data-fieldname=reason] textarea").fill("She knows the company")
	desk.screenshot("team-board-reassign")
	dialog.locator(".modal-footer .btn-primary").click()
	desk.told("1 lead was reassigned.")
	desk.page.locator(".li-choose-table tbody tr").filter(has_text="Ada Marchand 1").wait_for(
		state="detached"
	)
	until_a_rep_has(desk, "Rosa[^]*A 5")
	assert give.is_disabled()
	assert live_site.run(_owner_and_state, "Marchand 1", REP.user) == "Withdrawn"


def _owner_and_state(last_name: str, owner: str) -> str:
	"""Of the request of the hot lead, which is the owner's now."""
	import frappe

	leads = frappe.get_all(
		"Lead", {"last_name": last_name, "lead_owner": owner, "li_due_at": ("is", "set")}, pluck="name"
	)
	rows = frappe.get_all(
		"Lead Assignment",
		{
			"lead": ("in", leads),
			"from_user": ("is", "not set"),
			"cause": "Ready",
			"to_user": ("is", "not set"),
		},
		pluck="state",
	)
	return str(rows[0])


def choose(desk: Desk, field: str, label: str) -> None:
	desk.page.locator(f".modal.show [data-fieldname={field}] select").select_option(label=label)


def fill_link(desk: Desk, field: str, value: str) -> None:
	control = desk.page.locator(f".modal.show [data-fieldname={field}] input")
	control.fill(value)
	desk.wait()
	desk.page.get_by_role("option").filter(has_text=value).first.click()


def test_the_leads_of_a_rep_are_sent_back_to_the_routing(page_as, live_site, team):
	desk = page_as("Sales Manager")
	board(desk)
	row(desk, "Théo Lefèvre").get_by_role("button", name="Show the open leads of Théo Lefèvre").click()
	dialog = desk.page.locator(".modal.show")
	dialog.locator("tbody tr").nth(6).wait_for()
	desk.wait()
	desk.screenshot("team-board-leads")
	dialog.get_by_label("Choose All").check()
	dialog.locator(".modal-footer .btn-primary").click()
	asked = desk.page.locator(".modal.show").filter(has_text="Reassign 7 leads")
	asked.locator(".modal-footer .btn-primary").click()
	desk.told("7 leads are being routed.")
	assert live_site.run(_asked_for, SECOND_REP.user) == 7


def _asked_for(owner: str) -> int:
	import frappe

	return int(frappe.db.count("Lead Assignment", {"cause": "Asked", "from_user": owner}))


def test_what_others_do_is_shown_by_itself(page_as, live_site, team):
	desk = a_board_that_hears(page_as, live_site)
	live_site.run(_give_the_hot_lead, SECOND_REP.user)
	until_a_rep_has(desk, "Lefèvre[^]*A 1")


def test_what_others_do_while_the_board_looks_is_shown_as_well(page_as, live_site, team):
	desk = a_board_that_hears(page_as, live_site)
	desk.wait()
	desk.page.evaluate("() => frappe.realtime.on('lead_team_changed', () => (window.li_told = true))")
	answered = []
	desk.page.route(BOARD_API, lambda route: answered.append((route, route.fetch())), times=1)
	desk.press("Refresh")
	desk.until(lambda: bool(answered))
	live_site.run(_give_the_hot_lead, SECOND_REP.user)
	desk.page.wait_for_function("() => window.li_told")
	route, answer = answered[0]
	route.fulfill(response=answer)
	until_a_rep_has(desk, "Lefèvre[^]*A 1")


def a_board_that_hears(page_as, live_site) -> Desk:
	desk = page_as("Sales Manager")
	# Otherwise the board looks by itself in between.
	stretch(desk.page, {20_000: 600_000})
	board(desk)
	until_live(desk)
	until_heard(desk, live_site, doctype="Lead Rep Load")
	return desk


def _give_the_hot_lead(to: str) -> None:
	import frappe

	from lead_intelligence.adapters.lead_owners import give_to

	give_to(frappe.get_all("Lead Assignment", {"state": "Nobody"}, pluck="lead"), to)


def test_reps_are_sorted_by_what_is_asked_for(page_as, team):
	desk = page_as("Sales Manager")
	board(desk)

	def names() -> list[str]:
		return [one.split()[0] for one in desk.page.locator(".li-team-table .li-rep").all_inner_texts()]

	assert names()[0] == "Rosa"
	desk.page.get_by_role("button", name="Rep", exact=True).click()
	assert names() == ["Maud", "Mila", "Rosa", "Théo"]
	desk.page.get_by_role("button", name="Load", exact=True).click()
	assert names() == ["Rosa", "Théo", "Maud", "Mila"]
	assert desk.page.locator("th[aria-sort=descending]").inner_text().strip().startswith("Load")


def test_a_pool_and_a_period_are_chosen(page_as, team):
	desk = page_as("Sales Manager")
	board(desk)
	desk.page.locator(".page-form [data-fieldname=pool] input").fill("Key accounts")
	desk.wait()
	desk.page.get_by_role("option").filter(has_text="Key accounts").first.click()
	row(desk, "Théo Lefèvre").wait_for(state="detached")
	desk.wait()
	assert row(desk, "Maud Petit").is_visible()
	desk.page.get_by_label("Period").select_option("90")
	desk.page.get_by_text("assignments in 90 days").wait_for()
	desk.page.get_by_label("Rep", exact=True).select_option(label="Maud Petit")
	desk.page.get_by_text("No lead was assigned in this time.").wait_for()


def test_what_fails_is_said_and_what_was_known_stays(page_as, team):
	desk = page_as("Sales Manager")
	desk.page.route(BOARD_API, lambda route: route.abort())
	page = desk.open(BOARD)
	page.get_by_text("The board could not be loaded.").wait_for()
	desk.screenshot("team-board-failed")
	desk.page.unroute(BOARD_API)
	page.get_by_role("button", name="Try Again").click()
	page.locator(".li-team-table").wait_for()
	desk.page.route(BOARD_API, lambda route: route.abort())
	desk.press("Refresh")
	page.get_by_text("The board could not be refreshed.").wait_for()
	assert page.locator(".li-team-table").is_visible()
	desk.screenshot("team-board-stale")
	desk.errors.clear()


def test_nobody_to_show(page_as, live_site):
	live_site.run(_nothing)
	desk = page_as("Sales Manager")
	page = desk.open(BOARD)
	page.get_by_text("Nobody is in a routing pool, and nobody owns an open lead.").wait_for()
	page.get_by_text("No lead waits for an owner.").wait_for()
	desk.screenshot("team-board-empty")


def test_in_french(page_as, live_site, team):
	live_site.run(_speak, "fr")
	try:
		desk = page_as("Sales Manager", size=PHONE)
		page = desk.open(BOARD)
		page.get_by_role("heading", name="En attente d’un responsable").wait_for()
		desk.wait()
		assert "Absent du bureau jusqu’à" in words(row(desk, "Théo Lefèvre"))
		assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
		desk.screenshot("team-board-french", full_page=True)
	finally:
		live_site.run(_speak, "en")


def _speak(language: str) -> None:
	import frappe

	frappe.db.set_value("User", MANAGER.user, "language", language)
	frappe.clear_cache(user=MANAGER.user)


def test_it_is_not_for_reps(page_as, team):
	desk = page_as("Sales User")
	page = desk.page
	page.goto(BOARD)
	page.get_by_text("You do not have enough permissions").first.wait_for()
	assert page.locator(".li-team-board").count() == 0
	desk.errors.clear()


@SIZES
def test_the_leads_of_a_rep_are_handed_over_after_a_look_at_what_would_happen(page_as, live_site, team, size):
	live_site.run(_routing_to_others)
	live_site.wait_for_jobs()
	live_site.run(_graded_again)
	desk = page_as("Sales Manager", size=size)
	board(desk)
	row(desk, "Rosa Bernard").get_by_role("button", name="Hand the leads of Rosa Bernard over").click()
	dialog = desk.page.locator(".modal.show")
	dialog.get_by_text("22 leads go to others.").wait_for()
	shown = words(dialog)
	assert "A 4, B 9, C 6, D 3" in shown
	assert "Nina Blanc 11" in shown
	assert "Hugo Faure 11" in shown
	assert "Rosa Bernard still takes new leads." in shown
	assert live_site.run(_owned_by, REP.user) == 22
	desk.screenshot(f"team-board-hand-over-{size['width']}")
	choose(desk, "scope", "Only Those That Wait for an Answer")
	dialog.get_by_text("4 leads go to others.").wait_for()
	choose(desk, "scope", "All Open Leads")
	dialog.get_by_text("22 leads go to others.").wait_for()
	dialog.locator(".modal-footer .btn-primary").click()
	dialog.get_by_text("22 of 22 leads have gone to others.").wait_for(timeout=120_000)
	desk.screenshot(f"team-board-handed-over-{size['width']}")
	dialog.get_by_role("button", name="Close").last.click()
	until_a_rep_has(desk, "Nina Blanc")
	assert live_site.run(_owned_by, REP.user) == 0


def _routing_to_others() -> None:
	from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

	hire(NINA)
	hire(HUGO)
	a_live_routing_policy(routing_rule(a_pool("Field", NINA.user, HUGO.user)))


def _graded_again() -> None:
	"""The leads of Rosa, which a policy that goes live has judged by what is known of them."""
	import frappe
	from frappe.utils import now_datetime

	grades = [(grade, not number) for grade, leads in MANY.items() for number in range(leads)]
	leads = frappe.get_all("Lead", {"lead_owner": REP.user, "status": ("!=", "Do Not Contact")}, pluck="name")
	for name, (grade, waits) in zip(sorted(leads), grades, strict=True):
		due_at = now_datetime().replace(microsecond=0) if waits else None
		clocks = f"First Response {due_at}" if due_at else None
		values = {"li_grade": grade, "li_due_at": due_at, "li_clocks": clocks}
		frappe.db.set_value("Lead", name, values, update_modified=False)


def _owned_by(user: str) -> int:
	import frappe

	return int(frappe.db.count("Lead", {"lead_owner": user, "status": ("!=", "Do Not Contact")}))
