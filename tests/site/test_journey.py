"""The journey: which changes become a row, and what the row says."""

import json

import frappe
import pytest

from lead_intelligence.adapters.policies import compiled_version, live_version
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.snapshot.lead_snapshot import thaw
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored


@pytest.fixture
def model():
	return a_live_model(
		rule("job_title", "is", "CEO", points=15),
		rule("city", "is", "Paris", points=10),
		rule("territory", "is within", ["France"], points=3),
	)


def change(lead, **fields):
	doc = frappe.get_doc("Lead", lead.name)
	doc.update(fields)
	return doc.save()


def test_the_first_score_opens_the_journey(model, signed_in_as):
	with signed_in_as(REP.user):
		lead = a_lead(job_title="CEO")
	(row,) = journey_of(lead.name)
	assert (row.kind, row.cause, row.author, row.model) == ("First score", "Save", REP.user, model.name)
	assert (row.grade_before, row.grade_after, row.points_after) == (None, "Cold", 15)
	assert row.at == stored(lead, "li_scored_on")
	assert json.loads(row.inputs)["values"]["job_title"] == "CEO"


def test_a_change_of_grade_says_from_what_to_what(model, signed_in_as):
	lead = a_lead(job_title="CEO")
	with signed_in_as(REP.user):
		change(lead, city="Paris")
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.author) == ("Grade changed", REP.user)
	assert (row.grade_before, row.grade_after) == ("Cold", "Hot")
	assert (row.points_before, row.points_after) == (15, 25)
	assert (row.score_before, row.score_after) == (15, 25)


def test_a_change_of_score_within_a_grade_is_a_row_of_its_own_kind(model):
	lead = a_lead(city="Paris")
	change(lead, city="Lyon")
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.grade_before, row.grade_after) == ("Score changed", "Cold", "Cold")
	assert (row.points_before, row.points_after) == (10, 0)


def test_a_save_that_leaves_the_score_as_it_was_makes_no_row(model):
	lead = a_lead(city="Paris")
	change(lead, city="Paris ", fax="1")
	change(lead, job_title="Clerk")
	assert len(journey_of(lead.name)) == 1


def test_a_score_that_storage_rounds_does_not_look_changed():
	a_live_model(
		rule("job_title", "is", "CEO", points=10),
		rule("city", "is", "Paris", points=21),
		scale="0-100",
		grades=[{"grade": "Any"}],
	)
	lead = a_lead(job_title="CEO")
	change(lead, city="Lyon")
	assert stored(lead, "li_score") == pytest.approx(1000 / 31, abs=0.05)
	assert len(journey_of(lead.name)) == 1


def test_a_rescore_names_who_asked_for_it(model, signed_in_as):
	lead = a_lead(job_title="CEO")
	frappe.db.set_value("Lead", lead.name, "city", "Paris")
	with signed_in_as(REP.user):
		assert reevaluate([lead.name], Cause.RESCORE) == [lead.name]
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.cause, row.author) == ("Grade changed", "Re-score", REP.user)


def test_every_row_can_be_replayed_with_the_model_of_its_day(model):
	lead = a_lead(job_title="CEO", territory="France")
	change(lead, city="Paris")
	a_live_model(rule("job_title", "is", "CEO", points=1), rule("city", "is", "Paris", points=2))
	change(lead, territory="")
	new_name = frappe.rename_doc("Lead", lead.name, "LEAD-RENAMED")
	rows = journey_of(new_name)
	assert [row.points_after for row in rows] == [18, 28, 3]
	for row in rows:
		assert replayed(row) == row.points_after


def replayed(row) -> int:
	creation = frappe.db.get_value("Lead Scoring Model", row.model, "creation")
	current = live_version(None)
	compiled, catalogue = compiled_version(current._replace(name=row.model, creation=str(creation)))
	return compiled.score(thaw(json.loads(row.inputs), catalogue), row.at).points


def test_the_row_holds_the_inputs_as_they_were_seen_and_not_as_they_are_now(model):
	lead = a_lead(job_title="CEO", territory="France")
	frappe.db.set_value("Lead", lead.name, {"job_title": "Clerk", "territory": None})
	(row,) = journey_of(lead.name)
	inputs = json.loads(row.inputs)
	assert inputs["values"]["job_title"] == "CEO"
	assert "France" in inputs["ancestors"]["territory"]
