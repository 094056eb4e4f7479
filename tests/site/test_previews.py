"""What a preview finds among the leads of the past. Previews commit, so each test has a company of its own."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api import preview as api
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_draft, a_lead, another_company, stored
from tests.site.previewed_leads import FRENCH, a_lead_that, cells, found, previewed, two_models

NO_LEAD = "There is no past lead to try the model on"
NONE_KNOWN = "No lead has a known outcome"
ALL_WON = "All 3 leads with a known outcome were won"
FEW = "Only 5 won and 5 lost leads are known"


@pytest.fixture
def company(live_site, request) -> str:
	name = f"Previewed {abs(hash(request.node.nodeid)) % 10**8}"
	return live_site.run(another_company, name, name[-8:])


def test_it_counts_who_would_change_grade_and_writes_nothing_to_leads(live_site, company):
	def look():
		_live, draft = two_models(company)
		people = [
			("CEO", "France"),
			("CEO", "Spain"),
			("Clerk", "France"),
			("Clerk", "France"),
			("Clerk", "Italy"),
		]
		leads = [a_lead(company=company, job_title=title, country=country).name for title, country in people]
		before = [dict(frappe.db.get_value("Lead", lead, "*", as_dict=True)) for lead in leads]
		rows = frappe.db.count("Lead Journey Entry", {"lead": ("in", leads)})
		result = found(draft)
		assert [dict(frappe.db.get_value("Lead", lead, "*", as_dict=True)) for lead in leads] == before
		assert frappe.db.count("Lead Journey Entry", {"lead": ("in", leads)}) == rows
		return leads, result

	leads, result = live_site.run(look)
	assert cells(result) == {("Hot", "Hot"): 1, ("Hot", "Cold"): 1, ("Cold", "Hot"): 2, ("Cold", "Cold"): 1}
	comparison = result["comparison"]
	assert (comparison["changes"]["up"], comparison["changes"]["down"]) == (2, 1)
	assert {effect["rule"]: effect["decisive"] for effect in comparison["effects"]} == {
		"Is CEO": 1,
		"Is French": 2,
	}
	moved = live_site.run(lambda: api.leads_of_cell(result["preview"]["name"], "Hot", "Cold"))
	assert [lead["name"] for lead in moved["leads"]] == sorted(leads[2:4])
	assert (moved["total"], moved["next"], moved["hidden"]) == (2, None, 0)


def test_going_live_does_what_the_preview_said(live_site, company):
	def look():
		_live, draft = two_models(company)
		leads = [
			a_lead(company=company, job_title=title, country=country).name
			for title in ("CEO", "Clerk", None)
			for country in ("France", "Spain", "Italy")
		]
		said = cells(found(draft))
		before = {lead: stored(lead, "li_grade") for lead in leads}
		frappe.get_doc("Lead Scoring Model", draft).submit()
		reevaluate(leads, Cause.POLICY)
		happened: dict[tuple[str, str], int] = {}
		for lead in leads:
			cell = (before[lead], stored(lead, "li_grade"))
			happened[cell] = happened.get(cell, 0) + 1
		return said, happened

	said, happened = live_site.run(look)
	assert said == happened


@pytest.mark.parametrize(
	("ends", "sentence"),
	[([], NO_LEAD), ([None] * 3, NONE_KNOWN), (["won"] * 3, ALL_WON), (["won", "lost"] * 5, FEW)],
	ids=["no leads", "no outcomes", "all won", "ten outcomes"],
)
def test_what_cannot_be_said_is_said_so(live_site, company, ends, sentence):
	def look():
		_live, draft = two_models(company)
		for ended in ends:
			a_lead_that(ended, company=company, country="France")
		return found(draft)["comparison"]

	comparison = live_site.run(look)
	assert any(caution.startswith(sentence) for caution in comparison["cautions"])
	if len(set(ends)) < 2:
		assert comparison["new"]["roc_auc"] is None
		assert comparison["new"]["calibration"] is None


def test_without_a_live_model_all_leads_come_from_no_grade(live_site, company):
	def look():
		a_lead(company=company, country="France")
		return found(a_draft(FRENCH, company=company).name)

	result = live_site.run(look)
	assert cells(result) == {(None, "Hot"): 1}
	assert result["comparison"]["old"] is None
	name = result["preview"]["name"]
	assert live_site.run(lambda: api.leads_of_cell(name, grade_after="Hot"))["total"] == 1


def test_the_live_model_itself_has_its_rules_looked_at(live_site, company):
	def look():
		live, _draft = two_models(company)
		a_lead(company=company, job_title="CEO")
		return found(live)["comparison"]

	comparison = live_site.run(look)
	assert comparison["old"] is None
	assert [rule["leads"] for rule in comparison["rules"]] == [1]


def test_leads_on_which_a_model_fails_are_in_no_figure(live_site, company, monkeypatch):
	from lead_intelligence.core.scoring.compiled import CompiledModel

	score = CompiledModel.score

	def fail_on_spaniards(self, lead, now, **more):
		if lead.value("country") == "Spain":
			raise ZeroDivisionError
		return score(self, lead, now, **more)

	def look():
		_live, draft = two_models(company)
		for country in ("France", "Spain", "Spain", "Italy"):
			a_lead(company=company, country=country)
		monkeypatch.setattr(CompiledModel, "score", fail_on_spaniards)
		logged = frappe.db.count("Error Log")
		return found(draft), frappe.db.count("Error Log") - logged

	result, logged = live_site.run(look)
	assert (result["comparison"]["leads"], result["comparison"]["failed"], logged) == (2, 2, 1)
	assert result["comparison"]["cautions"][0].startswith("2 leads could not be scored.")
	assert sum(cells(result).values()) == 2
	assert (result["preview"]["done"], result["preview"]["total"]) == (4, 4)


def test_a_cell_is_read_page_by_page_across_batches(live_site, company, monkeypatch):
	from lead_intelligence.jobs import preview as job

	monkeypatch.setattr(job, "MOST_NAMES", 3)
	monkeypatch.setattr(api, "_PAGE", 4)

	def look():
		_live, draft = two_models(company)
		leads = [a_lead(company=company, country="France").name for _ in range(10)]
		name, start, seen = previewed(draft), 0, []
		while start is not None:
			page = api.leads_of_cell(name, "Hot", "Cold", start)
			assert page["total"] == 10
			seen += [lead["name"] for lead in page["leads"]]
			start = page["next"]
		return leads, seen

	leads, seen = live_site.run(look)
	assert seen == sorted(leads)


def test_names_that_the_database_orders_otherwise_than_python_are_all_found(live_site, company):
	"""To the database a small letter comes before the next capital one."""

	def look():
		_live, draft = two_models(company)
		names = [a_lead_that("won", company=company, job_title="CEO") for _ in range(4)]
		prefix = frappe.generate_hash(length=6)
		for name, new in zip(names, ("b-lead", "C-lead", "a-lead", "D-lead"), strict=True):
			frappe.rename_doc("Lead", name, f"{prefix}-{new}", force=True)
			customer = {
				"doctype": "Customer",
				"customer_name": f"{prefix} {new}",
				"lead_name": f"{prefix}-{new}",
			}
			frappe.get_doc(customer).insert()
		return found(draft)

	result = live_site.run(look)
	assert result["comparison"]["outcomes"]["judged_won"] == 4
	assert result["inputs"]["from_journey"] == 4
