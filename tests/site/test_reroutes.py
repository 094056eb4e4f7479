"""Leads are asked for anew when sales says that they belong elsewhere, and when an answer does not come."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.adapters.rep_profiles import forget_reps
from lead_intelligence.api.stage import accept, bring_back, contest, hand_over, move_up, put_aside, refuse
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, a_reached_lead, an_mql, handovers_of
from tests.site.builders import stored
from tests.site.escalated_leads import decided, delivered, escalation, notices, owned, swept
from tests.site.rerouted_leads import asked, over, owner_of, request, requests, routed_now
from tests.site.response_builders import a_live_policy, answer, backdated, clock, step, targets
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

WRONG_TERRITORY = "Wrong Territory"
BY_ROUTING = step(100, "Reassign")


@pytest.fixture
def routed(rolled_back) -> None:
	a_live_routing_policy(routing_rule(a_pool("Sales", REP.user, SECOND_REP.user)))


# Refusing.


def test_a_lead_that_belongs_elsewhere_goes_to_somebody_else(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	assert asked(lead) == ("Refused", REP.user, {REP.user: "refused"})
	assert request(lead).cause_detail == WRONG_TERRITORY


def test_whoever_is_found_is_to_accept_it(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	routed_now()
	assert owner_of(lead) == SECOND_REP.user
	assert [(row.status, row.to_user) for row in handovers_of(lead)] == [
		("Refused", REP.user),
		("Waiting", SECOND_REP.user),
	]


def test_where_all_have_refused_it_the_manager_gets_it(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	for rep in (REP, SECOND_REP):
		by(rep)(refuse, lead, WRONG_TERRITORY)
		routed_now()
	assert owner_of(lead) not in (REP.user, SECOND_REP.user)


def test_a_lead_that_was_accepted_after_all_stays(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(MANAGER)(refuse, lead, WRONG_TERRITORY)
	by(REP)(accept, lead)
	routed_now()
	assert (owner_of(lead), request(lead).state) == (REP.user, "Kept")


def test_nobody_who_has_refused_it_gets_it_back(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	over(lead)
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	by(SECOND_REP)(refuse, lead, WRONG_TERRITORY)
	assert json.loads(requests(lead)[-1].not_to) == {REP.user: "refused", SECOND_REP.user: "refused"}


def test_who_refuses_while_somebody_is_looked_for_is_left_out_too(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	by(SECOND_REP)(refuse, lead, WRONG_TERRITORY)
	assert asked(lead) == ("Refused", REP.user, {REP.user: "refused", SECOND_REP.user: "refused"})


def test_where_a_manager_refuses_for_a_rep_the_rep_does_not_get_it_back(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(MANAGER)(refuse, lead, WRONG_TERRITORY)
	assert request(lead).not_to == json.dumps({MANAGER.user: "refused", REP.user: "refused"})


@pytest.mark.parametrize("reason", ["No Fit", "Bad Contact Data"])
def test_what_is_refused_for_itself_goes_to_nobody_else(routed, by, reason):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, reason)
	assert requests(lead) == []


def test_what_an_account_executive_refuses_stays_with_who_handed_it_over(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(accept, lead)
	by(REP)(hand_over, lead, SECOND_REP.user)
	by(SECOND_REP)(refuse, lead, WRONG_TERRITORY)
	assert (requests(lead), owner_of(lead)) == ([], REP.user)


def test_without_a_routing_policy_a_refused_lead_stays(rolled_back, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	assert (requests(lead), stored(lead, "lead_owner")) == ([], REP.user)


def test_a_refusal_of_an_earlier_cycle_is_forgotten(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	over(lead)
	frappe.db.set_value("Lead Handover", {"lead": lead, "status": "Refused"}, "cycle", 0)
	by(SECOND_REP)(refuse, lead, WRONG_TERRITORY)
	assert json.loads(requests(lead)[-1].not_to) == {SECOND_REP.user: "refused"}


# Answers that do not come.


def test_who_does_not_answer_in_time_loses_the_lead(routed):
	a_live_policy(escalations=[BY_ROUTING])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	assert asked(lead) == ("Breach", REP.user, {REP.user: "breach"})
	row = escalation(lead)
	assert (row.state, row.sentence) == (
		"Delivered",
		"Instead of Rosa Bernard, another owner is looked for by the routing policy.",
	)
	assert request(lead).cause_detail == "First Response"


def test_a_late_lead_is_somebody_elses_then(routed):
	a_live_policy(escalations=[BY_ROUTING])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	routed_now()
	assert (owner_of(lead), request(lead).state) == (SECOND_REP.user, "Assigned")
	assert clock(lead).is_open


def test_a_lead_is_not_taken_from_who_answers_it_while_nobody_is_found(rolled_back):
	a_live_routing_policy(routing_rule(a_pool("Sales", REP.user)))
	a_live_policy(escalations=[BY_ROUTING])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	answer(lead)
	routed_now()
	assert (owner_of(lead), request(lead).state) == (REP.user, "Kept")


def test_the_clock_goes_on_and_whoever_let_it_run_out_before_is_left_out(routed):
	a_live_policy(escalations=[BY_ROUTING, step(150, "Reassign")])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	over(lead)
	frappe.db.set_value("Lead", lead, "lead_owner", SECOND_REP.user)
	backdated(lead, minutes=30)
	swept()
	row = requests(lead)[-1]
	assert json.loads(row.not_to) == {REP.user: "breach", SECOND_REP.user: "breach"}
	assert clock(lead).is_open


def test_what_was_answered_meanwhile_is_not_asked_for(routed):
	a_live_policy(escalations=[BY_ROUTING])
	lead = owned()
	backdated(lead, minutes=61)
	decided()
	answer(lead)
	delivered()
	assert (requests(lead), escalation(lead).state) == ([], "Passed Over")


def test_a_hand_over_that_nobody_accepts_goes_to_somebody_else(routed):
	a_live_definition()
	a_live_policy(targets=[targets(acceptance_hours=1)], escalations=[BY_ROUTING])
	lead = an_mql(lead_owner=REP.user)
	backdated(lead, minutes=61)
	swept()
	assert (asked(lead)[0], request(lead).cause_detail) == ("Breach", "Acceptance")
	assert [row.status for row in handovers_of(lead)] == ["Waiting"]


def test_without_a_routing_policy_the_manager_hears_that_the_lead_stays(rolled_back):
	a_live_policy(escalations=[BY_ROUTING])
	lead = owned()
	backdated(lead, minutes=61)
	swept()
	row = escalation(lead)
	assert (row.state, requests(lead)) == ("Failed", [])
	assert row.sentence.startswith("No routing policy is live for the company")
	assert len(notices(MANAGER.user)) == 1


def test_where_somebody_is_looked_for_already_nobody_else_is(routed, by):
	a_live_definition()
	a_live_policy(escalations=[BY_ROUTING])
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	backdated(lead, minutes=61)
	swept()
	assert escalation(lead).sentence == "An owner is looked for already."
	assert len(requests(lead)) == 1


def test_the_step_says_so_and_warns_where_no_policy_is_live(rolled_back):
	draft = a_live_policy(escalations=[BY_ROUTING])
	assert draft.escalations[0].step_text == (
		"When it is due: give the lead to somebody else, by the routing policy"
	)
	assert any("No routing policy is live" in str(message) for message in frappe.local.message_log)


def test_marketing_contests_a_refusal_after_the_lead_has_gone_to_somebody_else(routed, by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	by(REP)(refuse, lead, WRONG_TERRITORY)
	handover = next(row.name for row in handovers_of(lead) if row.status == "Refused")
	with pytest.raises(frappe.ValidationError, match="waits for an acceptance"):
		by(MARKETING)(contest, str(handover), "It is ours")


# Coming back.


@pytest.fixture
def routed_as_mql(rolled_back) -> None:
	a_live_definition()
	a_live_routing_policy(
		routing_rule(a_pool("Sales", REP.user, SECOND_REP.user)), first_stage="From MQL", title="By Stage"
	)


def put_aside_and_back(by, lead: str, who=MARKETING) -> None:
	by(MANAGER)(put_aside, lead, "Nurture", "Not now")
	by(who)(bring_back, lead, "They called us")


def test_a_lead_that_comes_back_stays_with_who_had_it_before(routed_as_mql, by):
	lead = an_mql(lead_owner=REP.user)
	put_aside_and_back(by, lead)
	assert asked(lead)[:2] == ("Back", REP.user)
	routed_now()
	assert (owner_of(lead), request(lead).state) == (REP.user, "Kept")


def test_a_lead_that_comes_back_to_who_has_left_goes_to_somebody_else(routed_as_mql, by):
	lead = an_mql(lead_owner=REP.user)
	frappe.db.set_value("User", REP.user, "enabled", 0)
	forget_reps([REP.user])
	put_aside_and_back(by, lead)
	routed_now()
	assert (owner_of(lead), request(lead).state) == (SECOND_REP.user, "Assigned")


def test_who_brings_back_a_lead_of_theirs_keeps_it(routed_as_mql, by):
	lead = an_mql(lead_owner=REP.user)
	put_aside_and_back(by, lead, who=REP)
	assert requests(lead) == []


def test_a_lead_without_owner_that_people_move_up_gets_one(routed_as_mql, by):
	lead = a_reached_lead(lead_owner=None)
	frappe.db.set_value("Lead", lead, {"lead_owner": None})
	by(MANAGER)(move_up, lead, "MQL", "They know us", override=True)
	routed_now()
	assert owner_of(lead) in (REP.user, SECOND_REP.user)
