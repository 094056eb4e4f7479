"""Owners that people choose: on forms, in files and by assigning; and those who are no owners."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.desk.form import assign_to

from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.routing_requests import RoutingCause, ask
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, another_company, journey_of, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule
from tests.site.test_routing import requests_of, routed


@pytest.fixture
def routing(rolled_back):
	a_live_routing_policy(routing_rule(a_pool("Two", REP.user, SECOND_REP.user)))


def states(lead) -> list[str]:
	return [row.state for row in requests_of(lead)]


def todos(lead) -> dict[str, str]:
	filters = {"reference_type": "Lead", "reference_name": lead.name}
	rows = frappe.get_all("ToDo", filters=filters, fields=["allocated_to", "status"], order_by="creation")
	return {row.allocated_to: row.status for row in rows}


def assigned(lead) -> list[str]:
	return json.loads(stored(lead, "_assign") or "[]")


def owner_kinds(lead) -> list[str]:
	return [row.kind for row in journey_of(lead.name) if row.reference_doctype == "Lead Assignment"]


def owned_by(user, **fields):
	return a_lead(lead_owner=user, **fields)


# Those who are nobody


@pytest.mark.parametrize("nobody", ["Administrator", "Guest", ""])
def test_those_who_are_nobody_own_nothing(routing, nobody):
	lead = owned_by(nobody)
	assert not stored(lead, "lead_owner")
	assert states(lead) == ["Waiting"]
	assert owner_kinds(lead) == []


def test_where_nothing_is_routed_erpnext_decides(rolled_back):
	lead = owned_by("Administrator")
	assert stored(lead, "lead_owner") == "Administrator"
	lead.lead_owner = REP.user
	lead.save()
	assert (states(lead), todos(lead), owner_kinds(lead)) == ([], {}, [])


def test_where_another_company_routes_erpnext_decides(routing):
	lead = owned_by("Administrator", company=another_company())
	assert stored(lead, "lead_owner") == "Administrator"


def test_a_rep_who_enters_a_lead_owns_it_without_being_told(routing, signed_in_as):
	with signed_in_as(REP.user):
		lead = a_lead()
	assert stored(lead, "lead_owner") == REP.user
	(row,) = requests_of(lead)
	assert (row.state, row.to_user, row.from_user) == ("By Hand", REP.user, None)
	assert row.told_at
	assert (todos(lead), assigned(lead)) == ({REP.user: "Open"}, [REP.user])


def test_a_visitor_of_the_website_owns_nothing(routing, signed_in_as):
	with signed_in_as("Guest"):
		lead = frappe.get_doc({"doctype": "Lead", "first_name": "Visitor"}).insert(ignore_permissions=True)
	assert stored(lead, "lead_owner") is None
	assert states(lead) == ["Waiting"]


def test_who_imports_owns_nothing(routing, signed_in_as):
	frappe.flags.in_import = True
	try:
		with signed_in_as(MANAGER.user):
			mine = a_lead(status="Lead")
			theirs = owned_by(REP.user, first_name="Byron", status="Lead")
	finally:
		frappe.flags.in_import = False
	assert stored(mine, "lead_owner") is None
	assert stored(theirs, "lead_owner") == REP.user
	assert states(theirs) == ["By Hand"]


# What is chosen by hand


def test_an_owner_who_is_chosen_stays_through_later_saves(routing):
	lead = owned_by(REP.user)
	lead.lead_owner = MANAGER.user
	lead.save()
	lead.city = "Lyon"
	lead.save()
	again = frappe.get_doc("Lead", lead.name)
	again.city = "Paris"
	again.save()
	routed()
	assert stored(lead, "lead_owner") == MANAGER.user
	assert states(lead) == ["By Hand", "By Hand"]


def test_a_choice_is_written_down_and_the_assignment_follows(routing, signed_in_as):
	lead = owned_by(REP.user)
	with signed_in_as(MANAGER.user):
		form = frappe.get_doc("Lead", lead.name)
		form.lead_owner = SECOND_REP.user
		form.save()
	row = requests_of(lead)[-1]
	assert (row.state, row.cause, row.because) == ("By Hand", "By Hand", "by_hand")
	assert (row.from_user, row.to_user, row.asked_by) == (REP.user, SECOND_REP.user, MANAGER.user)
	assert row.told_at is None
	assert stored(lead, "li_assignment") == form.li_assignment == row.name
	assert todos(lead) == {REP.user: "Cancelled", SECOND_REP.user: "Open"}
	assert assigned(lead) == [SECOND_REP.user]
	entry = journey_of(lead.name)[-1]
	assert (entry.kind, entry.author, entry.reference_name) == ("Owner changed", MANAGER.user, str(row.name))
	evidence = json.loads(entry.evidence)
	assert (evidence["from"], evidence["to"], evidence["because"]) == (REP.user, SECOND_REP.user, "by_hand")


def test_the_same_copy_can_choose_again(routing):
	lead = owned_by(REP.user)
	for user in (SECOND_REP.user, MANAGER.user, REP.user):
		lead.lead_owner = user
		lead.save()
		assert stored(lead, "lead_owner") == user


def test_whoever_helps_stays_assigned(routing):
	lead = owned_by(REP.user)
	assign_to.add({"assign_to": [MANAGER.user], "doctype": "Lead", "name": lead.name})
	assert stored(lead, "lead_owner") == REP.user
	lead = frappe.get_doc("Lead", lead.name)
	lead.lead_owner = SECOND_REP.user
	lead.save()
	assert set(assigned(lead)) == {MANAGER.user, SECOND_REP.user}
	assert todos(lead)[MANAGER.user] == "Open"


def test_a_choice_ends_the_search(routing):
	lead = owned_by("")
	form = frappe.get_doc("Lead", lead.name)
	form.lead_owner = MANAGER.user
	form.save()
	routed()
	assert states(lead) == ["Withdrawn", "By Hand"]
	assert stored(lead, "lead_owner") == MANAGER.user


def test_a_lead_that_is_left_to_nobody_gets_somebody(routing):
	lead = owned_by(MANAGER.user)
	lead.lead_owner = None
	lead.save()
	assert states(lead) == ["By Hand", "By Hand", "Waiting"]
	assert (todos(lead), assigned(lead)) == ({MANAGER.user: "Cancelled"}, [])
	routed()
	assert stored(lead, "lead_owner") in (REP.user, SECOND_REP.user)


def test_who_gives_a_lead_back_does_not_get_it_again(routing, signed_in_as):
	lead = owned_by(REP.user)
	with signed_in_as(REP.user):
		form = frappe.get_doc("Lead", lead.name)
		form.lead_owner = ""
		form.save()
	routed()
	assert stored(lead, "lead_owner") == SECOND_REP.user


# Forms that were opened before


def an_open_form(lead):
	return frappe.get_doc("Lead", lead.name)


def test_a_form_of_before_keeps_who_was_chosen_meanwhile(routing, signed_in_as):
	lead = owned_by("")
	form = an_open_form(lead)
	routed()
	owner = stored(lead, "lead_owner")
	assert owner
	with signed_in_as(MANAGER.user):
		form.city = "Lyon"
		form.save()
	assert stored(lead, "lead_owner", "city") == {"lead_owner": owner, "city": "Lyon"}
	assert form.lead_owner == owner
	assert states(lead) == ["Assigned"]
	assert owner_kinds(lead) == ["Assigned"]
	assert assigned(lead) == [owner]


def test_a_form_of_before_a_reassignment_does_not_take_it_back(routing):
	lead = owned_by(REP.user)
	form = an_open_form(lead)
	ask([(lead.name, lead.company, REP.user)], RoutingCause.ASKED, not_to={REP.user: "moved"})
	routed()
	form.city = "Lyon"
	form.save()
	form.city = "Paris"
	form.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	assert states(lead) == ["By Hand", "Assigned"]


def test_not_even_another_owner_chosen_on_it_counts(routing):
	lead = owned_by(REP.user)
	form = an_open_form(lead)
	give_to([lead.name], SECOND_REP.user)
	form.lead_owner = MANAGER.user
	form.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	assert states(lead) == ["By Hand", "By Hand"]
	# The form shows it now, and the next choice on it counts.
	assert form.lead_owner == SECOND_REP.user
	form.lead_owner = MANAGER.user
	form.save()
	assert stored(lead, "lead_owner") == MANAGER.user


def test_an_emptied_field_on_it_does_not_count_either(routing):
	lead = owned_by(REP.user)
	form = an_open_form(lead)
	give_to([lead.name], SECOND_REP.user)
	form.lead_owner = ""
	form.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user


def test_a_mark_cannot_be_invented(routing):
	lead = owned_by(REP.user)
	form = an_open_form(lead)
	form.update({"li_assignment": 999999, "city": "Lyon"})
	form.save()
	assert stored(lead, "lead_owner") == REP.user
	assert stored(lead, "li_assignment") == requests_of(lead)[-1].name


def test_without_routing_an_accepted_lead_is_not_taken_back_either(rolled_back):
	lead = owned_by(REP.user)
	form = an_open_form(lead)
	give_to([lead.name], SECOND_REP.user)
	form.city = "Lyon"
	form.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user


# Assignments


def assign(lead, user):
	assign_to.add({"assign_to": [user], "doctype": "Lead", "name": lead.name})


def test_who_is_assigned_a_lead_of_nobody_owns_it(routing, signed_in_as):
	lead = owned_by("")
	with signed_in_as(MANAGER.user):
		assign(lead, SECOND_REP.user)
	routed()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	assert states(lead) == ["Withdrawn", "By Hand"]
	assert requests_of(lead)[-1].told_at
	assert (todos(lead), assigned(lead)) == ({SECOND_REP.user: "Open"}, [SECOND_REP.user])
	assert journey_of(lead.name)[-1].author == MANAGER.user


def test_an_open_form_of_then_keeps_who_was_assigned(routing):
	lead = owned_by("")
	form = an_open_form(lead)
	assign(lead, SECOND_REP.user)
	form.city = "Lyon"
	form.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user


def todo_of(lead, user):
	filters = {"reference_name": lead.name, "allocated_to": user, "status": "Open"}
	return frappe.get_doc("ToDo", frappe.db.get_value("ToDo", filters))


@pytest.mark.parametrize("status", ["Closed", "Cancelled"])
def test_an_assignment_that_is_over_changes_no_owner(routing, status):
	lead = owned_by(REP.user)
	todo = todo_of(lead, REP.user)
	todo.status = status
	todo.save()
	assert stored(lead, "lead_owner") == REP.user
	assert states(lead) == ["By Hand"]
	assert assigned(lead) == []


def test_an_assignment_that_is_removed_in_the_sidebar_changes_no_owner(routing):
	lead = owned_by(REP.user)
	assign_to.remove("Lead", lead.name, REP.user)
	assert stored(lead, "lead_owner") == REP.user


def test_who_is_given_the_assignment_of_the_owner_owns_the_lead(routing):
	lead = owned_by(REP.user)
	todo = todo_of(lead, REP.user)
	todo.allocated_to = SECOND_REP.user
	todo.save()
	assert stored(lead, "lead_owner") == SECOND_REP.user
	assert (todos(lead), assigned(lead)) == ({SECOND_REP.user: "Open"}, [SECOND_REP.user])


def test_a_todo_of_somebody_who_may_not_change_the_lead_changes_no_owner(routing, signed_in_as):
	lead = owned_by("")
	frappe.get_doc(
		{
			"doctype": "User",
			"email": "visitor@atelier-lumiere.example",
			"first_name": "Vera",
			"send_welcome_email": 0,
			"roles": [{"role": "Purchase User"}],
		}
	).insert(ignore_permissions=True)
	with signed_in_as("visitor@atelier-lumiere.example"):
		frappe.get_doc(
			{
				"doctype": "ToDo",
				"description": "Mine now",
				"reference_type": "Lead",
				"reference_name": lead.name,
				"allocated_to": "visitor@atelier-lumiere.example",
			}
		).insert(ignore_permissions=True)
	assert not stored(lead, "lead_owner")


def test_a_disabled_user_does_not_become_owner(routing):
	lead = owned_by("")
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	frappe.get_doc(
		{
			"doctype": "ToDo",
			"description": "x",
			"reference_type": "Lead",
			"reference_name": lead.name,
			"allocated_to": SECOND_REP.user,
		}
	).insert()
	assert not stored(lead, "lead_owner")


def test_where_nothing_is_routed_an_assignment_changes_no_owner(rolled_back):
	lead = owned_by("")
	assign(lead, REP.user)
	assert not stored(lead, "lead_owner")
