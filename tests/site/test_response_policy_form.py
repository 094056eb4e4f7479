"""What the form of a policy asks for: its surroundings, its conditions, and a lead to try it on."""

import frappe
import pytest

from lead_intelligence.api.sla_policy import around, check_condition, considered, dialog, new_version, state
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, a_live_model, another_company, condition, rule
from tests.site.response_builders import a_live_policy, a_policy, targets

HEADS = {"title": "Heads", "priority": 1, "condition_json": condition("job_title", "is", "CEO")}


def test_the_dialog_offers_stage_and_source_with_labels():
	offered = {field["name"]: (field["label"], field["hint"]) for field in dialog(COMPANY)["fields"]}
	assert offered["li:stage"] == ("Lifecycle Stage", "Stage")
	assert offered["li:origin"] == ("Origin", "Source")
	assert offered["li:source_signal"] == ("Signal of the Source", "Source")
	assert offered["li:grade"] == ("Grade", "Score")


def test_a_condition_is_checked_against_what_policies_can_look_at():
	good = check_condition(frappe.as_json(condition("li:stage", "is", "MQL")), COMPANY)
	assert (good["sentence"], good["problems"]) == ("Lifecycle Stage is MQL", [])
	assert check_condition(frappe.as_json(condition("li:stage", "is", "Asleep")), COMPANY)["problems"]


def test_the_form_knows_what_else_is_live():
	a_live_model(rule("job_title", "is", "CEO", 30))
	heads, rest = a_live_policy(**HEADS), a_live_policy(title="Rest")
	found = around(COMPANY, "Rest")
	assert found["live"]["name"] == rest.name
	assert [(row["name"], row["condition_text"]) for row in found["others"]] == [
		(heads.name, "Job Title is CEO")
	]
	assert found["grades"] == ["Cold", "Hot"]


def test_a_lead_is_told_which_policy_is_for_it_and_why_the_others_are_not():
	a_live_policy(**HEADS)
	a_live_policy(title="Rest", targets=[targets(first_response_minutes=90)])
	a_live_policy(title="Last", priority=99)
	found = considered(a_lead(job_title="Clerk").name)
	assert [(line["title"], line["verdict"]) for line in found["tried"]] == [("Heads", False), ("Rest", True)]
	assert found["tried"][0]["seen"] == [{"label": "Job Title", "value": "Clerk"}]
	assert [one["title"] for one in found["not_tried"]] == ["Last"]
	assert found["asks"]["minutes"] == {"First Response": 90}


def test_a_draft_is_tried_in_the_place_of_the_live_version_of_its_title():
	live = a_live_policy(title="Rest", targets=[targets(first_response_minutes=90)])
	draft = frappe.get_doc("Lead SLA Policy", new_version(live.name))
	draft.targets[0].first_response_minutes = 5
	draft.save()
	lead = a_lead().name
	assert considered(lead)["asks"]["minutes"] == {"First Response": 90}
	found = considered(lead, draft.name)
	assert [line["name"] for line in found["tried"]] == [draft.name]
	assert found["asks"]["minutes"] == {"First Response": 5}


def test_no_policy_is_for_the_lead():
	a_live_policy(**HEADS)
	found = considered(a_lead().name)
	assert (found["asks"], found["tried"][0]["verdict"]) == (None, None)


def test_a_policy_of_another_company_is_not_tried():
	other = a_policy(company=another_company())
	with pytest.raises(frappe.ValidationError, match="is for leads of"):
		considered(a_lead().name, other.name)


def test_who_may_not_read_the_lead_is_told_nothing(by):
	policy, lead = a_policy(), a_lead(lead_owner=MANAGER.user)
	frappe.permissions.add_user_permission("Company", another_company(), REP.user)
	with pytest.raises(frappe.PermissionError):
		by(REP)(considered, lead.name, policy.name)
	with pytest.raises(frappe.PermissionError):
		by(REP)(new_version, policy.name)


def test_warnings_and_what_no_longer_fits_stand_on_the_form():
	policy = a_policy(targets=[targets("Boiling", first_response_minutes=5)])
	assert any("Boiling" in text for text in state(policy.name)["warnings"])
	gone = frappe.as_json(condition("shoe_size", "is", 40))
	frappe.db.set_value("Lead SLA Policy", policy.name, "condition_json", gone)
	assert state(policy.name)["broken"][0].startswith("For Which Leads: ")
