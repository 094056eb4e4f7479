"""The starter policy: a draft for each company whose leads are scored, once, and never live by itself."""

import frappe
import pytest

from lead_intelligence.adapters.sla_policy_checks import refuse_problems
from lead_intelligence.events.company import on_update
from lead_intelligence.setup import starter_sla_policy
from lead_intelligence.setup.starter_sla_policy import seed_starter_policies
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead, a_live_model, another_company, rule
from tests.site.response_builders import clocks

_TABLES = ("Lead SLA Policy", "Lead SLA Target", "Lead SLA Escalation", "Lead SLA Stagnation Limit")


@pytest.fixture
def nothing_seeded():
	for doctype in _TABLES:
		frappe.db.delete(doctype)
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_policies_installed", "")


def drafts():
	return frappe.get_all("Lead SLA Policy", fields=["company", "status", "title"], order_by="version")


def test_a_site_has_it_as_a_draft_from_the_beginning_and_no_clock():
	assert drafts() == [{"company": COMPANY, "status": "Draft", "title": "Standard"}]
	assert clocks(a_lead().name) == []


def test_it_could_go_live_as_it_is_and_says_what_it_does():
	draft = frappe.get_last_doc("Lead SLA Policy")
	refuse_problems(draft, going_live=True)
	best, others = draft.targets
	assert (best.first_response_minutes, best.next_touch_hours, best.acceptance_hours) == (15, 16, 0)
	assert (others.grade, others.first_response_minutes) == (None, 240)
	assert [row.step_text for row in draft.escalations] == [
		"Half-way: notify the owner",
		"When it is due: notify the owner, by e-mail too",
		"When it is due: notify the owner's manager, by e-mail too",
		"4 h after it is due: notify everyone with the role Sales Manager",
	]
	assert {row.stage: row.working_days for row in draft.stagnation_limits} == {
		"Lead": 10,
		"MQL": 3,
		"SAL": 5,
		"SQL": 10,
	}


def test_its_first_row_is_for_the_best_grade_of_the_live_model(nothing_seeded):
	a_live_model(rule("job_title", "is", "CEO", points=20))
	seed_starter_policies()
	assert frappe.get_last_doc("Lead SLA Policy").targets[0].grade == "Hot"


def test_it_is_installed_once(nothing_seeded):
	seed_starter_policies()
	seed_starter_policies()
	assert len(drafts()) == 1
	frappe.get_last_doc("Lead SLA Policy").delete()
	seed_starter_policies()
	assert drafts() == []


def test_each_company_gets_its_own_once_its_leads_are_scored(nothing_seeded):
	company = another_company()
	on_update(frappe.get_doc("Company", company))
	assert [one.company for one in drafts()] == [COMPANY]
	a_live_model(rule("job_title", "is", "CEO", points=20), company=company)
	seed_starter_policies()
	assert sorted(one.company for one in drafts()) == sorted([COMPANY, company])


def test_nobody_is_told_of_warnings_while_it_is_installed(nothing_seeded):
	frappe.local.message_log = []
	seed_starter_policies()
	assert not frappe.get_message_log()


def test_where_it_cannot_be_installed_companies_are_saved_all_the_same(nothing_seeded, monkeypatch):
	monkeypatch.setattr(
		starter_sla_policy, "draft_starter", lambda company, model: frappe.throw("broken on purpose")
	)
	on_update(frappe.get_doc("Company", another_company()))
	assert drafts() == []
	assert not frappe.get_message_log()
