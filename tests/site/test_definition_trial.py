"""An old lead judged by the version of its day, and any lead by any version."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, now_datetime, today

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api.definition_trial import agreements, judged_as_of
from lead_intelligence.core.history.journey import Cause
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, another_company, condition, rule
from tests.site.definition_builders import a_definition, a_live_definition, criterion

NAMED = criterion("Lead", "Can be reached", condition("email_id", "is set"))
HEAD = criterion("MQL", "Is the head", condition("job_title", "is", "CEO"))
PARISIAN = criterion("MQL", "From Paris", condition("city", "is", "Paris"))
RICH = criterion("SQL", "Has a budget", condition("annual_revenue", "is at least", 1000))
FIRST, SECOND = [NAMED, HEAD, RICH], [NAMED, PARISIAN, RICH]


def days_ago(days):
	return add_days(today(), -days)


def backdate(doctype, filters, field, days):
	"""By whole days, at the time of day that it has."""
	for name, moment in frappe.get_all(doctype, filters=filters, fields=["name", field], as_list=True):
		frappe.db.set_value(
			doctype, name, field, get_datetime(moment) - timedelta(days=days), update_modified=False
		)


@pytest.fixture
def old_lead():
	"""Ten days ago the head of a company in Paris; since five days she is a clerk in Lyon, and another version is live."""
	first = a_live_definition(criteria=FIRST)
	lead = a_lead(email_id="a@b.example", job_title="CEO", city="Paris")
	backdate("Lead", {"name": lead.name}, "creation", 10)
	backdate("Lead Journey Entry", {"lead": lead.name}, "at", 10)
	backdate("Lead Definition", {"name": first.name}, "valid_from", 20)
	second = a_live_definition(criteria=SECOND)
	backdate("Lead Definition", {"name": second.name}, "valid_from", 5)
	backdate("Lead Definition", {"name": first.name}, "valid_to", 5)
	lead = frappe.get_doc("Lead", lead.name)
	lead.update({"job_title": "Clerk", "city": "Lyon"})
	lead.save()
	return lead.name, first.name, second.name


def verdicts(found):
	return {line["criterion"]: line["verdict"] for stage in found["stages"] for line in stage["evidence"]}


def test_without_choosing_it_is_judged_by_its_agreement_as_it_is(old_lead):
	lead, _first, second = old_lead
	found = judged_as_of(lead)
	assert (found["agreement"]["name"], found["then"]) == (second, None)
	assert verdicts(found["now"]) == {"Can be reached": True, "From Paris": False, "Has a budget": None}
	assert found["now"]["reached"] == "Lead"


def test_an_old_lead_is_judged_by_the_version_of_its_day(old_lead):
	lead, first, second = old_lead
	found = judged_as_of(lead, on=days_ago(8))
	assert found["agreement"]["name"] == first
	assert verdicts(found["then"]) == {"Can be reached": True, "Is the head": True, "Has a budget": None}
	assert verdicts(found["now"])["Is the head"] is False
	assert (found["then"]["reached"], found["now"]["reached"]) == ("MQL", "Lead")
	assert judged_as_of(lead, on=days_ago(2))["agreement"]["name"] == second


def test_any_version_judges_it_as_it_was_known(old_lead):
	lead, _first, _second = old_lead
	draft = a_definition(
		criteria=[NAMED, criterion("MQL", "From Lyon", condition("city", "is", "Lyon")), RICH]
	)
	found = judged_as_of(lead, draft.name, days_ago(8))
	assert verdicts(found["now"])["From Lyon"] is True
	# Nobody looked at the city then, so nobody knows what it was: today's stands in for it, and that is said.
	assert found["then"]["of_today"] == ["City"]
	assert found["then"]["inputs_of"].startswith(str(days_ago(10)))


def test_the_day_on_which_a_version_ends_is_that_of_its_successor(old_lead):
	lead, _first, second = old_lead
	assert judged_as_of(lead, on=days_ago(5))["agreement"]["name"] == second


def test_score_touches_and_answers_are_those_of_then():
	from tests.site.engaged_leads import touch
	from tests.site.qualification_builders import answered

	a_live_model(rule("job_title", "is", "CEO", points=25))
	wanted = [
		criterion("Lead", "Scores", condition("li:score", "is at least", 20)),
		criterion("MQL", "Asked", condition("li:touches:Demo Request", "is at least", 1)),
		criterion("SQL", "Money", condition("li:answer:BANT:Budget", "is", "Confirmed")),
	]
	definition = a_live_definition(criteria=wanted)
	lead = a_lead(job_title="CEO")
	backdate("Lead", {"name": lead.name}, "creation", 10)
	backdate("Lead Journey Entry", {"lead": lead.name}, "at", 10)
	touch(lead.name, "Demo Request", 2)
	answered(lead.name)
	backdate("Lead Qualification Answer", {"lead": lead.name}, "recorded_at", 1)
	a_live_model(rule("city", "is", "Rome", points=25))
	reevaluate([lead.name], Cause.POLICY)
	now = {"Scores": False, "Asked": True, "Money": True}
	assert verdicts(judged_as_of(lead.name)["now"]) == now
	found = judged_as_of(lead.name, definition.name, days_ago(3))["then"]
	assert verdicts(found) == {"Scores": True, "Asked": False, "Money": None}
	found = judged_as_of(lead.name, definition.name, days_ago(2))["then"]
	assert verdicts(found) == {"Scores": True, "Asked": True, "Money": None}
	assert verdicts(judged_as_of(lead.name, definition.name, days_ago(1))["then"])["Money"] is True


def test_where_no_agreement_was_live_that_is_said(old_lead):
	lead = old_lead[0]
	backdate("Lead", {"name": lead}, "creation", 30)
	assert judged_as_of(lead, on=days_ago(35)) == {"agreement": None, "now": None, "then": None}


def test_nothing_is_stored(old_lead):
	lead, first, _second = old_lead
	before = dict(frappe.db.get_value("Lead", lead, "*", as_dict=True))
	rows = frappe.db.count("Lead Journey Entry")
	judged_as_of(lead, first, days_ago(8))
	assert dict(frappe.db.get_value("Lead", lead, "*", as_dict=True)) == before
	assert frappe.db.count("Lead Journey Entry") == rows


@pytest.mark.parametrize(
	("on", "sentence"),
	[
		("2099-01-01", "has not come yet"),
		("2001-01-01", "was not there yet"),
		("some day", "must be given as a date"),
		({"day": 1}, "must be given as a date"),
	],
)
def test_a_day_must_be_one_of_the_lead(old_lead, on, sentence):
	with pytest.raises(frappe.ValidationError, match=sentence):
		judged_as_of(old_lead[0], on=on)


def test_the_agreements_of_the_leads_company_are_offered(old_lead):
	a_definition(company=another_company())
	draft = a_definition()
	found = agreements(old_lead[0])
	names = [row.name for row in found["agreements"]]
	assert names[0] == draft.name
	assert {old_lead[1], old_lead[2]} <= set(names)
	assert {frappe.db.get_value("Lead Definition", name, "company") for name in names} == {COMPANY}
	assert found["first_day"] == str(now_datetime().date() - timedelta(days=10))


def test_it_needs_the_right_to_read_the_lead(old_lead, signed_in_as):
	with signed_in_as(REP.user):
		assert judged_as_of(old_lead[0])["agreement"]
	frappe.set_user("Guest")
	for act in (agreements, judged_as_of):
		with pytest.raises(frappe.PermissionError):
			act(old_lead[0])
