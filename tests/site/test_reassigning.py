"""Managers give leads to a person or to the routing."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.api import team_board as api
from tests.bench.people import ADMINISTRATOR, MANAGER, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, a_raw_lead, an_mql
from tests.site.builders import another_company, stored
from tests.site.team_builders import ASSIGNMENT, a_request, an_owned_lead


def rows_of(lead: str) -> list[frappe._dict]:
	return frappe.get_all(ASSIGNMENT, filters={"lead": lead}, fields=["*"], order_by="name")


def why_not(answer: dict) -> list[str]:
	return [one["why"] for one in answer["refused"]]


def test_to_a_person_with_the_reason_and_the_assignment_in_step(by):
	lead = an_owned_lead(REP.user)

	answer = by(MANAGER)(api.reassign, [lead], to=SECOND_REP.user, reason="Rosa is at the fair")

	assert answer == {"done": [lead], "refused": []}
	assert stored(lead, "lead_owner") == SECOND_REP.user
	[row] = rows_of(lead)
	assert (row.state, row.from_user, row.to_user, row.asked_by) == (
		"By Hand",
		REP.user,
		SECOND_REP.user,
		MANAGER.user,
	)
	assert row.cause_detail == "Rosa is at the fair"
	entry = frappe.get_last_doc("Lead Journey Entry", {"lead": lead, "reference_doctype": ASSIGNMENT})
	assert (entry.kind, entry.author, entry.reason) == ("Owner changed", MANAGER.user, "Rosa is at the fair")
	todos = frappe.get_all("ToDo", {"reference_name": lead, "status": "Open"}, pluck="allocated_to")
	assert todos == [SECOND_REP.user]


def test_somebody_who_was_looked_for_is_looked_for_no_more(by):
	lead = an_owned_lead(None)
	request = a_request(lead, "Nobody")

	by(MANAGER)(api.reassign, lead, to=REP.user)

	assert frappe.db.get_value(ASSIGNMENT, request, ["state", "open_for"]) == ("Withdrawn", None)
	assert stored(lead, "lead_owner") == REP.user


def test_by_routing_to_others_than_the_present_owner(by):
	owned, unowned = an_owned_lead(REP.user), an_owned_lead(None)

	answer = by(MANAGER)(api.reassign, json.dumps([owned, unowned]), reason="Too many at once")

	assert sorted(answer["done"]) == sorted([owned, unowned])
	[of_owned], [of_unowned] = rows_of(owned), rows_of(unowned)
	assert (of_owned.state, of_owned.cause, of_owned.cause_detail) == ("Waiting", "Asked", "Too many at once")
	assert (json.loads(of_owned.not_to), of_owned.from_user) == ({REP.user: "moved"}, REP.user)
	assert of_unowned.not_to is None
	assert stored(owned, "lead_owner") == REP.user


def test_what_cannot_be_done_is_said_of_each_and_the_others_are_done(by):
	lead, theirs = an_owned_lead(REP.user), an_owned_lead(SECOND_REP.user)
	over = an_owned_lead(REP.user, status="Do Not Contact")

	answer = by(MANAGER)(api.reassign, [lead, theirs, over, "No such lead"], to=SECOND_REP.user)

	assert answer["done"] == [lead]
	reasons = {one["lead"]: one["why"] for one in answer["refused"]}
	assert reasons[theirs] == "Théo Lefèvre owns the lead already."
	assert "Do Not Contact" in reasons[over]
	assert reasons["No such lead"] == "There is no lead No such lead."


def test_not_to_somebody_who_may_not_work_with_the_lead(by):
	foreign = an_owned_lead(REP.user, company=another_company())
	permission = {"doctype": "User Permission", "allow": "Company", "for_value": "Atelier Lumière"}
	frappe.get_doc({**permission, "user": SECOND_REP.user}).insert()

	answer = by(MANAGER)(api.reassign, foreign, to=SECOND_REP.user)

	assert why_not(answer) == ["Théo Lefèvre may not work with this lead. Choose a colleague who may."]
	assert stored(foreign, "lead_owner") == REP.user


def test_not_a_lead_that_the_manager_may_not_write(by):
	foreign = an_owned_lead(REP.user, company=another_company())
	permission = {"doctype": "User Permission", "allow": "Company", "for_value": "Atelier Lumière"}
	frappe.get_doc({**permission, "user": MANAGER.user}).insert()

	assert why_not(by(MANAGER)(api.reassign, foreign)) == ["You may not work with this lead."]
	assert rows_of(foreign) == []


@pytest.mark.parametrize("user", [ADMINISTRATOR.user, "Guest", "nobody@atelier-lumiere.example"])
def test_not_to_somebody_who_is_no_user_of_the_desk(by, user):
	lead = an_owned_lead(REP.user)

	with pytest.raises(frappe.ValidationError, match="has no active user of the desk"):
		by(MANAGER)(api.reassign, lead, to=user)


def test_not_to_a_user_who_is_disabled(by):
	lead = an_owned_lead(REP.user)
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)

	with pytest.raises(frappe.ValidationError, match="Théo Lefèvre has no active user"):
		by(MANAGER)(api.reassign, lead, to=SECOND_REP.user)


def test_a_cold_lead_is_not_given_to_sales(by):
	a_live_definition()
	cold, warm = a_raw_lead(lead_owner=None), an_mql()

	answer = by(MANAGER)(api.reassign, [cold, warm], to=SECOND_REP.user)

	assert answer["done"] == [warm]
	assert "The agreement gives leads to sales from" in why_not(answer)[0]
