"""Cold leads are not given to sales by hand."""

import frappe
import pytest
from frappe.desk.form import assign_to

from lead_intelligence.api import stage as api
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, a_reached_lead, an_mql, steps_of
from tests.site.builders import journey_of, stored

given_once = a_live_definition


def assign(lead, to=SECOND_REP, **more):
	assign_to.add({"assign_to": [to.user], "doctype": "Lead", "name": lead, "description": "Call", **more})


def assigned(lead):
	return frappe.get_all("ToDo", filters={"reference_name": lead, "status": "Open"}, pluck="allocated_to")


def give(lead, to=SECOND_REP):
	doc = frappe.get_doc("Lead", lead)
	doc.lead_owner = to.user
	doc.save()


@pytest.mark.parametrize("way", [assign, give])
def test_a_cold_lead_is_not_given_to_sales(signed_in_as, way):
	lead = a_reached_lead(lead_owner=MARKETING.user)
	with signed_in_as(MARKETING.user), pytest.raises(frappe.ValidationError) as refusal:
		way(lead)
	assert "is Lead. The agreement gives leads to sales from MQL on." in str(refusal.value)
	assert "Is the head" in str(refusal.value)
	assert not assigned(lead)


@pytest.mark.parametrize("way", [assign, give])
def test_one_that_is_no_longer_cold_is(signed_in_as, way):
	lead = an_mql(lead_owner=MARKETING.user)
	with signed_in_as(MARKETING.user):
		way(lead)


@pytest.mark.parametrize("way", [assign, give])
def test_within_marketing_it_is(signed_in_as, way):
	lead = a_reached_lead()
	with signed_in_as(REP.user):
		way(lead, MARKETING)


@pytest.mark.parametrize("way", [assign, give])
def test_an_opened_gate_lets_it_through(signed_in_as, way):
	lead = a_reached_lead(lead_owner=MARKETING.user)
	with signed_in_as(MANAGER.user):
		api.open_gate(lead, "Assignment", "They know each other")
	with signed_in_as(MARKETING.user):
		way(lead)
	assert steps_of(lead)[-1] == ("Gate opened", "Lead", "Lead")


def test_an_agreement_that_does_not_keep_cold_leads(signed_in_as):
	a_live_definition(keeps_cold_leads=0)
	lead = a_reached_lead(lead_owner=MARKETING.user)
	with signed_in_as(MARKETING.user):
		assign(lead)
		give(lead)


def test_who_owns_a_lead_gives_themselves_something_to_do(signed_in_as):
	with signed_in_as(REP.user):
		lead = a_reached_lead(lead_owner=REP.user)
		assign(lead, REP)


def test_a_new_lead_belongs_to_whoever_enters_it(signed_in_as):
	with signed_in_as(REP.user):
		assert stored(a_reached_lead(), "lead_owner") == REP.user


def test_a_todo_that_is_opened_again_or_passed_on(signed_in_as):
	lead = an_mql(lead_owner=MARKETING.user)
	with signed_in_as(MARKETING.user):
		assign(lead)
		todo = frappe.get_doc("ToDo", {"reference_name": lead, "status": "Open"})
		todo.status = "Closed"
		todo.save()
		api.put_aside(lead, "Nurture", "Later")
		todo.reload()
		todo.description = "Still closed"
		todo.save()
		todo.status = "Open"
		with pytest.raises(frappe.ValidationError, match="gives leads to sales from MQL on"):
			todo.save()


def a_rule():
	return frappe.get_doc(
		{
			"doctype": "Assignment Rule",
			"name": "All leads",
			"document_type": "Lead",
			"assign_condition": "1",
			"rule": "Round Robin",
			"users": [{"user": SECOND_REP.user}],
			"assignment_days": [{"day": day} for day in _DAYS],
		}
	).insert()


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def test_an_assignment_rule_passes_and_is_entered(signed_in_as, changed_meta):
	a_rule()
	with signed_in_as(REP.user):
		lead = a_reached_lead()
	assert assigned(lead) == [SECOND_REP.user]
	row = journey_of(lead)[-1]
	assert (row.kind, row.reference_doctype) == ("Gate bypassed", "ToDo")
	assert frappe.parse_json(row.evidence)["target"] == "Assignment"


def test_a_rule_that_does_not_exist_is_no_excuse(signed_in_as):
	lead = a_reached_lead(lead_owner=MARKETING.user)
	with signed_in_as(MARKETING.user), pytest.raises(frappe.ValidationError):
		assign(lead, assignment_rule="No such rule")


def test_a_job_passes_and_is_entered():
	lead = a_reached_lead(lead_owner=MARKETING.user)
	give(lead)
	row = journey_of(lead)[-1]
	assert (row.kind, row.reference_doctype, row.reference_name) == ("Gate bypassed", "Lead", lead)


def test_todos_on_anything_else_are_none_of_our_business(signed_in_as):
	with signed_in_as(REP.user):
		frappe.get_doc({"doctype": "ToDo", "description": "x", "allocated_to": REP.user}).insert()
