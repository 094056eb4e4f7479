"""Response policies: their versions, what is refused and what is warned of, and what they would ask of a lead."""

import json
from datetime import timedelta
from html import unescape

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.live_versions import live_versions
from lead_intelligence.api import response_policy
from tests.bench.base_company import COMPANY
from tests.bench.people import MARKETING, REP, Person, hire
from tests.site.agreed_leads import a_live_definition
from tests.site.builders import a_lead, a_live_model, another_company, condition, rule
from tests.site.response_builders import a_calendar, a_live_policy, a_policy, clock, step, targets
from tests.site.webhook_builders import a_webhook


def live(company=COMPANY):
	return {version.name for version in live_versions(company).response}


def state(policy):
	policy.reload()
	return policy.status


def warned():
	"""What is said in orange, and forgotten."""
	found = [one for one in frappe.local.message_log if one.get("indicator") == "orange"]
	frappe.local.message_log = []
	return unescape(" ".join(str(one.get("message")) for one in found))


class TestVersions:
	def test_the_second_of_a_title_retires_the_first_at_the_same_moment(self):
		first, second = a_live_policy(), a_live_policy()
		assert (state(first), state(second)) == ("Retired", "Live")
		assert (first.valid_to, first.docstatus) == (second.valid_from, 1)
		assert live() == {second.name}

	def test_another_title_is_live_beside_it(self):
		both = {a_live_policy(title="Hot").name, a_live_policy(title="Others").name}
		assert live() == both

	@pytest.mark.parametrize("title", ["  Tested", "tested ", "TESTED", "Tested"])
	def test_the_same_title_written_otherwise_is_the_same_policy(self, title):
		first, second = a_live_policy(), a_live_policy(title=title)
		assert (state(first), state(second)) == ("Retired", "Live")
		assert second.title == title.strip()

	def test_runs_of_blanks_are_one(self):
		first, second = a_live_policy(title="Big leads"), a_live_policy(title="Big   leads")
		assert (state(first), second.title) == ("Retired", "Big leads")

	def test_each_company_has_its_own(self):
		ours, theirs = a_live_policy(), a_live_policy(company=another_company())
		assert (live(), live(another_company())) == ({ours.name}, {theirs.name})

	def test_submitting_begins_a_run_over_the_leads(self):
		policy = a_live_policy()
		reasons = frappe.get_all("Lead Evaluation Run", filters={"status": "Waiting"}, pluck="reason")
		assert reasons == [f"{policy.name} went live"]

	def test_a_cancelled_one_is_live_no_more_and_a_retired_one_cannot_be_cancelled(self):
		first, second = a_live_policy(), a_live_policy()
		first.reload()
		with pytest.raises(frappe.ValidationError, match="is retired"):
			first.cancel()
		second.cancel()
		assert (state(second), live()) == ("Cancelled", set())
		with pytest.raises(frappe.ValidationError, match="was live"):
			second.delete()

	def test_a_new_version_says_the_same_and_is_a_draft(self):
		policy = a_live_policy(
			condition_json=condition("city", "is", "Paris"),
			escalations=[step(50), step(15, "Raise Priority", "Minutes", direction="Before Due")],
			stagnation_limits=[{"stage": "MQL", "working_days": 3}],
		)
		draft = frappe.get_doc("Lead SLA Policy", response_policy.new_version(policy.name))
		assert (draft.status, draft.copied_from, draft.live_for) == ("Draft", policy.name, None)
		assert (draft.title, draft.condition_text) == ("Tested", "City is Paris")
		assert [row.step_text for row in draft.escalations] == [
			"Half-way: notify the owner",
			"15 min before it is due: raise the priority",
		]
		draft.submit()
		assert live() == {draft.name}

	def test_renamed_companies_and_calendars_keep_their_policies(self):
		company = another_company()
		policy = a_live_policy(company=company, working_calendar=a_calendar("Office"))
		frappe.rename_doc("Company", company, "Atelier Renamed")
		frappe.rename_doc("Lead Working Calendar", "Office", "Workshop")
		assert live("Atelier Renamed") == {policy.name}
		assert policy.reload().working_calendar == "Workshop"
		newer = a_live_policy(company="Atelier Renamed")
		assert live("Atelier Renamed") == {newer.name}

	def test_of_two_with_one_title_in_merged_companies_the_newer_stays(self):
		gone = another_company()
		older, newer = a_live_policy(title="Standard"), a_live_policy(company=gone, title="standard")
		frappe.db.set_value("Lead SLA Policy", older.name, "valid_from", "2026-01-01")
		other = a_live_policy(company=gone, title="Other")
		frappe.db.set_value("Lead SLA Policy", newer.name, "company", COMPANY)
		frappe.db.set_value("Lead SLA Policy", other.name, "company", COMPANY)
		from lead_intelligence.adapters.versions import follow_renames

		follow_renames("Lead SLA Policy")
		frappe.cache.delete_keys("lead_intelligence")
		assert (state(older), state(newer), state(other)) == ("Retired", "Live", "Live")
		assert live() == {newer.name, other.name}


class TestRefused:
	@pytest.mark.parametrize(
		("fields", "says"),
		[
			({"condition_json": "no json"}, "For Which Leads: The condition is not valid JSON"),
			({"pause_json": "["}, "Pauses: The condition is not valid JSON"),
			(
				{"condition_json": {"field": "gone", "operator": "is set"}},
				"For Which Leads: There is no field",
			),
			({"priority": 0}, "'Priority' is 0"),
			({"targets": [targets(first_response_minutes="soon")]}, "is 'soon', which is no number"),
			({"targets": [targets(acceptance_hours=[8])]}, "which is no number"),
			({"targets": [targets(next_touch_hours="inf")]}, "is 'inf', which is no number"),
			({"targets": [targets(first_response_minutes=10**400)]}, "Targets, row 1"),
			({"targets": [targets(next_touch_hours=1e300)]}, "at most 1000 working hours"),
			({"targets": [targets(next_touch_hours=-1)]}, "more than 0"),
			({"escalations": [step("later")]}, "Escalation Steps, row 1: 'When' is 'later'"),
			({"escalations": [step(1e300, unit="Minutes")]}, "at most 525600 minutes"),
			({"escalations": [step(50, "Dance")]}, "Action"),
			({"escalations": [step(50, purpose=["x"])]}, "Clock"),
			({"escalations": [step(50, unit="Parsec")]}, "Unit"),
			({"first_response_from": "Whenever"}, "First Response Counts From"),
			({"stagnation_limits": [{"stage": "Moon", "working_days": 3}]}, "Stage"),
			({"stagnation_limits": [{"stage": "MQL", "working_days": 10**30}]}, "from 1 to 365"),
		],
		ids=str,
	)
	def test_at_every_save(self, fields, says):
		with pytest.raises(frappe.ValidationError) as refusal:
			a_policy(**fields)
		assert says in unescape(str(refusal.value))

	def test_a_blank_title(self):
		with pytest.raises(frappe.MandatoryError):
			a_policy(title="   ")

	def test_a_policy_without_promise_does_not_go_live(self):
		draft = a_policy(targets=[])
		with pytest.raises(frappe.ValidationError, match="promises nothing yet"):
			draft.submit()

	def test_an_empty_week_does_not_go_live(self):
		draft = a_policy(working_calendar=a_calendar("Never"))
		frappe.db.delete("Lead Working Span", {"parent": "Never"})
		with pytest.raises(frappe.ValidationError, match="has no working time"):
			draft.submit()

	def test_people_who_cannot_take_leads_keep_it_from_going_live(self):
		draft = a_policy(escalations=[step(100, "Reassign", user=REP.user)])
		assert draft.escalations[0].step_text == "When it is due: give the lead to Rosa Bernard"
		frappe.db.set_value("User", REP.user, "enabled", 0)
		with pytest.raises(frappe.ValidationError, match="is disabled"):
			draft.submit()
		clerk = Person("clerk@atelier-lumiere.example", "Carla", "Petit", ("Accounts User",))
		hire(clerk)
		draft = a_policy(escalations=[step(100, "Reassign", user=clerk.user)])
		with pytest.raises(frappe.ValidationError, match="may not edit leads"):
			draft.submit()


class TestWarned:
	@pytest.fixture(autouse=True)
	def _silence(self):
		frappe.local.message_log = []

	def test_of_nothing_where_all_is_well(self):
		a_live_model(rule("job_title", "is", "CEO", points=20))
		a_live_policy(targets=[targets("Hot", first_response_minutes=15), targets(first_response_minutes=60)])
		assert warned() == ""

	def test_of_a_grade_that_no_lead_has(self):
		a_live_model(rule("job_title", "is", "CEO", points=20))
		a_policy(targets=[targets("Lukewarm", first_response_minutes=15)])
		assert "no grade 'Lukewarm'" in warned()

	def test_of_the_same_priority_as_another_one(self):
		a_live_policy(title="Alpha", priority=3)
		assert warned() == ""
		a_live_policy(title="alpha", priority=3)
		assert warned() == ""
		a_live_policy(title="Beta", priority=3)
		assert "'alpha' is tried before 'Beta'" in warned()

	def test_of_acceptance_where_nobody_hands_over(self):
		a_policy(targets=[targets(acceptance_hours=2)])
		assert "no live agreement of the company hands leads over" in warned()
		a_live_definition()
		a_policy(targets=[targets(acceptance_hours=2)])
		assert "hands leads over" not in warned()

	def test_of_a_pause_that_pauses_nothing_and_roles_and_webhooks_that_reach_nobody(self):
		frappe.get_doc({"doctype": "Role", "role_name": "Ghost Writer"}).insert()
		webhook = a_webhook(enabled=0)
		a_live_definition()
		warned()
		a_live_policy(
			targets=[targets(acceptance_hours=2)],
			pause_json=condition("city", "is", "Paris"),
			escalations=[
				step(100, "Notify Role", role="Ghost Writer"),
				step(100, "Call Webhook", webhook=webhook.name),
			],
		)
		said = warned()
		for words in ("There is nothing to pause", "Nobody has the role 'Ghost Writer'", "is disabled"):
			assert words in said


class TestTriedOnALead:
	def test_the_first_that_matches_wins_and_the_others_say_why_not(self):
		ceo = a_live_policy(title="Heads", priority=1, condition_json=condition("job_title", "is", "CEO"))
		all_others = a_live_policy(
			title="All", priority=5, targets=[targets(first_response_minutes=60, next_touch_hours=16)]
		)
		lead = a_lead(job_title="Clerk").name
		found = response_policy.tried_on(lead)
		assert [(one["name"], one["verdict"]) for one in found["considered"]] == [
			(ceo.name, False),
			(all_others.name, True),
		]
		assert found["considered"][0]["sentence"] == "Job Title is CEO"
		assert found["considered"][0]["seen"] == [{"label": "Job Title", "value": "Clerk"}]
		assert found["terms"]["policy"] == all_others.name
		assert [one["purpose"] for one in found["terms"]["clocks"]] == ["First Response", "Next Touch"]
		assert found["is_older"] is False
		assert clock(lead).policy == all_others.name

	def test_a_draft_stands_in_the_place_of_its_live_version_and_nothing_is_stored(self):
		live_one = a_live_policy(escalations=[step(50)])
		draft = a_policy(
			targets=[targets(first_response_minutes=30)],
			escalations=[step(10, "Raise Priority", "Minutes"), step(50)],
		)
		lead = a_lead().name
		before = clock(lead)
		found = response_policy.tried_on(lead, draft.name)
		assert [one["name"] for one in found["considered"]] == [draft.name]
		(asked,) = found["terms"]["clocks"]
		assert asked["target"] == 30 * 60
		assert [one["sentence"] for one in asked["steps"]] == [
			"Half-way: notify the owner",
			"10 min after it is due: raise the priority",
		]
		due = frappe.utils.get_datetime(asked["due_at"])
		assert abs(due - now_datetime() - timedelta(minutes=30)) < timedelta(minutes=1)
		assert asked["runs_until"] == str(before.due_at)
		assert (clock(lead), state(draft), state(live_one)) == (before, "Draft", "Live")

	def test_without_any_policy_nobody_is_due_an_answer(self):
		found = response_policy.tried_on(a_lead().name)
		assert (found["considered"], found["terms"]) == ([], None)

	def test_leads_from_before_are_told_apart(self):
		lead = a_lead()
		frappe.db.set_value("Lead", lead.name, "creation", "2020-01-01")
		assert response_policy.tried_on(lead.name, a_policy().name)["is_older"] is True

	def test_a_lead_of_another_company_is_refused(self):
		draft = a_policy(company=another_company())
		with pytest.raises(frappe.ValidationError, match="Choose a lead of the same company"):
			response_policy.tried_on(a_lead().name, draft.name)

	def test_reps_try_what_they_may_read(self, signed_in_as):
		draft, lead = a_policy(), a_lead(lead_owner=REP.user)
		with signed_in_as(REP.user):
			assert response_policy.tried_on(lead.name, draft.name)["terms"]

	def test_a_lead_or_a_policy_that_one_may_not_read_is_not_tried(self, signed_in_as):
		lead, draft, theirs = a_lead().name, a_policy().name, another_company()
		permission = {"user": REP.user, "allow": "Company", "for_value": theirs, "apply_to_all_doctypes": 1}
		frappe.get_doc({"doctype": "User Permission", **permission}).insert()
		with signed_in_as(REP.user):
			for args in ((lead,), (lead, draft)):
				with pytest.raises(frappe.PermissionError):
					response_policy.tried_on(*args)


def test_the_dialog_offers_the_stage_and_the_source_of_a_lead():
	fields = {one["name"]: one for one in response_policy.dialog(COMPANY)["fields"]}
	assert fields["li:stage"]["hint"] == "Stage"
	assert fields["li:origin"]["options"]
	checked = response_policy.check_condition(json.dumps(condition("li:stage", "is", "MQL")), COMPANY)
	assert checked["sentence"] == "Lifecycle Stage is MQL"


def test_a_step_of_a_form_is_said():
	row = {"offset_value": 50, "offset_unit": "Percent", "action": "Notify Owner", "by_email": 1}
	assert (
		response_policy.say_step(json.dumps(row))["sentence"] == "Half-way: notify the owner, by e-mail too"
	)
	assert response_policy.say_step(json.dumps({**row, "offset_value": "x"}))["problems"]


def test_from_the_form_one_sees_what_is_live_and_which_grades_there_are():
	a_live_model(rule("job_title", "is", "CEO", points=20))
	first, other = a_live_policy(), a_live_policy(title="Other", priority=2)
	found = response_policy.around(COMPANY, "tested")
	assert found["live"]["name"] == first.name
	assert [one["name"] for one in found["others"]] == [other.name]
	assert "Hot" in found["grades"]


def test_marketing_and_reps_read_and_change_nothing(signed_in_as):
	draft = a_policy()
	for person in (REP, MARKETING):
		with signed_in_as(person.user):
			frappe.get_doc("Lead SLA Policy", draft.name).check_permission("read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("Lead SLA Policy", draft.name).save()
			with pytest.raises(frappe.PermissionError):
				response_policy.new_version(draft.name)
