"""The board of the managers: what it counts, for whom, and in how few statements."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.journey import append_many
from lead_intelligence.api import team_board as api
from lead_intelligence.core.history.assignment_entry import AssignmentEntry, AssignmentEvent
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import another_company
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule
from tests.site.team_builders import a_request, an_answer, an_owned_lead


@pytest.fixture(autouse=True)
def nothing_else():
	"""Leads that other tests have left on a kept site are over, and the pool that comes with the app is gone."""
	frappe.db.set_value("Lead", {"name": ("is", "set")}, "status", "Do Not Contact", update_modified=False)
	frappe.db.delete("Lead Assignment")
	frappe.db.delete("Lead Clock")
	for pool in frappe.get_all("Lead Routing Pool", pluck="name"):
		frappe.delete_doc("Lead Routing Pool", pool, force=True)


@pytest.fixture
def team() -> str:
	return a_pool("Team", REP.user, SECOND_REP.user)


@pytest.fixture
def board(by):
	return lambda **about: by(MANAGER)(api.board, **about)


def row_of(board: dict, user: str) -> dict:
	return next(row for row in board["reps"] if row["user"] == user)


def test_the_open_leads_of_a_rep_by_grade_and_those_that_are_late(team, board):
	an_owned_lead(REP.user, "A", due_in_minutes=-5)
	an_owned_lead(REP.user, "A", due_in_minutes=30)
	an_owned_lead(REP.user)
	an_owned_lead(REP.user, "A", status="Do Not Contact", due_in_minutes=-5)
	an_owned_lead(SECOND_REP.user, "B")

	shown = board()

	rosa = row_of(shown, REP.user)
	assert (rosa["by_grade"], rosa["open"], rosa["late"]) == ({"A": 2, "": 1}, 3, 1)
	assert rosa["pools"] == [{"pool": "Team", "paused": False}]
	assert row_of(shown, SECOND_REP.user)["by_grade"] == {"B": 1}
	assert {grade["grade"] for grade in shown["grades"]} == {"A", "B", ""}
	assert shown["grades"][-1]["grade"] == ""


def test_a_lead_that_was_put_aside_is_not_open(team, board):
	lead = an_owned_lead(REP.user)
	frappe.db.set_value("Lead", lead, "li_stage", "Nurture", update_modified=False)

	assert row_of(board(), REP.user)["open"] == 0


def test_leads_of_nobody_are_counted_apart(team, board):
	an_owned_lead(None, due_in_minutes=-5)
	an_owned_lead("Guest")
	an_owned_lead("Administrator")

	shown = board()

	assert shown["unowned"] == {"open": 3, "late": 1}
	assert {row["user"] for row in shown["reps"]} == {REP.user, SECOND_REP.user}


def test_capacity_load_and_presence_come_from_the_profile(team, board):
	a_profile(REP.user, capacity=4, daily_limit=7, out_of_office=1)
	an_owned_lead(REP.user)

	rosa = row_of(board(), REP.user)

	assert (rosa["work"]["load"], rosa["work"]["capacity"], rosa["work"]["daily_limit"]) == (1, 4, 7)
	assert rosa["absence"] == {"why": "out_of_office", "until": None}


def test_who_owns_leads_without_a_pool_is_shown_and_so_is_a_user_who_left(team, board):
	an_owned_lead(MARKETING.user)
	frappe.db.set_value("User", MARKETING.user, "enabled", 0)

	mila = row_of(board(), MARKETING.user)

	assert (mila["pools"], mila["work"], mila["absence"]["why"]) == ([], None, "disabled_user")


def test_of_a_pool_only_its_members(team, board):
	a_pool("Other", SECOND_REP.user)
	an_owned_lead(MARKETING.user)

	shown = board(pool="Other")

	assert [row["user"] for row in shown["reps"]] == [SECOND_REP.user]
	assert {"Other", "Team"} <= set(shown["pools"])
	assert board(pool="No such pool")["reps"] == []


def test_first_responses_of_thirty_days(team, board):
	lead = an_owned_lead(REP.user)
	for minutes, outcome in ((3.2, "Met"), (5, "Met"), (90, "Late")):
		an_answer(lead, REP.user, minutes, outcome)
	an_answer(lead, REP.user, 4000, at=now_datetime() - timedelta(days=31))

	answers = row_of(board(), REP.user)["answers"]

	assert answers == {"answers": 3, "in_time": 2, "median": 5}


def test_leads_without_company_are_those_of_the_default_company(team, board):
	other = another_company()
	an_owned_lead(REP.user, company=None)
	an_owned_lead(REP.user, company=other)

	assert row_of(board(), REP.user)["open"] == 2
	assert row_of(board(company=other), REP.user)["open"] == 1
	assert row_of(board(company=COMPANY), REP.user)["open"] == 1


def test_a_manager_sees_the_leads_that_they_may_read(team, board, by):
	other = another_company()
	an_owned_lead(REP.user, due_in_minutes=-5)
	foreign = an_owned_lead(REP.user, company=other, due_in_minutes=-5)
	unowned = an_owned_lead(None, company=other)
	a_request(unowned, "Nobody")
	a_request(foreign, "Assigned", to_user=REP.user)
	an_answer(foreign, REP.user, 5)
	frappe.get_doc(
		{"doctype": "User Permission", "user": MANAGER.user, "allow": "Company", "for_value": COMPANY}
	).insert()

	shown = board()

	rosa = row_of(shown, REP.user)
	assert (rosa["open"], rosa["late"], rosa["answers"]) == (1, 1, None)
	assert shown["unowned"]["open"] == 0
	assert shown["waiting"]["nobody"] == 0
	assert by(MANAGER)(api.waiting)["leads"] == []
	assert len(by(MANAGER)(api.leads, user=REP.user)["leads"]) == 1
	assert sum(day["first"] for day in by(MANAGER)(api.over_time)) == 0


def test_it_takes_the_same_few_statements_for_many_reps_and_leads(team, board):
	an_owned_lead(REP.user, "A")
	board()
	with counted_queries() as few:
		board()
	for number in range(12):
		user = _a_colleague(number)
		an_owned_lead(user, "ABC"[number % 3], due_in_minutes=-number)
	pool = frappe.get_doc("Lead Routing Pool", team)
	pool.extend("members", [{"user": f"colleague-{number}@atelier-lumiere.example"} for number in range(12)])
	pool.save()
	board()
	with counted_queries() as many:
		assert len(board()["reps"]) >= 14

	assert len(many) <= len(few)
	# Pools that this transaction has changed are read by it; all others are remembered.
	assert len(many) <= 15


def _a_colleague(number: int) -> str:
	email = f"colleague-{number}@atelier-lumiere.example"
	user = frappe.new_doc("User")
	user.update(
		{"email": email, "first_name": f"Colleague {number}", "enabled": 1, "user_type": "System User"}
	)
	user.name = email
	user.db_insert()
	return email


def test_leads_that_wait_come_with_who_was_not_found_first(team, board, by):
	earlier = an_owned_lead(None, first_name="Early", company_name="Verrerie")
	later = an_owned_lead(None, first_name="Late")
	a_request(earlier, asked_at=now_datetime() - timedelta(hours=2))
	a_request(later, "Nobody")
	_nobody_was_found(later)
	a_request(an_owned_lead(REP.user), "Assigned", to_user=REP.user)

	found = by(MANAGER)(api.waiting)

	assert [row["lead"] for row in found["leads"]] == [later, earlier]
	assert found["leads"][0]["why"] == "Team: Is full (2). Managers: There is no manager."
	assert (found["leads"][1]["why"], found["leads"][1]["company_name"]) == (None, "Verrerie")
	assert found["next"] is None
	waiting = board()["waiting"]
	assert (waiting["waiting"], waiting["nobody"]) == (1, 1)
	assert waiting["oldest"] < str(now_datetime() - timedelta(hours=1))


def _nobody_was_found(lead: str) -> None:
	full = [{"user": user, "passed": "full"} for user in (REP.user, SECOND_REP.user)]
	asked = [
		{"pool": "Team", "why_nobody": "full", "candidates": full},
		{"pool": None, "why_nobody": "empty", "candidates": []},
	]
	entry = AssignmentEntry(
		event=AssignmentEvent.NOBODY_FOUND, at=now_datetime(), cycle=1, evidence={"asked": asked}
	)
	append_many([(lead, entry)], "Administrator")


def test_the_leads_of_a_rep_come_in_pages_what_is_due_first(team, by, monkeypatch):
	monkeypatch.setattr(api, "_PAGE", 2)
	nothing_due = an_owned_lead(REP.user)
	soon = an_owned_lead(REP.user, due_in_minutes=5)
	late = an_owned_lead(REP.user, due_in_minutes=-5)

	first = by(MANAGER)(api.leads, user=REP.user)
	second = by(MANAGER)(api.leads, user=REP.user, start=first["next"])

	assert [row["name"] for row in first["leads"]] == [late, soon]
	assert ([row["name"] for row in second["leads"]], second["next"]) == ([nothing_due], None)
	nobodys = an_owned_lead(None)
	assert [row["name"] for row in by(MANAGER)(api.leads)["leads"]] == [nobodys]


def test_assignments_over_time_by_day_and_kind(team, by):
	lead = an_owned_lead(REP.user)
	yesterday = now_datetime() - timedelta(days=1)
	a_request(lead, "Assigned", to_user=SECOND_REP.user, decided_at=yesterday)
	a_request(lead, "Assigned", from_user=SECOND_REP.user, to_user=REP.user)
	a_request(lead, "By Hand", from_user=REP.user, to_user=REP.user)
	a_request(lead, "Nobody")
	a_request(lead, "Assigned", to_user=REP.user, decided_at=now_datetime() - timedelta(days=8))

	week = by(MANAGER)(api.over_time, days=7)

	assert len(week) == 7
	assert [day["day"] for day in week] == sorted(day["day"] for day in week)
	assert week[-2] == {"day": str(yesterday.date()), "first": 1, "again": 0, "by_hand": 0}
	assert week[-1] == {"day": str(now_datetime().date()), "first": 0, "again": 1, "by_hand": 1}
	of_theo = by(MANAGER)(api.over_time, days=7, user=SECOND_REP.user)
	assert sum(day["first"] + day["again"] + day["by_hand"] for day in of_theo) == 1


@pytest.mark.parametrize(
	("method", "arguments"),
	[
		(api.board, {}),
		(api.waiting, {}),
		(api.leads, {}),
		(api.over_time, {}),
		(api.reassign, {"leads": "x"}),
		(api.preview_hand_over, {"user": REP.user}),
		(api.begin_hand_over, {"user": REP.user}),
		(api.hand_over_progress, {"user": REP.user, "since": "2026-01-01"}),
	],
)
def test_it_is_for_managers(by, method, arguments):
	for person in (REP, MARKETING):
		with pytest.raises(frappe.PermissionError, match="for sales managers"):
			by(person)(method, **arguments)


@pytest.mark.parametrize(
	("method", "arguments", "words"),
	[
		(api.board, {"company": ["x"]}, "Company must be given as text"),
		(api.board, {"pool": "p" * 141}, "Pool must have at most 140 characters"),
		(api.leads, {"user": {"a": 1}}, "User must be given as text"),
		(api.over_time, {"days": 31}, "Days must be one of 7, 30, 90"),
		(api.reassign, {"leads": []}, "Leads must be given as a name"),
		(api.reassign, {"leads": [str(number) for number in range(501)]}, "at most 500 leads"),
		(api.reassign, {"leads": "x", "reason": "y" * 501}, "Reason must have at most 500 characters"),
		(api.preview_hand_over, {"user": None}, "User must be given as text"),
		(api.begin_hand_over, {"user": REP.user, "scope": "some"}, "Scope must be one of all, waiting"),
		(api.hand_over_progress, {"user": REP.user, "since": "soon"}, "Since must be given as a date"),
	],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(by, method, arguments, words):
	with pytest.raises(frappe.ValidationError, match=words):
		by(MANAGER)(method, **arguments)


def test_a_page_before_the_first_is_the_first(by):
	assert by(MANAGER)(api.leads, start="-3")["leads"] == []
	assert by(MANAGER)(api.waiting, start="x")["leads"] == []


def test_the_leads_of_a_rep_are_handed_over_after_a_look(team, by):
	a_live_routing_policy(routing_rule(team))
	leads = [an_owned_lead(REP.user) for _ in range(3)]

	shown = by(MANAGER)(api.preview_hand_over, REP.user)
	begun = by(MANAGER)(api.begin_hand_over, REP.user, to=SECOND_REP.user, scope="all")

	assert (shown["leads"], [one["user"] for one in shown["receivers"]]) == (3, [SECOND_REP.user])
	owners = frappe.get_all("Lead", filters={"name": ("in", leads)}, pluck="lead_owner")
	assert owners == [SECOND_REP.user] * 3
	assert by(MANAGER)(api.hand_over_progress, REP.user, begun["since"])["done"] == 3
