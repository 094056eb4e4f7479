"""The starter model: sensible scores from the first save on, and never in the way."""

import frappe
import pytest

from lead_intelligence.events.company import on_update
from lead_intelligence.setup import defaults
from lead_intelligence.setup.defaults import seed_starter_model
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead, another_company, stored


@pytest.fixture
def nothing_seeded():
	for doctype in ("Lead Scoring Model", "Lead Scoring Rule", "Lead Scoring Grade", "Lead Scoring Group"):
		frappe.db.delete(doctype)
	frappe.db.set_single_value("Lead Intelligence Settings", "starter_model_installed", 0)
	frappe.cache.delete_keys("lead_intelligence")


def live() -> list[str]:
	return frappe.get_all("Lead Scoring Model", filters={"status": "Live"}, pluck="live_for")


def test_a_score_adds_up_from_the_first_save_on():
	lead = a_lead(job_title="CEO", email_id="ada@analytical.example", request_type="Product Enquiry")
	title, request, business_mail, company, country = 25, 15, 10, 5, 3
	assert stored(lead, "li_points") == title + request + business_mail + company + country


def test_a_lead_with_nothing_to_it_and_one_that_has_it_all():
	poor = a_lead(first_name="Anonymous", company_name=None)
	rich = a_lead(
		job_title="Managing Director",
		email_id="ada@analytical.example",
		phone="+33 1",
		website="https://analytical.example",
		no_of_employees="501-1000",
		annual_revenue=5_000_000,
		request_type="Product Enquiry",
		source="Reference",
		qualification_status="Qualified",
	)
	grades = [stored(lead, "li_grade") for lead in (poor, rich)]
	assert grades == ["D", "A"]


@pytest.mark.parametrize("fields", [{"status": "Do Not Contact"}, {"disabled": 1}])
def test_who_must_not_be_contacted_has_the_lowest_score(fields):
	lead = a_lead(job_title="CEO", no_of_employees="1000+", **fields)
	assert stored(lead, "li_grade", "li_score") == {"li_grade": "D", "li_score": 0}


def test_it_is_installed_once(nothing_seeded):
	seed_starter_model()
	seed_starter_model()
	assert live() == [COMPANY]


def test_a_site_that_dropped_a_choice_gets_the_rules_that_fit(nothing_seeded, changed_meta, monkeypatch):
	field = frappe.get_meta("Lead").get_field("no_of_employees")
	monkeypatch.setattr(field, "options", "\nFew\nMany")
	seed_starter_model()
	assert live() == [COMPANY]
	rules = frappe.get_all("Lead Scoring Rule", pluck="rule")
	assert "Decision maker" in rules
	assert "11 to 50 employees" not in rules


def test_where_it_cannot_be_installed_companies_are_saved_all_the_same(nothing_seeded, monkeypatch):
	monkeypatch.setattr(defaults, "_seed", lambda company: frappe.throw("broken on purpose"))
	on_update(frappe.get_doc("Company", another_company()))
	assert not live()
	assert not frappe.get_message_log()
