"""A form that stays open while the lead is evaluated in the background neither breaks nor overwrites anything."""

import frappe
import pytest
from frappe.permissions import add_permission, update_permission_property

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored


@pytest.fixture(autouse=True)
def model():
	return a_live_model(rule("job_title", "is", "CEO", points=25), rule("city", "is", "Paris", points=3))


@pytest.fixture
def manager_who_may_write_scores(changed_meta):
	add_permission("Lead", "Sales Manager", 1)
	update_permission_property("Lead", "Sales Manager", 1, "write", 1)
	return MANAGER.user


def test_an_evaluation_in_the_background_leaves_modified_alone():
	lead = a_lead()
	before = stored(lead, "modified", "modified_by")
	frappe.db.set_value("Lead", lead.name, "job_title", "CEO", update_modified=False)
	reevaluate([lead.name], Cause.RESCORE)
	assert stored(lead, "modified", "modified_by") == before
	assert stored(lead, "li_points") == 25


@pytest.mark.parametrize("user", [REP.user, "Administrator"])
def test_an_open_form_can_be_saved_and_does_not_bring_the_old_score_back(user, signed_in_as):
	lead = a_lead()
	open_form = frappe.get_doc("Lead", lead.name)
	frappe.db.set_value("Lead", lead.name, "job_title", "CEO", update_modified=False)
	reevaluate([lead.name], Cause.RESCORE)
	with signed_in_as(user):
		open_form.job_title = "CEO"
		open_form.website = "https://analytical.example"
		open_form.save()
	assert stored(lead, "li_points", "li_grade") == {"li_points": 25, "li_grade": "Hot"}


def test_not_even_a_right_to_write_our_fields_sets_a_score(manager_who_may_write_scores, signed_in_as):
	lead = a_lead(city="Paris")
	with signed_in_as(manager_who_may_write_scores):
		doc = frappe.get_doc("Lead", lead.name)
		doc.update({"li_points": 99, "li_score": 99, "li_grade": "Best", "website": "https://a.example"})
		assert 1 in doc.get_permlevel_access("write")
		doc.save()
	assert stored(lead, "li_points", "li_score", "li_grade") == {
		"li_points": 3,
		"li_score": 3.0,
		"li_grade": "Cold",
	}


def test_a_new_lead_cannot_bring_a_score_along(manager_who_may_write_scores, signed_in_as):
	with signed_in_as(manager_who_may_write_scores):
		lead = a_lead(city="Paris", li_points=99, li_grade="Best", li_scored_on="2020-01-01")
	assert stored(lead, "li_points", "li_grade") == {"li_points": 3, "li_grade": "Cold"}


def test_a_form_that_was_opened_before_a_run_is_saved_after_it(signed_in_as):
	lead = a_lead(city="Paris")
	open_form = frappe.get_doc("Lead", lead.name)
	a_live_model(rule("city", "is", "Paris", points=30))
	BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead.name])
	with signed_in_as(REP.user):
		open_form.website = "https://analytical.example"
		open_form.save()
	assert stored(lead, "li_points", "li_grade", "website") == {
		"li_points": 30,
		"li_grade": "Hot",
		"website": "https://analytical.example",
	}
	assert [row.cause for row in journey_of(lead.name)] == ["Save", "Policy change"]
