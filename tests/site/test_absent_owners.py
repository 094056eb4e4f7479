"""What waits for an answer does not wait for who is away for a day or longer."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.absent_owners import ask_for_others, those_away
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.rep_profiles import forget_reps
from tests.bench.people import REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.escalated_leads import owned
from tests.site.rerouted_leads import asked, owner_of, request, requests, routed_now
from tests.site.response_builders import a_live_policy, answer, targets
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

DAY = timedelta(days=1)


def given_once() -> None:
	a_live_policy(targets=[targets(first_response_minutes=60, acceptance_hours=8)])
	a_live_routing_policy(routing_rule(a_pool("Sales", REP.user, SECOND_REP.user)))


def profile_of(user: str, **fields) -> None:
	name = frappe.db.exists("Lead Rep Profile", user)
	doc = frappe.get_doc("Lead Rep Profile", name) if name else frappe.new_doc("Lead Rep Profile")
	doc.update({"user": user, "ramp_up_days": 0, **fields})
	doc.save()
	forget_reps([user])


def away(user: str = REP.user, **fields) -> None:
	profile_of(user, out_of_office=1, out_until=now_datetime() + 3 * DAY, **fields)


def back(user: str = REP.user) -> None:
	profile_of(user, out_of_office=0, out_until=None)


def looked_for() -> list[str]:
	return sorted(lead for one in those_away(now_datetime()) for lead in ask_for_others(one))


def test_a_lead_that_waits_for_an_answer_goes_to_somebody_else():
	lead = owned()
	away()
	assert looked_for() == [lead]
	assert asked(lead) == ("Absence", REP.user, {REP.user: "absent"})
	assert request(lead).cause_detail == "out_of_office"
	routed_now()
	assert owner_of(lead) == SECOND_REP.user


def test_so_does_one_that_waits_to_be_accepted(by):
	a_live_definition()
	lead = an_mql(lead_owner=REP.user)
	answer(lead)
	away()
	assert looked_for() == [lead]


def test_who_is_there_keeps_their_leads():
	owned()
	assert looked_for() == []


def test_what_was_answered_stays():
	lead = owned()
	answer(lead)
	away()
	assert looked_for() == []


def test_what_is_answered_before_somebody_is_found_stays():
	lead = owned()
	away()
	looked_for()
	answer(lead)
	routed_now()
	assert (owner_of(lead), request(lead).state) == (REP.user, "Kept")


def test_for_some_hours_nothing_changes():
	owned()
	profile_of(REP.user, out_of_office=1, out_until=now_datetime() + timedelta(hours=5))
	assert looked_for() == []


def test_leads_of_who_wants_it_so_stay():
	owned()
	away(when_absent="Stay")
	assert looked_for() == []


def test_leads_of_a_disabled_user_go_on_too():
	lead = owned()
	frappe.db.set_value("User", REP.user, "enabled", 0)
	forget_reps([REP.user])
	assert looked_for() == [lead]
	assert request(lead).cause_detail == "disabled_user"


def test_nobody_is_looked_for_twice():
	lead = owned()
	away()
	looked_for()
	assert looked_for() == []
	assert len(requests(lead)) == 1


def test_where_nobody_else_was_there_it_is_not_asked_again_in_the_same_absence():
	lead = owned()
	away()
	looked_for()
	frappe.db.set_value("Lead Assignment", {"lead": lead}, {"state": "Kept", "open_for": None})
	assert looked_for() == []


def test_in_the_next_absence_it_is():
	lead = owned()
	away()
	looked_for()
	frappe.db.set_value("Lead Assignment", {"lead": lead}, {"state": "Kept", "open_for": None})
	frappe.db.set_value("Lead Assignment", {"lead": lead}, "asked_at", now_datetime() - DAY)
	back()
	looked_for()
	away()
	assert looked_for() == [lead]


def test_what_people_give_to_who_is_away_stays_there():
	first = owned()
	away()
	looked_for()
	second = owned(first_name="Bo", lead_owner=SECOND_REP.user)
	give_to([second], REP.user)
	assert looked_for() == []
	assert owner_of(second) == REP.user
	assert len(requests(first)) == 1


def test_a_lead_that_begins_to_wait_during_the_absence_goes_on_too():
	away()
	looked_for()
	lead = owned()
	assert looked_for() == [lead]


def test_without_a_routing_policy_leads_stay(rolled_back):
	frappe.get_doc("Lead Routing Policy", {"status": "Live"}).cancel()
	owned()
	away()
	assert looked_for() == []


def test_when_the_absence_began_is_noted_and_forgotten():
	def noted() -> str | None:
		return frappe.db.get_value("Lead Rep Load", REP.user, "absence")

	owned()
	away()
	looked_for()
	assert noted()
	back()
	looked_for()
	assert not noted()
