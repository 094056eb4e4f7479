"""Leads and surroundings that are not as usual: their clocks end well, and their saves succeed."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.clock_replanning import leads_to_replan, open_clocks_after, replan
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.open_clocks import from_text, open_clocks
from tests.site.builders import a_lead, another_company, stored
from tests.site.escalated_leads import swept
from tests.site.response_builders import a_live_policy, answer, backdated, clock, clocks


@pytest.fixture
def policy(rolled_back):
	return a_live_policy()


def says_what_there_is(lead):
	return from_text(stored(lead, "li_clocks")) == open_clocks(clocks(lead))


def bulk(lead):
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead])


def unlogged(act):
	ours = {"method": ("like", "Lead Intelligence:%")}
	before = frappe.db.count("Error Log", ours)
	result = act()
	assert frappe.db.count("Error Log", ours) == before
	return result


def test_an_import_that_updates_a_clocked_lead_keeps_its_clock(policy, monkeypatch):
	lead = a_lead().name
	before = clock(lead)
	monkeypatch.setattr(frappe.flags, "in_import", True)
	doc = frappe.get_doc("Lead", lead)
	doc.fax = "1"
	unlogged(doc.save)
	assert clock(lead) == before
	assert says_what_there_is(lead)


def test_a_lead_that_moves_to_a_company_without_policies(policy):
	lead = a_lead().name
	doc = frappe.get_doc("Lead", lead)
	doc.company = another_company()
	unlogged(doc.save)
	assert not clock(lead).is_open
	assert says_what_there_is(lead)


@pytest.mark.parametrize("again", [bulk, lambda lead: reevaluate([lead], Cause.POLICY)])
def test_where_nothing_judges_leads_any_more_no_clock_runs(rolled_back, again):
	company = another_company()
	policy = a_live_policy(company=company)
	lead = a_lead(company=company).name
	assert clock(lead).is_open
	policy.cancel()
	again(lead)
	assert not clock(lead).is_open
	assert says_what_there_is(lead)


def test_a_lead_without_company(policy):
	lead = unlogged(lambda: a_lead(company=None).name)
	unlogged(lambda: answer(lead))
	assert says_what_there_is(lead)


def test_a_calendar_that_is_gone(policy):
	lead = a_lead().name
	name = clock(lead).calendar
	frappe.delete_doc("Lead Working Calendar", name, force=True, ignore_permissions=True)
	frappe.clear_cache(doctype="Lead Working Calendar")
	unlogged(lambda: frappe.get_doc("Lead", lead).save())
	assert says_what_there_is(lead)
	unlogged(lambda: replan(leads_to_replan(open_clocks_after(0, 100))))
	backdated(lead, hours=3)
	unlogged(swept)
	unlogged(lambda: answer(lead))
	assert not clock(lead).is_open
	assert says_what_there_is(lead)


def test_a_calendar_that_is_renamed(policy):
	lead = a_lead().name
	frappe.rename_doc("Lead Working Calendar", clock(lead).calendar, "Renamed", force=True)
	unlogged(lambda: frappe.get_doc("Lead", lead).save())
	assert clock(lead).calendar == "Renamed"
	assert clock(lead).is_open
	assert says_what_there_is(lead)


def test_a_policy_that_is_cancelled(policy):
	lead = a_lead().name
	policy.reload().cancel()
	unlogged(lambda: reevaluate([lead], Cause.POLICY))
	unlogged(lambda: frappe.get_doc("Lead", lead).save())
	assert says_what_there_is(lead)


def test_settings_off_and_on_again(policy):
	lead = a_lead().name
	settings = frappe.get_single("Lead Intelligence Settings")
	settings.enabled = 0
	settings.save()
	frappe.get_doc("Lead", lead).save()
	unlogged(lambda: answer(lead))
	assert says_what_there_is(lead)
	late = a_lead().name
	assert clocks(late) == []
	settings.enabled = 1
	settings.save()
	unlogged(lambda: frappe.get_doc("Lead", lead).save())
	assert says_what_there_is(lead)


def test_a_lead_that_is_inserted_without_validation_is_due_its_answer(policy):
	doc = frappe.get_doc({"doctype": "Lead", "first_name": "Ada", "company_name": "A", "status": "Lead"})
	doc.flags.ignore_validate = True
	unlogged(doc.insert)
	assert len(clocks(doc.name)) == 1
	assert says_what_there_is(doc.name)


def test_a_merge_keeps_what_is_open(policy):
	one, other = a_lead().name, a_lead().name
	unlogged(lambda: frappe.rename_doc("Lead", other, one, merge=True, force=True))
	assert says_what_there_is(one)
	unlogged(lambda: answer(one))
	assert says_what_there_is(one)


def test_a_guest_who_fills_a_form_begins_a_clock(policy, signed_in_as):
	with signed_in_as("Guest"):
		values = {"first_name": "Ada", "email_id": "guest@agreed.example", "status": "Lead"}
		doc = unlogged(lambda: frappe.get_doc({"doctype": "Lead", **values}).insert(ignore_permissions=True))
	assert clock(doc.name).is_open
	assert says_what_there_is(doc.name)
