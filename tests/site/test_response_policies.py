"""Response policies: which version is live, for which leads, in which hours, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import frappe
import pytest

from lead_intelligence.adapters.live_versions import live_versions
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import answering_since, hours_for
from lead_intelligence.adapters.sla_policies import policy_of
from lead_intelligence.adapters.versions import copy_as_draft
from lead_intelligence.api.response_policy import tried_on
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, another_company, condition, rule
from tests.site.definition_builders import a_live_definition
from tests.site.response_builders import a_calendar, a_live_policy, a_policy, clocks, step, targets
from tests.site.test_lead_time_zones import TOKYO, a_territory
from tests.site.test_source_profiles import a_profile

HOUR = timedelta(hours=1)
POLICY = "Lead SLA Policy"


def live(company=COMPANY):
	return [version.name for version in live_versions(company).response]


def state(policy):
	return policy.reload() and policy.status


def runs():
	return frappe.get_all("Lead Evaluation Run", filters={"status": "Waiting"}, pluck="reason")


def refused(says, act):
	with pytest.raises(frappe.ValidationError) as refusal:
		act()
	assert says in unescape(str(refusal.value))


def applies(lead):
	"""The version by which the first response to the lead is due."""
	found = clocks(lead.name)
	return found[-1].policy if found else None


# Versions


def test_submitting_puts_a_policy_live_and_its_leads_are_judged_anew():
	policy = a_live_policy()
	assert (state(policy), policy.docstatus, policy.live_for) == ("Live", 1, f"{COMPANY}|tested")
	assert live() == [policy.name]
	assert f"{policy.name} went live" in runs()


def test_the_next_version_of_a_title_retires_the_one_before_and_others_stay():
	first, other = a_live_policy(), a_live_policy(title="Other")
	draft = copy_as_draft(first.reload())
	assert (draft.copied_from, draft.status, draft.live_for) == (first.name, "Draft", None)
	draft.submit()
	assert [state(one) for one in (first, other, draft)] == ["Retired", "Live", "Live"]
	assert first.valid_to == draft.valid_from
	assert live() == sorted([other.name, draft.name])


def test_a_cancelled_one_leaves_the_others_and_a_retired_one_stays():
	first, second = a_live_policy(), a_live_policy()
	first.reload()
	with pytest.raises(frappe.ValidationError, match="is retired"):
		first.cancel()
	second.cancel()
	assert (state(second), live()) == ("Cancelled", [])
	assert f"{second.name} was cancelled" in runs()
	with pytest.raises(frappe.ValidationError, match="was live"):
		second.delete()


def test_only_submitting_puts_one_live():
	policy = a_policy(status="Live", live_for="x", valid_from="2020-01-01", version=77)
	assert (policy.status, policy.live_for, policy.valid_from) == ("Draft", None, None)
	assert live() == []


def test_a_renamed_company_keeps_its_policies():
	company = another_company()
	policy = a_live_policy(company=company)
	frappe.rename_doc("Company", company, "Atelier Renamed")
	assert live("Atelier Renamed") == [policy.name]
	assert policy.reload().live_for == "Atelier Renamed|tested"


def test_a_company_has_promised_since_its_first_policy():
	first = a_live_policy()
	a_live_policy()
	assert answering_since(COMPANY) == first.reload().valid_from
	assert answering_since(another_company()) is None


# For which leads


def test_the_first_that_is_for_a_lead_by_priority_applies():
	rest = a_live_policy(title="Rest", priority=20)
	heads = a_live_policy(title="Heads", priority=1, condition_json=condition("job_title", "is", "CEO"))
	assert applies(a_lead(job_title="CEO")) == heads.name
	assert applies(a_lead(job_title="Clerk")) == rest.name


def test_a_site_with_neither_model_nor_agreement_answers_leads():
	for model in frappe.get_all(
		"Lead Scoring Model", filters={"docstatus": 1, "status": "Live"}, pluck="name"
	):
		frappe.get_doc("Lead Scoring Model", model).cancel()
	policy = a_live_policy()
	policies, _catalogue = policies_for(COMPANY)
	assert (policies.scoring, policies.agreements) == (None, None)
	assert applies(a_lead()) == policy.name


def test_a_condition_on_the_grade():
	a_live_model(rule("job_title", "is", "CEO", 30))
	policy = a_live_policy(condition_json=condition("li:grade", "is", "Hot"))
	assert applies(a_lead(job_title="CEO")) == policy.name
	assert applies(a_lead(job_title="Clerk")) is None


def test_targets_by_grade():
	a_live_model(rule("job_title", "is", "CEO", 30))
	a_live_policy(
		targets=[targets("Hot", first_response_minutes=15), targets(None, first_response_minutes=90)]
	)
	found = [clocks(a_lead(job_title=title).name)[-1].target for title in ("CEO", "Clerk")]
	assert found == [timedelta(minutes=15), timedelta(minutes=90)]


def test_a_condition_on_the_stage():
	a_live_definition()
	policy = a_live_policy(condition_json=condition("li:stage", "is", "MQL"))
	assert policy.condition_text == "Lifecycle Stage is MQL"
	assert applies(a_lead(job_title="CEO")) == policy.name
	assert applies(a_lead(job_title="Clerk")) is None


def test_conditions_on_the_source_follow_its_profile_at_once():
	source = frappe.get_doc({"doctype": "Lead Source", "source_name": "Radio"}).insert().name
	profile = a_profile(source)
	told = {
		"all": [
			condition("li:origin", "is", "Telemarketing"),
			condition("li:source_signal", "is", "Interest"),
		]
	}
	policy = a_live_policy(condition_json=told)
	assert policy.condition_text == "Origin is Telemarketing, and Signal of the Source is Interest"
	assert applies(a_lead(source=source)) == policy.name
	profile.signal = "Intent"
	profile.save()
	assert applies(a_lead(source=source)) is None


def test_a_condition_on_the_territory_holds_for_all_below_it():
	a_territory("Iberia")
	a_territory("Porto", "Iberia", group=False)
	policy = a_live_policy(condition_json=condition("territory", "is within", "Iberia"))
	assert applies(a_lead(territory="Porto")) == policy.name
	assert applies(a_lead(territory="All Territories")) is None


def test_each_company_has_its_own_and_a_lead_without_one_the_default_companys():
	theirs = another_company()
	ours, other = a_live_policy(), a_live_policy(company=theirs)
	assert applies(a_lead(company=COMPANY)) == ours.name
	assert applies(a_lead(company=theirs)) == other.name
	assert applies(a_lead(company=None)) == ours.name


# Hours


def test_hours_are_read_by_the_clock_of_the_leads_territory():
	a_territory("Japan", zone=TOKYO)
	office = a_calendar("Mornings", ("Monday", "09:00:00", "12:00:00"))
	hours = hours_for(office, "Japan", COMPANY)
	assert (hours.zone, hours.calendar, hours.working.zone.key) == (TOKYO, office, TOKYO)


def test_a_renamed_calendar_is_followed():
	monday = a_calendar("Mondays", ("Monday", "09:00:00", "12:00:00"))
	a_live_policy(working_calendar=monday)
	assert clocks(a_lead().name)[-1].calendar == "Mondays"
	frappe.rename_doc("Lead Working Calendar", monday, "Monday Mornings")
	assert clocks(a_lead().name)[-1].calendar == "Monday Mornings"


# Compiling


def test_policies_are_compiled_once_until_a_field_of_their_conditions_changes(changed_meta):
	a_live_policy(condition_json=condition("job_title", "is", "CEO"))
	first = policies_for(COMPANY)[0].response
	assert policies_for(COMPANY)[0].response is first
	frappe.make_property_setter(
		{"doctype": "Lead", "fieldname": "job_title", "property": "label", "value": "Function"}
	)
	frappe.clear_cache(doctype="Lead")
	assert policies_for(COMPANY)[0].response is not first


def test_a_condition_on_a_field_that_is_gone_is_for_no_lead_and_is_told():
	heads = a_policy(title="Heads", priority=1, condition_json=condition("job_title", "is", "CEO"))
	rest = a_live_policy(title="Rest", priority=2)
	heads.submit()
	# As if the field had been removed since.
	frappe.db.set_value(
		POLICY, heads.name, "condition_json", frappe.as_json(condition("shoe_size", "is", 40))
	)
	lead = a_lead(job_title="CEO")
	assert applies(lead) == rest.name
	first, _second = tried_on(lead.name)["considered"]
	assert (first["name"], first["verdict"]) == (heads.name, None)
	assert "shoe_size" in first["problem"]


# What is refused


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"priority": 0}, "'Priority' is 0"),
		({"targets": [targets("A", first_response_minutes=5), targets("a", next_touch_hours=1)]}, "row 2"),
		({"targets": [targets(None, acceptance_hours=1e300)]}, "at most 1000 working hours"),
		({"targets": [targets(None, next_touch_hours=float("inf"))]}, "Targets, row 1: "),
		({"targets": [targets(None, next_touch_hours=float("nan"))]}, "Targets, row 1: "),
		({"condition_json": "{"}, "For Which Leads"),
		({"pause_json": condition("no_such_field", "is set")}, "Pauses"),
		({"escalations": [step(-10, unit="Minutes")]}, "Escalation Steps, row 1: 'When' is less than 0"),
		({"escalations": [step(50), step(50, "Notify Role")]}, "row 2: 'Notify Role' needs a role"),
		({"escalations": [step(50, "Send a Pigeon")]}, "Send a Pigeon"),
		({"escalations": [step(50, purpose="Lunch")]}, "Lunch"),
		({"first_response_from": "Christmas"}, "Christmas"),
		({"stagnation_limits": [{"stage": "Asleep", "working_days": 3}]}, "Asleep"),
	],
	ids=str,
)  # fmt: skip
def test_mistakes_are_refused_in_a_draft(fields, says):
	refused(says, lambda: a_policy(**fields))


def test_gaps_are_refused_only_when_it_is_to_go_live():
	draft = a_policy(targets=[])
	refused("promises nothing yet", draft.submit)
	assert state(draft) == "Draft"


def test_nobody_who_left_is_to_take_leads():
	frappe.db.set_value("User", REP.user, "enabled", 0)
	draft = a_policy(escalations=[step(100, "Reassign", user=REP.user)])
	refused("is disabled", draft.submit)


def test_a_calendar_by_which_a_target_never_comes_is_named():
	calendar = a_calendar("Never")
	frappe.db.delete("Lead Working Span", {"parent": calendar})
	frappe.clear_document_cache("Lead Working Calendar", calendar)
	draft = a_policy(working_calendar=calendar)
	refused("'Never'", draft.submit)


def test_everything_is_read_as_it_was_entered():
	policy = policy_of(
		a_policy(
			escalations=[
				step(50, by_email=1),
				step(30, unit="Minutes", direction="Before Due"),
				step(4 * 60, "Notify Role", unit="Minutes", direction="After Due", role="Sales Manager"),
			],
			stagnation_limits=[{"stage": "MQL", "working_days": 3}],
			targets=[targets("Hot", first_response_minutes=15, acceptance_hours=0.5, next_touch_hours=16)],
			again_on_hot_touch=0,
		)
	)
	assert [(one.offset.share, one.offset.minutes) for one in policy.steps] == [
		(0.5, None),
		(None, -30),
		(None, 240),
	]
	assert [one.by_email for one in policy.steps] == [True, False, False]
	(row,) = policy.targets
	assert (row.first_response, row.acceptance, row.next_touch) == (HOUR / 4, HOUR / 2, 16 * HOUR)
	assert (policy.again_on_hot_touch, policy.stagnation[0].working_days) == (False, 3)
