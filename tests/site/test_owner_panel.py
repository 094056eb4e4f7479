"""The form of a lead says whose it is and why: who else was looked at, and who is being looked for."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.rep_profiles import forget_reps
from lead_intelligence.adapters.routing_requests import RoutingCause, ask
from lead_intelligence.api.lead_owner import panel, policies_beside_rules
from lead_intelligence.api.stage import panel as stage_panel
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, condition, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule
from tests.site.test_routing import routed


@pytest.fixture
def routing(rolled_back):
	pool = a_pool("Two", REP.user, SECOND_REP.user)
	paris = routing_rule(pool, condition("city", "is", "Paris"), title="Of Paris")
	return a_live_routing_policy(paris)


def a_routed_lead(**fields):
	lead = a_lead(lead_owner="", city="Paris", **fields)
	routed()
	return lead


def by_user(asked) -> dict[str, dict]:
	return {one["user"]: one for pool in asked for one in pool["candidates"]}


def test_a_rep_reads_why_the_lead_is_theirs(routing, by):
	lead = a_routed_lead()
	owner = REP if stored(lead, "lead_owner") == REP.user else SECOND_REP
	told = by(owner)(panel, lead.name)
	name = f"{owner.first_name} {owner.last_name}"
	assert told["owner"] == {"user": owner.user, "name": name}
	assert (told["is_mine"], told["search"], told["idle"]) == (True, None, None)
	assert told["mark"] == stored(lead, "li_assignment") > 0
	why = told["why"]
	assert why["cause"] == "The lead was ready and had no owner."
	assert why["because"] == f"It was {name}'s turn in the pool Two."
	assert (why["policy"]["name"], why["rule"]["title"]) == (routing.name, "Of Paris")
	assert why["rule"]["sentence"] == "City is Paris"
	assert [pool["name"] for pool in why["asked"]] == ["Two"]
	assert by_user(why["asked"])[owner.user]["chosen"]


def test_only_managers_read_figures_of_others(routing, by):
	frappe.get_doc({"doctype": "Lead Rep Profile", "user": REP.user, "capacity": 0}).insert()
	lead = a_routed_lead()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	as_rep = by_user(by(SECOND_REP)(panel, lead.name)["why"]["asked"])
	as_manager = by_user(by(MANAGER)(panel, lead.name)["why"]["asked"])
	assert (as_rep[REP.user]["reason"], as_rep[REP.user]["figures"]) == ("Has no capacity", {})
	assert as_rep[SECOND_REP.user]["figures"] == as_manager[SECOND_REP.user]["figures"] != {}
	assert "capacity" in as_manager[REP.user]["figures"]
	# And of themselves.
	assert by_user(by(REP)(panel, lead.name)["why"]["asked"])[REP.user]["figures"]


def test_somebody_is_being_looked_for(routing):
	lead = a_lead(lead_owner="", city="Paris")
	told = panel(lead.name)
	assert (told["owner"], told["why"], told["idle"]) == (None, None, None)
	assert (told["search"]["is_vain"], told["search"]["asked"]) == (False, [])
	assert told["search"]["since"]


def test_nobody_was_found_and_why(routing):
	frappe.db.set_value("User", {"name": ("not in", ("Administrator", "Guest"))}, "enabled", 0)
	forget_reps(frappe.get_all("User", pluck="name"))
	lead = a_routed_lead()
	told = panel(lead.name)
	assert (told["owner"], told["search"]["is_vain"]) == (None, True)
	assert told["search"]["next_attempt_at"]
	assert by_user(told["search"]["asked"])[REP.user]["reason"] == "Is disabled as a user"
	assert told["history"][0]["kind"] == "No owner found"
	assert told["history"][0]["owner"]["words"].startswith(
		"The lead was ready and had no owner. Nobody could take the lead."
	)


def test_the_history_says_who_had_it_and_why(routing, by):
	lead = a_routed_lead()
	first = stored(lead, "lead_owner")
	other = SECOND_REP if first == REP.user else REP
	names = {REP.user: "Rosa Bernard", SECOND_REP.user: "Théo Lefèvre"}
	asked = [(lead.name, lead.company, first)]
	by(MANAGER)(ask, asked, RoutingCause.ASKED, not_to={first: "moved"}, detail="Knows the branch")
	by(MANAGER)(routed)
	with_manager = frappe.get_doc("Lead", lead.name)
	with_manager.lead_owner = first
	by(MANAGER)(with_manager.save)
	by(other)(give_to, [lead.name], other.user)
	took, chose, moved, found = (
		(one["kind"], one["owner"]["before"], one["owner"]["after"], one["owner"]["words"])
		for one in panel(lead.name)["history"]
	)
	assert took == ("Owner changed", names[first], names[other.user], f"{names[other.user]} took the lead.")
	assert chose == ("Owner changed", names[other.user], names[first], f"Maud Petit chose {names[first]}.")
	assert moved[:3] == ("Reassigned", names[first], names[other.user])
	assert f"{names[other.user]} was the only one" in moved[3]
	assert found[:3] == ("Assigned", None, names[first])
	assert panel(lead.name)["history"][2]["owner"]["reason"] == "Knows the branch"


def test_the_history_of_the_stage_tells_of_owners_too(routing):
	lead = a_routed_lead()
	(move,) = [one for one in stage_panel(lead.name)["history"] if one.get("owner")]
	assert (move["kind"], move["owner"]["after"]) == ("Assigned", panel(lead.name)["owner"]["name"])


def test_an_owner_of_before_is_not_explained_by_later_rows(rolled_back):
	lead = a_lead(lead_owner=REP.user)
	assert panel(lead.name)["why"] is None
	give_to([lead.name], SECOND_REP.user)
	frappe.db.set_value("Lead", lead.name, "lead_owner", REP.user)
	told = panel(lead.name)
	assert (told["owner"]["user"], told["why"]) == (REP.user, None)


@pytest.mark.parametrize(
	("fields", "because"),
	[
		({"status": "Do Not Contact"}, "not contacted"),
		({"disabled": 1}, "not contacted"),
		({"status": "Converted"}, "ended"),
	],
)
def test_why_nobody_is_looked_for(routing, fields, because):
	lead = a_lead(lead_owner="")
	frappe.db.set_value("Lead", lead.name, fields)
	frappe.db.delete("Lead Assignment", {"lead": lead.name})
	assert panel(lead.name)["idle"] == {"because": because}


def test_without_a_policy_it_says_so(rolled_back):
	assert panel(a_lead(lead_owner="").name)["idle"] == {"because": "no policy"}


def test_leads_of_before_the_policies_say_so(rolled_back):
	lead = a_lead(lead_owner="", creation="2020-01-01 10:00:00")
	frappe.db.set_value("Lead", lead.name, "creation", "2020-01-01 10:00:00")
	a_live_routing_policy(routing_rule(a_pool("Two", REP.user)))
	assert panel(lead.name)["idle"] == {"because": "older"}


def test_who_may_not_read_the_lead_reads_nothing(routing, by):
	lead = a_routed_lead()
	frappe.db.set_value("DocPerm", {"parent": "Lead", "role": "Sales User"}, "read", 0)
	outsider = frappe.get_doc(
		{
			"doctype": "User",
			"email": "outside@atelier-lumiere.example",
			"first_name": "Otto",
			"send_welcome_email": 0,
			"roles": [{"role": "Purchase User"}],
		}
	).insert(ignore_permissions=True)
	frappe.set_user(outsider.name)
	try:
		with pytest.raises(frappe.PermissionError):
			panel(lead.name)
		with pytest.raises(frappe.PermissionError):
			policies_beside_rules()
	finally:
		frappe.set_user("Administrator")


def test_what_a_rule_says_of_hidden_fields_is_left_out(routing, by, changed_meta):
	frappe.make_property_setter(
		{"doctype": "Lead", "fieldname": "city", "property": "permlevel", "value": 2, "property_type": "Int"}
	)
	lead = a_routed_lead()
	rule = by(REP)(panel, lead.name)["why"]["rule"]
	assert (rule["sentence"], rule["is_hidden"]) == (None, True)
	assert panel(lead.name)["why"]["rule"]["sentence"] == "City is Paris"


def test_evidence_of_another_age_is_shown_as_far_as_it_goes(routing):
	lead = a_routed_lead()
	row = frappe.get_last_doc("Lead Journey Entry", {"lead": lead.name, "kind": "Assigned"})
	owner = stored(lead, "lead_owner")
	for evidence in (json.dumps({"to": owner, "because": "magic", "asked": "x"}), json.dumps([1]), None):
		frappe.db.set_value("Lead Journey Entry", row.name, "evidence", evidence)
		told = panel(lead.name)
		assert told["owner"]["user"] == owner
		assert told["history"][0]["kind"] == "Assigned"


def test_frappes_own_rules_are_told_which_policies_act_beside_them(rolled_back):
	assert policies_beside_rules() == []
	a_live_routing_policy(routing_rule(a_pool("Two", REP.user)))
	assert policies_beside_rules() == ["Tested Routing"]
