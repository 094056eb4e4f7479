"""Leads get their owners: just after they are saved, in step with assignments, hand-overs and the journey."""

from __future__ import annotations

import json
from collections import Counter

import frappe
import pytest

from lead_intelligence.adapters.routing import decide
from lead_intelligence.adapters.routing_requests import DOCTYPE, RoutingCause, ask, waiting
from lead_intelligence.adapters.sales_managers import sales_managers
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, condition, journey_of, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule


def routed() -> None:
	"""What the job does that is called after the commit, without committing."""
	requests = waiting(100)
	decide(requests)


def requests_of(lead) -> list[frappe._dict]:
	name = lead if isinstance(lead, str) else lead.name
	return frappe.get_all(DOCTYPE, filters={"lead": name}, fields=["*"], order_by="name")


@pytest.fixture
def pool(rolled_back):
	name = a_pool("Two", REP.user, SECOND_REP.user)
	a_live_routing_policy(routing_rule(name))
	return name


def test_a_new_lead_without_owner_asks_for_one_and_gets_it(pool):
	lead = a_lead(lead_owner="")
	(request,) = requests_of(lead)
	assert (request.state, request.cause, request.open_for) == ("Waiting", "Ready", lead.name)
	routed()
	(request,) = requests_of(lead)
	owner = stored(lead, "lead_owner")
	assert owner in (REP.user, SECOND_REP.user)
	assert (request.state, request.to_user, request.pool, request.open_for) == ("Assigned", owner, pool, None)
	assert json.loads(stored(lead, "_assign")) == [owner]
	(todo,) = frappe.get_all(
		"ToDo", filters={"reference_name": lead.name}, fields=["allocated_to", "status", "reference_type"]
	)
	assert (todo.allocated_to, todo.status, todo.reference_type) == (owner, "Open", "Lead")
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.reference_doctype, row.reference_name) == ("Assigned", DOCTYPE, str(request.name))
	evidence = json.loads(row.evidence)
	assert evidence["asked"][0]["pool"] == pool
	assert {one["user"] for one in evidence["asked"][0]["candidates"]} == {REP.user, SECOND_REP.user}


def test_leads_take_turns(pool):
	leads = [a_lead(lead_owner="", first_name=f"L{n}") for n in range(6)]
	routed()
	owners = Counter(stored(lead, "lead_owner") for lead in leads)
	assert owners == Counter({REP.user: 3, SECOND_REP.user: 3})


def test_who_has_an_owner_keeps_it(pool):
	lead = a_lead(lead_owner=MANAGER.user)
	assert [row.state for row in requests_of(lead)] == ["By Hand"]
	ask([(lead.name, lead.company, None)], RoutingCause.READY)
	routed()
	assert [row.state for row in requests_of(lead)] == ["By Hand", "Kept"]
	assert stored(lead, "lead_owner") == MANAGER.user


def test_a_reassignment_moves_the_todo_and_says_so(pool):
	lead = a_lead(lead_owner=REP.user)
	ask([(lead.name, lead.company, REP.user)], RoutingCause.ASKED, not_to={REP.user: "moved"})
	routed()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	assert journey_of(lead.name)[-1].kind == "Reassigned"
	assert json.loads(stored(lead, "_assign")) == [SECOND_REP.user]


def test_rules_are_tried_in_their_order(rolled_back):
	paris, rest = a_pool("Paris", REP.user), a_pool("Rest", SECOND_REP.user)
	a_live_routing_policy(routing_rule(paris, condition("city", "is", "Paris")), routing_rule(rest))
	one, other = a_lead(lead_owner="", city="Paris"), a_lead(lead_owner="", city="Lyon", first_name="B")
	routed()
	assert (stored(one, "lead_owner"), stored(other, "lead_owner")) == (REP.user, SECOND_REP.user)


def test_without_a_policy_nobody_is_looked_for(rolled_back):
	assert requests_of(a_lead(lead_owner="")) == []


def test_where_no_rule_fits_the_managers_get_the_lead(rolled_back):
	a_live_routing_policy(routing_rule(a_pool("Paris", REP.user), condition("city", "is", "Paris")))
	lead = a_lead(lead_owner="")
	routed()
	assert stored(lead, "lead_owner") in sales_managers()
