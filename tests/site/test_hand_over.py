"""All that a rep has goes to others: looked at first, and done as it was shown."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters import hand_over
from lead_intelligence.adapters.assignment_notices import tell_new_owners
from lead_intelligence.adapters.hand_over import (
	begin_hand_over,
	preview_hand_over,
	progress_of_hand_over,
)
from lead_intelligence.adapters.rep_profiles import forget_reps
from lead_intelligence.api.stage import refuse
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of
from tests.site.builders import another_company
from tests.site.escalated_leads import notices, owned
from tests.site.rerouted_leads import asked, owner_of, request, requests, routed_now
from tests.site.response_builders import a_live_policy, answer
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

THIRD_REP = Person("nils@atelier-lumiere.example", "Nils", "Blanc", ("Sales User",))


@pytest.fixture
def team(rolled_back) -> None:
	hire(THIRD_REP)
	a_live_routing_policy(routing_rule(a_pool("Sales", REP.user, SECOND_REP.user, THIRD_REP.user)))


def some_leads(number: int = 4, **fields) -> list[str]:
	return [owned(first_name=f"Ada {at}", **fields) for at in range(number)]


def leaves(user: str) -> None:
	frappe.db.set_value("User", user, "enabled", 0)
	forget_reps([user])


def found_notices(user: str) -> list[str]:
	while tell_new_owners(20) == 20:
		pass
	return notices(user)


# Looking first.


def test_the_preview_says_who_would_get_how_many_by_routing(team, by):
	some_leads()
	shown = by(MANAGER)(preview_hand_over, REP.user)
	assert (shown["leads"], shown["looked_at"], shown["nobody"], shown["staying"]) == (4, 4, 0, 0)
	assert {one["user"]: one["leads"] for one in shown["receivers"]} == {
		SECOND_REP.user: 2,
		THIRD_REP.user: 2,
	}
	assert shown["receivers"][0]["name"] in ("Théo Lefèvre", "Nils Blanc")


def test_it_changes_nothing(team, by):
	leads = some_leads(2)
	before = frappe.get_all("Lead Routing Turn", fields=["*"])
	by(MANAGER)(preview_hand_over, REP.user)
	assert [owner_of(lead) for lead in leads] == [REP.user] * 2
	assert (requests(leads[0]), frappe.get_all("Lead Routing Turn", fields=["*"])) == ([], before)


def test_it_says_how_many_are_of_which_grade_and_how_many_wait(team, by):
	a_live_policy()
	first, second, _third = some_leads(3)
	answer(second)
	frappe.db.set_value("Lead", first, "li_grade", "A")
	shown = by(MANAGER)(preview_hand_over, REP.user)
	assert (shown["by_grade"]["A"], sum(shown["by_grade"].values()), shown["waiting"]) == (1, 3, 2)
	assert by(MANAGER)(preview_hand_over, REP.user, None, "waiting")["leads"] == 2


def test_what_is_over_is_not_handed_over(team, by):
	lead, other = some_leads(2)
	frappe.db.set_value("Lead", lead, "status", "Do Not Contact")
	frappe.db.set_value("Lead", other, "disabled", 1)
	assert by(MANAGER)(preview_hand_over, REP.user)["leads"] == 0


def test_without_a_routing_policy_leads_would_stay(rolled_back, by):
	some_leads(2)
	shown = by(MANAGER)(preview_hand_over, REP.user)
	assert (shown["leads"], shown["staying"], shown["receivers"]) == (0, 2, [])


def test_to_a_colleague_all_go(team, by):
	some_leads(3)
	shown = by(MANAGER)(preview_hand_over, REP.user, THIRD_REP.user)
	assert shown["receivers"] == [{"user": THIRD_REP.user, "name": "Nils Blanc", "leads": 3}]


def test_what_the_colleague_may_not_edit_stays(team, by):
	lead, _other = some_leads(2)
	territory = frappe.get_doc({"doctype": "Territory", "territory_name": "Brittany"}).insert().name
	frappe.db.set_value("Lead", lead, "territory", territory)
	permission = {"user": THIRD_REP.user, "allow": "Territory", "for_value": territory}
	frappe.get_doc({"doctype": "User Permission", "apply_to_all_doctypes": 1, **permission}).insert()
	frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", 1)
	shown = by(MANAGER)(preview_hand_over, REP.user, THIRD_REP.user)
	assert (shown["leads"], shown["staying"]) == (1, 1)


# Doing it.


def test_by_routing_each_goes_to_somebody_else(team, by):
	leads = some_leads()
	leaves(REP.user)
	begun = by(MANAGER)(begin_hand_over, REP.user)
	assert begun["leads"] == 4
	assert asked(leads[0]) == ("Leaving", REP.user, {REP.user: "leaving"})
	assert request(leads[0]).in_background
	assert by(MANAGER)(progress_of_hand_over, REP.user, begun["since"])["waiting"] == 4
	routed_now()
	assert sorted(map(owner_of, leads)) == sorted([SECOND_REP.user, THIRD_REP.user] * 2)
	assert by(MANAGER)(progress_of_hand_over, REP.user, begun["since"]) == {
		**{"done": 4, "waiting": 0, "nobody": 0, "kept": 0}
	}


def test_each_receiver_gets_one_summary(team, by):
	some_leads()
	by(MANAGER)(begin_hand_over, REP.user)
	routed_now()
	for rep in (SECOND_REP, THIRD_REP):
		(notice,) = found_notices(rep.user)
		assert notice == "<b>2</b> leads are yours now."


def test_who_leaves_gets_none_back_although_they_can_still_work(team, by):
	leads = some_leads()
	by(MANAGER)(begin_hand_over, REP.user)
	routed_now()
	assert REP.user not in map(owner_of, leads)


def test_to_a_colleague_all_are_given_at_once(team, by):
	a_live_definition()
	lead, other = an_mql(lead_owner=REP.user), owned()
	begun = by(MANAGER)(begin_hand_over, REP.user, THIRD_REP.user)
	assert (begun["leads"], owner_of(lead), owner_of(other)) == (2, THIRD_REP.user, THIRD_REP.user)
	assert handovers_of(lead)[-1].to_user == THIRD_REP.user
	assert (request(lead).cause, request(lead).asked_by) == ("Leaving", MANAGER.user)
	assert by(MANAGER)(progress_of_hand_over, REP.user, begun["since"])["done"] == 2
	(notice,) = found_notices(THIRD_REP.user)
	assert notice == "<b>2</b> leads are yours now."


def test_many_go_in_the_background(team, by, monkeypatch):
	leads, jobs = some_leads(3), []
	monkeypatch.setattr(hand_over, "_MOST_AT_ONCE", 2)
	monkeypatch.setattr(frappe, "enqueue", lambda method, **given: jobs.append((method, given)))
	by(MANAGER)(begin_hand_over, REP.user, THIRD_REP.user)
	((method, given),) = jobs
	assert (method, owner_of(leads[0])) == (hand_over._JOB, REP.user)
	hand_over.give_all(given["user"], given["to"], given["leads"])
	assert {owner_of(lead) for lead in leads} == {THIRD_REP.user}


def test_what_somebody_else_got_meanwhile_is_left_to_them(team, by):
	lead, other = some_leads(2)
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	hand_over.give_all(REP.user, THIRD_REP.user, [lead, other])
	assert (owner_of(lead), owner_of(other)) == (SECOND_REP.user, THIRD_REP.user)


def test_begun_twice_it_is_done_once(team, by):
	(lead,) = some_leads(1)
	by(MANAGER)(begin_hand_over, REP.user)
	by(MANAGER)(begin_hand_over, REP.user)
	assert len(requests(lead)) == 1


def test_a_lead_for_which_somebody_is_looked_for_already_does_not_come_back_either(team, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(MANAGER)(refuse, lead, "Wrong Territory")
	frappe.db.set_value("Lead Assignment", {"open_for": lead}, "not_to", None)
	by(MANAGER)(begin_hand_over, REP.user)
	assert asked(lead) == ("Refused", REP.user, {REP.user: "leaving"})


# Who may, and what is refused.


@pytest.mark.parametrize("person", [REP, MARKETING])
@pytest.mark.parametrize("act", [preview_hand_over, begin_hand_over])
def test_only_managers_hand_over_the_leads_of_others(team, by, act, person):
	with pytest.raises(frappe.PermissionError, match="Only managers"):
		by(person)(act, SECOND_REP.user)


def test_only_managers_see_how_far_it_is(team, by):
	with pytest.raises(frappe.PermissionError, match="Only managers"):
		by(REP)(progress_of_hand_over, REP.user, "2026-01-01")


@pytest.mark.parametrize(
	("user", "to", "scope", "says"),
	[
		(REP.user, None, "everything", "Scope must be one of"),
		("<b>x", None, "all", "There is no user &lt;b&gt;x"),
		("Guest", None, "all", "There is no user Guest"),
		(REP.user, REP.user, "all", "has these leads already"),
		(REP.user, "Administrator", "all", "has no active user of the desk"),
		(REP.user, "nobody@nowhere.example", "all", "has no active user of the desk"),
	],
)
def test_what_cannot_be(team, by, user, to, scope, says):
	with pytest.raises(frappe.ValidationError, match=says):
		by(MANAGER)(begin_hand_over, user, to, scope)


def test_who_may_not_edit_leads_gets_none(team, by):
	clerk = Person("cleo@atelier-lumiere.example", "Cleo", "Noir", ("Accounts User",))
	hire(clerk)
	with pytest.raises(frappe.ValidationError, match="may not edit leads"):
		by(MANAGER)(preview_hand_over, REP.user, clerk.user)


def test_a_manager_hands_over_only_what_they_may_see(team, by):
	some_leads(2)
	permission = {"user": MANAGER.user, "allow": "Company", "for_value": another_company()}
	frappe.get_doc({"doctype": "User Permission", "apply_to_all_doctypes": 1, **permission}).insert()
	assert by(MANAGER)(preview_hand_over, REP.user)["leads"] == 0
