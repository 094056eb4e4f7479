"""The starter definition: a draft to begin with, fitted to the site, and never in the way."""

import frappe
import pytest

from lead_intelligence.adapters.definition_checks import refuse_problems
from lead_intelligence.events.company import on_update
from lead_intelligence.setup import starter_definition
from lead_intelligence.setup.starter_definition import draft_starter, seed_starter_definition
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.builders import a_lead, a_live_model, another_company, rule, stored
from tests.site.definition_builders import SIGNATORIES, signed

_TABLES = ("Lead Definition", "Lead Definition Stage", "Lead Stage Criterion")


@pytest.fixture
def nothing_seeded():
	for doctype in _TABLES:
		frappe.db.delete(doctype)
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_definition_installed", 0)


def drafts():
	return frappe.get_all("Lead Definition", fields=["company", "status", "title"])


def test_a_site_has_it_as_a_draft_from_the_beginning_and_no_gate():
	assert drafts() == [{"company": COMPANY, "status": "Draft", "title": "Starter definition"}]
	assert not stored(a_lead(email_id="a@b.example"), "li_stage")


def test_it_is_complete_but_for_its_signatures():
	draft = frappe.get_last_doc("Lead Definition")
	refuse_problems(draft, going_live=True)
	assert [row.stage for row in draft.stages] == ["Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"]
	assert (draft.opportunity_from_stage, draft.prospect_from_stage) == ("SQL", "SAL")
	assert {row.stage for row in draft.criteria} == {"Lead", "MQL", "SQL"}
	assert draft.criteria[1].condition_text == "Email is set, or Phone is set, or Mobile No is set"


def test_signed_as_it_is_it_judges_leads():
	draft = frappe.get_last_doc("Lead Definition")
	draft.update(SIGNATORIES)
	draft.save()
	signed(draft).submit()
	frappe.get_doc({"doctype": "Lead Subject", "subject": "Ovens"}).insert()
	raw = a_lead(email_id="a@b.example")
	lead = a_lead(email_id="c@d.example", li_subjects="Ovens")
	assert [stored(one, "li_stage") for one in (raw, lead)] == ["Raw", "Lead"]


def test_it_is_installed_once(nothing_seeded):
	seed_starter_definition()
	seed_starter_definition()
	assert len(drafts()) == 1
	frappe.get_last_doc("Lead Definition").delete()
	seed_starter_definition()
	assert drafts() == []


def test_a_site_gets_the_criteria_that_fit_it(nothing_seeded):
	frappe.db.set_value("Lead Qualification Framework", "BANT", "enabled", 0)
	frappe.cache.delete_keys("lead_intelligence")
	a_live_model(rule("job_title", "is", "CEO"))
	seed_starter_definition()
	draft = frappe.get_last_doc("Lead Definition")
	assert [row.criterion for row in draft.criteria] == [
		"Has a name",
		"Can be reached",
		"Has a subject of interest",
		"Shows that it may buy",
	]


def test_it_speaks_the_language_of_the_site(nothing_seeded):
	frappe.db.set_single_value("System Settings", "language", "fr")
	draft = draft_starter(COMPANY)
	assert draft.title == "Définition de départ"
	assert draft.criteria[1].criterion == "Peut être joint"


def test_where_it_cannot_be_installed_companies_are_saved_all_the_same(nothing_seeded, monkeypatch):
	monkeypatch.setattr(
		starter_definition, "draft_starter", lambda company: frappe.throw("broken on purpose")
	)
	on_update(frappe.get_doc("Company", another_company()))
	assert drafts() == []
	assert not frappe.get_message_log()


def test_reps_read_it(signed_in_as):
	draft = frappe.get_last_doc("Lead Definition")
	with signed_in_as(REP.user):
		frappe.get_doc("Lead Definition", draft.name).check_permission("read")
		with pytest.raises(frappe.PermissionError):
			draft.save()
