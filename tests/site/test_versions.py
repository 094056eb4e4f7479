"""Versions of a scoring model: which one is live, and what a change of it does to leads."""

import frappe
import pytest

from lead_intelligence.api.scoring_model import new_version
from tests.bench.base_company import COMPANY
from tests.site.builders import a_draft, a_lead, a_live_model, another_company, journey_of, rule, stored

CEO = rule("job_title", "is", "CEO", points=30)
PARIS = rule("city", "is", "Paris", points=5)


def live_models(company: str = COMPANY) -> list[str]:
	return frappe.get_all("Lead Scoring Model", filters={"company": company, "status": "Live"}, pluck="name")


def test_submitting_makes_a_model_live():
	model = a_live_model(CEO)
	model.reload()
	assert (model.status, model.live_for, model.valid_to) == ("Live", COMPANY, None)
	assert model.valid_from
	assert live_models() == [model.name]


def test_the_next_one_retires_it_at_the_same_moment():
	first = a_live_model(CEO)
	second = a_live_model(PARIS)
	first.reload()
	assert (first.status, first.docstatus, first.live_for) == ("Retired", 1, None)
	assert first.valid_to == second.valid_from
	assert live_models() == [second.name]


def test_versions_are_numbered_within_a_company():
	first, second = a_draft(CEO), a_draft(CEO)
	other = a_draft(CEO, company=another_company())
	assert second.version == first.version + 1
	assert (other.version, other.name) == (1, "A2 Scoring v1")


def test_a_new_version_is_a_draft_with_the_same_contents():
	model = a_live_model(CEO, PARIS, groups=[{"group_name": "Person", "at_most": "40"}])
	draft = frappe.get_doc("Lead Scoring Model", new_version(model.name))
	assert (draft.docstatus, draft.status, draft.live_for, draft.valid_from) == (0, "Draft", None, None)
	assert (draft.version, draft.copied_from) == (model.version + 1, model.name)
	assert [row.condition_json for row in draft.rules] == [row.condition_json for row in model.rules]
	assert draft.groups[0].at_most == "40"
	assert live_models() == [model.name]
	draft.submit()
	assert live_models() == [draft.name]


def test_a_draft_judges_no_lead():
	model = a_live_model(CEO)
	a_draft(PARIS)
	lead = a_lead(job_title="CEO", city="Paris")
	assert stored(lead, "li_scoring_model", "li_points") == {"li_scoring_model": model.name, "li_points": 30}


def test_the_next_save_scores_by_the_new_version_although_nothing_else_changed():
	a_live_model(CEO)
	lead = a_lead(job_title="CEO", city="Paris")
	model = a_live_model(PARIS)
	frappe.get_doc("Lead", lead.name).save()
	assert stored(lead, "li_scoring_model", "li_points") == {"li_scoring_model": model.name, "li_points": 5}
	row = journey_of(lead.name)[-1]
	assert (row.kind, row.cause, row.model) == ("Grade changed", "Policy change", model.name)


def test_without_a_live_model_leads_are_saved_and_keep_their_score():
	model = a_live_model(CEO)
	lead = a_lead(job_title="CEO")
	model.cancel()
	assert (model.status, model.live_for) == ("Cancelled", None)
	doc = frappe.get_doc("Lead", lead.name)
	doc.job_title = "Clerk"
	doc.save()
	assert stored(lead, "li_points") == 30
	assert not stored(a_lead(job_title="CEO"), "li_grade")


def test_a_retired_version_cannot_be_cancelled():
	first = a_live_model(CEO)
	a_live_model(PARIS)
	first.reload()
	with pytest.raises(frappe.ValidationError, match="is retired"):
		first.cancel()


def test_a_version_that_was_live_cannot_be_deleted_and_its_name_is_not_used_again():
	model = a_live_model(CEO)
	model.cancel()
	with pytest.raises(frappe.ValidationError, match="was live"):
		model.delete()
	assert a_draft(CEO).version == model.version + 1


def test_an_amended_version_has_a_number_too():
	model = a_live_model(CEO)
	model.cancel()
	amended = frappe.copy_doc(model, ignore_no_copy=False)
	amended.amended_from = model.name
	amended.insert()
	assert amended.version == model.version + 1
	amended.submit()
	assert live_models() == [amended.name]


def test_a_submitted_version_cannot_be_changed():
	model = a_live_model(CEO)
	model.rules[0].points = 99
	with pytest.raises(frappe.UpdateAfterSubmitError):
		model.save()


def test_each_company_has_its_own_model():
	ours = a_live_model(CEO)
	theirs = a_live_model(PARIS, company=another_company())
	lead = a_lead(job_title="CEO", city="Paris", company=another_company())
	assert stored(lead, "li_scoring_model", "li_points") == {"li_scoring_model": theirs.name, "li_points": 5}
	assert set(live_models()) == {ours.name}


def test_leads_of_a_company_without_a_model_are_not_scored():
	a_live_model(CEO)
	lead = a_lead(job_title="CEO", company=another_company())
	assert not stored(lead, "li_grade")
	assert not journey_of(lead.name)


def test_a_lead_without_company_is_judged_by_the_default_companys_model():
	model = a_live_model(CEO)
	a_live_model(PARIS, company=another_company())
	lead = a_lead(job_title="CEO")
	frappe.db.set_value("Lead", lead.name, "company", None)
	doc = frappe.get_doc("Lead", lead.name)
	doc.job_title = "Clerk"
	doc.save()
	assert not doc.company
	assert stored(lead, "li_scoring_model", "li_points") == {"li_scoring_model": model.name, "li_points": 0}


def test_a_renamed_company_keeps_its_live_model():
	company = another_company()
	model = a_live_model(CEO, company=company)
	frappe.rename_doc("Company", company, "Atelier Renamed")
	lead = a_lead(job_title="CEO", company="Atelier Renamed")
	assert stored(lead, "li_scoring_model") == model.name
	second = a_live_model(PARIS, company="Atelier Renamed")
	assert live_models("Atelier Renamed") == [second.name]
