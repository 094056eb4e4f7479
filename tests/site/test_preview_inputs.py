"""By what leads are judged in a preview: what was known of them before their outcome, and what that was."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_draft, a_lead, a_live_model, another_company
from tests.site.engaged_leads import touch
from tests.site.previewed_leads import CEO, FRENCH, a_lead_that, cells, found, two_models


@pytest.fixture
def company(live_site, request) -> str:
	name = f"Inputs {abs(hash(request.node.nodeid)) % 10**8}"
	return live_site.run(another_company, name, name[-8:])


def test_outcomes_are_judged_by_what_was_known_before_them(live_site, company):
	"""The job title was learned when the deal was made. A rule on it must not shine with that."""

	def look():
		_live, draft = two_models(company, CEO | {"points": 30}, FRENCH)
		lead = a_lead(company=company, country="France")
		opportunity = frappe.get_doc(
			{
				"doctype": "Opportunity",
				"opportunity_from": "Lead",
				"party_name": lead.name,
				"company": company,
				"currency": "EUR",
				"conversion_rate": 1,
			}
		)
		opportunity.insert()
		opportunity.db_set("status", "Converted")
		lead.reload()
		lead.job_title = "CEO"
		lead.save()
		a_lead_that("lost", company=company, country="Spain")
		return found(draft)

	result = live_site.run(look)
	by_name = {rule["rule"]: rule for rule in result["comparison"]["rules"]}
	assert by_name["Is CEO"]["leads"] == 1
	assert by_name["Is CEO"]["known"] == 0
	inputs = result["inputs"]
	assert (inputs["judged"], inputs["from_journey"], inputs["from_today"]) == (2, 2, 0)
	# The live model never looked at the country, so nobody knows what it was.
	assert [(field["field"], field["leads"]) for field in inputs["leaky"]] == [("country", 2)]
	assert by_name["Is French"]["won"] == 1


def test_fields_filled_in_at_conversion_are_named_as_such(live_site, company):
	def look():
		status = {"rule": "Is replied", "points": 10}
		status["condition_json"] = '{"field": "status", "operator": "is", "value": "Replied"}'
		_live, draft = two_models(company, FRENCH, status)
		a_lead_that("won", company=company)
		return found(draft)["inputs"]["leaky"]

	assert {(field["field"], field["written_at_conversion"]) for field in live_site.run(look)} == {
		("country", False),
		("status", True),
	}


def test_leads_from_before_the_day_are_learned_from_and_not_judged(live_site, company):
	def look():
		_live, draft = two_models(company)
		for days, ended in (
			(400, "won"),
			(400, "lost"),
			(390, "lost"),
			(20, "won"),
			(20, "lost"),
			(20, None),
		):
			a_lead_that(ended, days, company=company, country="France" if ended == "won" else "Spain")
		return found(draft, newer_than=(now_datetime() - timedelta(days=100)).date())

	outcomes = live_site.run(look)["comparison"]
	assert outcomes["outcomes"]["judged"] == 2
	assert outcomes["outcomes"]["judged_won"] == 1
	assert outcomes["outcomes"]["older"] == 3
	assert outcomes["new"]["calibration"]["learned_from"] == "older leads"
	assert outcomes["new"]["roc_auc"]["value"] == 1.0
	assert outcomes["old"]["roc_auc"]["value"] == 0.5


def test_old_leads_without_an_outcome_count_as_lost_after_the_days_that_were_asked(live_site, company):
	def look():
		_live, draft = two_models(company)
		a_lead_that(None, 50, company=company)
		a_lead_that(None, 30, company=company)
		return [
			found(draft, lost_after_days=days)["comparison"]["outcomes"]["known"] for days in (60, 40, 20)
		]

	assert live_site.run(look) == [0, 1, 2]


def test_what_was_scored_after_an_outcome_of_unknown_day_is_no_input_from_before(live_site, company):
	"""A lead that is older than the app gets its first row when a model goes live, long after it converted."""

	def look():
		late = a_lead_that("won", company=company, job_title="CEO")
		_live, draft = two_models(company)
		reevaluate([late], Cause.POLICY)
		a_lead(company=company, job_title="Clerk").db_set("status", "Do Not Contact")
		return found(draft)["inputs"]

	inputs = live_site.run(look)
	assert (inputs["judged"], inputs["from_journey"], inputs["from_today"]) == (2, 1, 1)
	assert {field["field"]: field["leads"] for field in inputs["leaky"]} == {"job_title": 1, "country": 2}


def test_rules_on_touches_are_previewed_and_judged_by_touches_of_before_the_outcome(live_site, company):
	def look():
		a_live_model(CEO, company=company)
		webinars = {"rule": "Came to a webinar", "touch_kinds": "Webinar", "points": 25, "at_most": "25"}
		draft = a_draft(company=company, rules=[CEO], engagement_rules=[webinars]).name
		before, after, open_ = (a_lead(company=company).name for _ in range(3))
		for lead in (before, after):
			frappe.get_doc({"doctype": "Customer", "customer_name": f"Of {lead}", "lead_name": lead}).insert()
		long_ago = now_datetime() - timedelta(days=30)
		frappe.db.set_value("Customer", {"lead_name": ("in", (before, after))}, "creation", long_ago)
		touch(before, "Webinar", 40)
		touch(after, "Webinar", 20)
		touch(open_, "Webinar", 1)
		frappe.db.commit()
		return found(draft)

	result = live_site.run(look)
	assert cells(result) == {("Cold", "Hot"): 3}
	(webinar,) = [rule for rule in result["comparison"]["rules"] if rule["rule"] == "Came to a webinar"]
	assert (webinar["leads"], webinar["known"], webinar["won"]) == (3, 1, 1)
	assert "Webinar" in webinar["condition"]
	assert {effect["rule"]: effect["decisive"] for effect in result["comparison"]["effects"]} == {
		"Came to a webinar": 3
	}
