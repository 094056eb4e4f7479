"""The starter policy: a draft per company that has a model, made once and never live by itself."""

import frappe
import pytest

from lead_intelligence.adapters.live_versions import live_versions
from lead_intelligence.adapters.sla_policy_checks import refuse_problems
from lead_intelligence.setup.starter_sla_policy import seed_starter_sla_policies
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead, a_live_model, another_company, rule
from tests.site.response_builders import clocks

POLICY = "Lead SLA Policy"


@pytest.fixture
def nothing_seeded(rolled_back):
	for doctype in (POLICY, "Lead SLA Target", "Lead SLA Escalation", "Lead SLA Stagnation Limit"):
		frappe.db.delete(doctype)
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_policies_for", None)


def drafts():
	return frappe.get_all(POLICY, fields=["company", "status", "title"], order_by="company")


def test_it_is_a_draft_and_starts_no_clock(nothing_seeded):
	seed_starter_sla_policies()
	assert drafts() == [{"company": COMPANY, "status": "Draft", "title": "Standard"}]
	assert live_versions(COMPANY).response == ()
	assert clocks(a_lead().name) == []


def test_it_is_complete_and_fits_the_starter_model(nothing_seeded):
	seed_starter_sla_policies()
	draft = frappe.get_last_doc(POLICY)
	refuse_problems(draft, going_live=True)
	assert [(row.grade, row.first_response_minutes) for row in draft.targets] == [
		("A", 15),
		("B", 60),
		("C", 240),
		(None, 480),
	]
	assert {row.stage: row.working_days for row in draft.stagnation_limits} == {
		"Lead": 10,
		"MQL": 3,
		"SAL": 5,
		"SQL": 10,
	}
	assert [row.action for row in draft.escalations] == [
		"Notify Owner",
		"Notify Owner",
		"Notify Manager",
		"Notify Role",
	]
	draft.submit()
	assert clocks(a_lead().name)


def test_grades_are_taken_from_the_best_down(nothing_seeded):
	a_live_model(rule("job_title", "is", "CEO", 30))
	seed_starter_sla_policies()
	assert [row.grade for row in frappe.get_last_doc(POLICY).targets] == ["Hot", None]


def test_it_is_made_once_for_each_company_that_has_a_model(nothing_seeded):
	other = another_company()
	seed_starter_sla_policies()
	seed_starter_sla_policies()
	assert [one["company"] for one in drafts()] == [COMPANY]
	frappe.get_last_doc(POLICY).delete()
	a_live_model(rule("job_title", "is", "CEO", 30), company=other)
	seed_starter_sla_policies()
	assert [one["company"] for one in drafts()] == [other]
