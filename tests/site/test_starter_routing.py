"""The starter routing: a draft and a pool for each company whose leads are scored, once, and never live by itself."""

import frappe
import pytest

from lead_intelligence.adapters.routing_policy_checks import refuse_problems
from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.events.company import on_update
from lead_intelligence.setup import starter_routing
from lead_intelligence.setup.starter_routing import seed_starter_routing
from tests.bench.base_company import COMPANY
from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.builders import a_live_model, another_company, rule

POLICY, POOL = "Lead Routing Policy", "Lead Routing Pool"


@pytest.fixture
def nothing_seeded():
	for doctype in (POLICY, "Lead Routing Rule", POOL, "Lead Routing Pool Member"):
		frappe.db.delete(doctype)
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_routing_installed", "")
	frappe.cache.delete_keys("lead_intelligence")


def drafts():
	return frappe.get_all(POLICY, fields=["company", "status", "title"], order_by="version")


def test_a_site_has_it_as_a_draft_from_the_beginning():
	assert drafts() == [{"company": COMPANY, "status": "Draft", "title": "Standard"}]


def test_it_could_go_live_as_it_is(nothing_seeded):
	seed_starter_routing()
	draft = frappe.get_last_doc(POLICY)
	refuse_problems(draft, going_live=True)
	assert [(row.title, row.target) for row in draft.rules] == [("By territory", "Pool of the Territory")]
	assert draft.default_pool == "Sales Team"


def test_its_pool_holds_those_who_work_in_sales(nothing_seeded):
	seed_starter_routing()
	assert {REP.user, SECOND_REP.user} <= pools()["Sales Team"].weights.keys()
	assert MARKETING.user not in pools()["Sales Team"].weights


def test_it_is_installed_once(nothing_seeded):
	seed_starter_routing()
	seed_starter_routing()
	assert len(drafts()) == 1
	frappe.get_last_doc(POLICY).delete()
	seed_starter_routing()
	assert drafts() == []


def test_each_company_gets_its_own_once_its_leads_are_scored(nothing_seeded):
	company = another_company()
	on_update(frappe.get_doc("Company", company))
	assert [one.company for one in drafts()] == [COMPANY]
	a_live_model(rule("job_title", "is", "CEO", points=20), company=company)
	seed_starter_routing()
	assert sorted(one.company for one in drafts()) == sorted([COMPANY, company])
	assert frappe.get_all(POOL, pluck="name") == ["Sales Team"]


def test_nobody_is_told_of_warnings_while_it_is_installed(nothing_seeded):
	frappe.local.message_log = []
	seed_starter_routing()
	assert not frappe.get_message_log()


def test_where_it_cannot_be_installed_companies_are_saved_all_the_same(nothing_seeded, monkeypatch):
	monkeypatch.setattr(starter_routing, "draft_routing", lambda company: frappe.throw("broken on purpose"))
	on_update(frappe.get_doc("Company", another_company()))
	assert drafts() == []
	assert not frappe.get_message_log()
