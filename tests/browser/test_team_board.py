"""The managers' board: who has what, who waits, and giving leads to others."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.browser.desk import PHONE, WIDE, Desk

BOARD = "/app/lead-team-board"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
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

	from tests.site.team_builders import a_profile, a_request, a_team, an_answer, an_owned_lead

	frappe.db.set_value("User", MARKETING.user, "enabled", 1)
	for user, more in (
		(REP.user, {"capacity": 20, "daily_limit": 5}),
		(
			SECOND_REP.user,
			{"capacity": 40, "out_of_office": 1, "out_until": now_datetime() + timedelta(days=3)},
		),
		(MANAGER.user, {"capacity": 0}),
	):
		a_profile(user, ramp_up_days=0, **more)
	a_team(REP.user, SECOND_REP.user, name="Industry, north")
	a_team(REP.user, MANAGER.user, name="Key accounts")
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


def words(locator) -> str:
	return " ".join(locator.inner_text().split())


@SIZES
def test_a_manager_sees_the_team_as_it_stands(page_as, team, size):
	desk = page_as("Sales Manager", size=size)
	shown = board(desk)
	rosa = words(row(desk, "Rosa Bernard"))
	assert "Industry, north, Key accounts" in rosa
	assert "A 4 B 9 C 6 D 3" in rosa
	assert "22 of 20" in rosa
	assert "Out of office, until" in words(row(desk, "Théo Lefèvre"))
	assert "User disabled" in words(row(desk, "Mila Roux"))
	text = words(shown)
	assert "Nobody Found 1" in text
	assert "Wait for Routing 1" in text
	assert "Everybody of Key accounts is full." in text
	assert desk.page.locator(".li-over-time").is_visible()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"team-board-{size['width']}", full_page=True)
