"""Routing policies: their versions, what is refused and what is warned of."""

import json
from html import unescape

import frappe
import pytest

from lead_intelligence.adapters.live_versions import live_versions
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.api import routing_policy
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import a_lead, another_company, condition
from tests.site.routing_builders import (
	a_live_routing_policy,
	a_pool,
	a_routing_policy,
	routing_rule,
)

POLICY = "Lead Routing Policy"


@pytest.fixture(autouse=True)
def pool():
	return a_pool("Reps", REP.user, SECOND_REP.user)


def live(company=COMPANY):
	return {version.name for version in live_versions(company).routing}


def state(policy):
	policy.reload()
	return policy.status


def warned():
	"""What is said in orange, and forgotten."""
	found = [one for one in frappe.local.message_log if one.get("indicator") == "orange"]
	frappe.local.message_log = []
	return unescape(" ".join(str(one.get("message")) for one in found))


def warned_of(*rules, **fields):
	frappe.local.message_log = []
	a_routing_policy(*rules, **fields)
	return warned()


class TestVersions:
	def test_the_second_of_a_title_retires_the_first_at_the_same_moment(self):
		first, second = a_live_routing_policy(default_pool="Reps"), a_live_routing_policy(default_pool="Reps")
		assert (state(first), state(second)) == ("Retired", "Live")
		assert (first.valid_to, first.docstatus) == (second.valid_from, 1)
		assert live() == {second.name}

	def test_another_title_is_live_beside_it_and_tried_by_priority(self):
		later = a_live_routing_policy(title="A", default_pool="Reps", priority=20)
		first = a_live_routing_policy(title="B", default_pool="Reps", priority=5)
		tried = [one.version for one in policies_for(COMPANY)[0].routing.policies]
		assert tried == [first.name, later.name]

	@pytest.mark.parametrize("title", ["  Tested  Routing", "tested routing", "TESTED ROUTING "])
	def test_the_same_title_written_otherwise_is_the_same_policy(self, title):
		first = a_live_routing_policy(default_pool="Reps")
		second = a_live_routing_policy(title=title, default_pool="Reps")
		assert (state(first), state(second)) == ("Retired", "Live")
		assert second.title == " ".join(title.split())

	def test_each_company_has_its_own(self):
		ours = a_live_routing_policy(default_pool="Reps")
		theirs = a_live_routing_policy(company=another_company(), default_pool="Reps")
		assert (live(), live(another_company())) == ({ours.name}, {theirs.name})

	def test_a_cancelled_one_is_live_no_more_and_a_retired_one_cannot_be_cancelled(self):
		first, second = a_live_routing_policy(default_pool="Reps"), a_live_routing_policy(default_pool="Reps")
		first.reload()
		with pytest.raises(frappe.ValidationError, match="is retired"):
			first.cancel()
		second.cancel()
		assert (state(second), live()) == ("Cancelled", set())
		with pytest.raises(frappe.ValidationError, match="was live"):
			second.delete()

	def test_a_new_version_says_the_same_and_is_a_draft(self):
		policy = a_live_routing_policy(
			routing_rule("Reps", condition("city", "is", "Paris"), title="Paris"),
			routing_rule(title="Rest", disabled=1),
			condition_json=condition("country", "is", "France"),
			default_pool="Reps",
			manager=MANAGER.user,
			first_stage="From SAL",
		)
		draft = frappe.get_doc(POLICY, routing_policy.new_version(policy.name))
		assert (draft.status, draft.copied_from, draft.live_for) == ("Draft", policy.name, None)
		assert (draft.condition_text, draft.first_stage) == ("Country is France", "From SAL")
		assert (draft.manager, draft.default_pool) == (MANAGER.user, "Reps")
		assert [(row.title, row.condition_text, row.pool, row.disabled) for row in draft.rules] == [
			("Paris", "City is Paris", "Reps", 0),
			("Rest", None, None, 1),
		]
		draft.submit()
		assert live() == {draft.name}

	def test_a_pool_that_is_renamed_stays_the_pool_of_its_policies(self):
		policy = a_live_routing_policy(routing_rule("Reps"), default_pool="Reps")
		lead = a_lead().name
		assert routing_policy.tried_on(lead)["choice"]["asked"][0]["name"] == "Reps"
		frappe.rename_doc("Lead Routing Pool", "Reps", "Salespeople")
		assert routing_policy.tried_on(lead)["choice"]["asked"][0]["name"] == "Salespeople"
		assert policy.reload().default_pool == "Salespeople"

	def test_a_pool_that_a_policy_names_cannot_be_deleted(self):
		a_live_routing_policy(routing_rule("Reps"))
		with pytest.raises(frappe.LinkExistsError):
			frappe.delete_doc("Lead Routing Pool", "Reps")

	def test_a_company_that_is_renamed_keeps_its_policies(self):
		company = another_company()
		policy = a_live_routing_policy(company=company, default_pool="Reps")
		frappe.rename_doc("Company", company, "Atelier Renamed")
		assert live("Atelier Renamed") == {policy.name}


class TestRefused:
	@pytest.mark.parametrize(
		("fields", "says"),
		[
			({"condition_json": "no json"}, "For Which Leads: The condition is not valid JSON"),
			({"condition_json": condition("nothing", "is", "x")}, "For Which Leads: "),
			({"rules": [routing_rule("Reps", condition("nothing", "is", "x"))]}, "Rules, row 1: "),
			({"rules": [{"target": "Pool"}]}, "Rules, row 1: The rule names no pool"),
			({"priority": 0}, "'Priority' is 0"),
			({"priority": 1001}, "'Priority' is 1001"),
		],
	)
	def test_mistakes_already_in_a_draft(self, fields, says):
		with pytest.raises(frappe.ValidationError) as refused:
			a_routing_policy(**fields)
		assert says in unescape(str(refused.value))

	def test_a_policy_that_leads_to_nobody_is_fine_as_a_draft(self):
		draft = a_routing_policy()
		with pytest.raises(frappe.ValidationError, match="leads to nobody yet"):
			draft.submit()
		assert live() == set()

	def test_a_pool_of_another_company_when_it_is_to_go_live(self):
		a_pool("Theirs", REP.user, company=another_company())
		draft = a_routing_policy(routing_rule("Theirs"))
		with pytest.raises(frappe.ValidationError, match="is for leads of Atelier Second"):
			draft.submit()

	def test_a_manager_who_is_disabled(self):
		draft = a_routing_policy(default_pool="Reps", manager=SECOND_REP.user)
		frappe.get_doc("User", SECOND_REP.user).update({"enabled": 0}).save()
		with pytest.raises(frappe.ValidationError, match="who is disabled"):
			draft.submit()

	def test_a_hidden_pool_of_a_rule_by_territory_is_forgotten(self):
		draft = a_routing_policy({**routing_rule("Reps"), "target": "Pool of the Territory"})
		assert draft.rules[0].pool is None


class TestWarnings:
	def test_of_nothing_where_there_is_nothing_to_say(self):
		assert not warned_of(routing_rule("Reps"))

	def test_of_two_with_the_same_priority(self):
		a_live_routing_policy(title="Other", default_pool="Reps")
		said = warned_of(default_pool="Reps")
		assert "'Other' is live with the same priority." in said
		assert "'Other' is tried before 'Tested Routing'" in said

	def test_of_rules_that_are_never_reached(self):
		assert "Rules, row 2: The rule is never reached: row 1 is for all of its leads already." in warned_of(
			routing_rule("Reps"), routing_rule("Reps", condition("city", "is", "Paris"))
		)

	def test_of_a_pool_of_nobody_and_one_that_is_disabled(self):
		a_pool("Empty")
		a_pool("Off", REP.user, disabled=1)
		a_pool("Of marketing", MARKETING.user, strategy="Manager's Queue", manager="Guest")
		said = warned_of(
			routing_rule("Empty", condition("city", "is", "Paris")), routing_rule("Off"), default_pool="Reps"
		)
		assert "Nobody of the pool 'Empty' can take leads" in said
		assert "The pool 'Off' is disabled" in said

	def test_of_a_missing_agreement_where_leads_wait_for_a_stage(self):
		said = warned_of(default_pool="Reps", first_stage="From MQL")
		assert "leads have no stage, and get their owner at once" in said

	def test_of_frappes_own_rule_on_leads_until_it_is_disabled(self):
		rule = {
			"doctype": "Assignment Rule",
			"name": "Round robin of leads",
			"document_type": "Lead",
			"description": "x",
			"assign_condition": "1",
			"rule": "Round Robin",
			"users": [{"user": REP.user}],
			"assignment_days": [{"day": "Monday"}],
		}
		frappe.get_doc(rule).insert()
		assert "The Assignment Rule 'Round robin of leads' of Frappe" in warned_of(default_pool="Reps")
		assert routing_policy.around(COMPANY)["assignment_rules"] == ["Round robin of leads"]
		frappe.db.set_value("Assignment Rule", "Round robin of leads", "disabled", 1)
		assert not warned_of(default_pool="Reps")
		assert routing_policy.around(COMPANY)["assignment_rules"] == []


def test_from_the_form_one_sees_what_is_live():
	first = a_live_routing_policy(default_pool="Reps")
	other = a_live_routing_policy(title="Other", default_pool="Reps", priority=2)
	found = routing_policy.around(COMPANY, "tested routing")
	assert found["live"]["name"] == first.name
	assert [one["name"] for one in found["others"]] == [other.name]


def test_the_dialog_offers_the_stage_and_the_score_of_a_lead():
	fields = {one["name"] for one in routing_policy.dialog(COMPANY)["fields"]}
	assert {"li:stage", "li:grade", "territory", "country"} <= fields
	checked = routing_policy.check_condition(json.dumps(condition("li:stage", "is", "MQL")), COMPANY)
	assert checked["sentence"] == "Lifecycle Stage is MQL"


def test_marketing_and_reps_read_and_change_nothing(signed_in_as):
	draft = a_routing_policy(default_pool="Reps")
	for person in (REP, MARKETING):
		with signed_in_as(person.user):
			frappe.get_doc(POLICY, draft.name).check_permission("read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc(POLICY, draft.name).save()
			with pytest.raises(frappe.PermissionError):
				routing_policy.new_version(draft.name)
