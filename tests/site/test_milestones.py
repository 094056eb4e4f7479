"""When leads first came to each stage is stored, and whatever is read of it is what the journey says at that moment."""

from __future__ import annotations

from itertools import count

import frappe
import pytest

from lead_intelligence.adapters.figure_marks import DOCTYPE, Figures, mark, marked
from lead_intelligence.adapters.journey import mark_stages
from lead_intelligence.adapters.milestones import reading, store
from tests.bench.erpnext_alone import counted_queries
from tests.site.agreed_leads import a_live_definition
from tests.site.builders import a_lead
from tests.site.history_files import csv_of, lead_with, taken_back, taken_in
from tests.site.milestone_builders import MILESTONES, differing, random_journeys, readings
from tests.site.report_builders import a_company, a_journey, a_stage_row
from tests.site.stored_figures import settled, worked_out_anew

numbers = count()


def live(company: str | None) -> dict:
	with worked_out_anew(Figures.MILESTONES):
		return readings(company)


def marks_of() -> set[str]:
	return set(marked(Figures.MILESTONES, 10**6).names("Lead"))


def check_now_and_once_stored(company: str | None) -> None:
	expected = live(company)
	assert differing(readings(company), expected) == []
	settled(Figures.MILESTONES)
	assert differing(readings(company), expected) == []


@pytest.fixture
def company() -> str:
	settled(Figures.MILESTONES)
	return a_company()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_stored_says_what_the_journey_says(company, seed):
	leads = random_journeys(company, seed)
	expected = live(company)
	assert expected["leads"]
	assert expected["leads"] == expected["parts"]
	assert expected["of the cohort"]
	assert differing(readings(company), expected) == []
	settled(Figures.MILESTONES)
	assert frappe.db.count(MILESTONES, {"name": ("in", leads)}) == len(expected["leads"])
	assert differing(readings(company), expected) == []
	mark_stages(leads[::3])
	assert differing(readings(company), expected) == []


def test_of_all_leads_too(company):
	random_journeys(company, 9)
	settled(Figures.MILESTONES)
	mark_stages(random_journeys(company, 10)[:7])
	assert differing(readings(None), live(None)) == []


@pytest.mark.parametrize("filters", [{"lead_owner": "a@b.c"}, {"source": "Fair"}])
def test_leads_that_are_not_meant_are_left_out_however_many(company, filters, monkeypatch):
	from lead_intelligence.adapters.reports import outsiders

	random_journeys(company, 5)
	settled(Figures.MILESTONES)
	few = readings(company)
	monkeypatch.setattr(outsiders, "MOST", 0)
	assert differing(readings(company), few) == []


def test_a_change_is_seen_at_once_and_once_it_is_stored(company):
	leads = random_journeys(company, 3)
	settled(Figures.MILESTONES)
	for lead in leads[:5]:
		a_stage_row(lead, "Customer", "2025-03-03")
	assert marks_of() == set(leads[:5])
	check_now_and_once_stored(company)


def test_without_its_mark_a_change_would_not_be_seen(company):
	"""What is stored is read, not the journey once more."""
	lead = a_journey(company, Lead="2025-02-01")
	settled(Figures.MILESTONES)
	frappe.db.set_value("Lead Journey Entry", {"lead": lead}, "at", "2025-03-01 00:00:00")
	assert differing(readings(company), live(company))
	mark_stages([lead])
	check_now_and_once_stored(company)


def test_more_marks_than_it_is_worth_are_as_one_of_all(company, monkeypatch):
	leads = random_journeys(company, 6)
	settled(Figures.MILESTONES)
	mark_stages(leads)
	expected = readings(company)
	monkeypatch.setattr(reading, "MOST", 3)
	assert marked(Figures.MILESTONES, 3).is_all
	assert differing(readings(company), expected) == []


def test_marks_of_other_figures_are_nothing_to_it(company):
	mark(Figures.REVENUE, "Sales Order", ["SO-1", "SO-1", None])
	assert marked(Figures.MILESTONES, 10).records == frozenset()
	assert frappe.db.exists(DOCTYPE, {"figures": "Revenue", "record_type": "Sales Order", "record": "SO-1"})
	assert frappe.db.count(DOCTYPE, {"record": "SO-1"}) == 1


def test_a_lead_that_is_saved_with_an_agreement(company):
	a_live_definition()
	settled(Figures.MILESTONES)
	lead = a_lead(email_id=f"m{next(numbers)}@milestones.example", job_title="CEO")
	assert lead.name in marks_of()
	check_now_and_once_stored(None)
	assert frappe.db.exists(MILESTONES, lead.name)


def test_a_renamed_lead_goes_on_under_its_new_name(company):
	lead, *_others = [a_journey(company, Lead="2025-02-01", MQL="2025-02-03") for _lead in range(2)]
	settled(Figures.MILESTONES)
	new = frappe.rename_doc("Lead", lead, f"RENAMED-{lead}")
	assert {lead, new} <= marks_of()
	check_now_and_once_stored(company)
	assert frappe.db.exists(MILESTONES, new)
	assert not frappe.db.exists(MILESTONES, lead)


def test_of_merged_leads_one_is_left(company):
	gone, stays = (
		a_journey(company, Lead="2025-02-01", SQL="2025-02-03"),
		a_journey(company, Lead="2025-03-01"),
	)
	settled(Figures.MILESTONES)
	frappe.rename_doc("Lead", gone, stays, merge=True)
	check_now_and_once_stored(company)
	assert not frappe.db.exists(MILESTONES, gone)
	assert str(frappe.db.get_value(MILESTONES, stays, "reached_sql")).startswith("2025-02-03")


def test_a_deleted_lead_is_in_no_figure(company):
	lead = a_journey(company, Lead="2025-02-01")
	settled(Figures.MILESTONES)
	frappe.delete_doc("Lead", lead)
	assert lead not in readings(company)["leads"]
	check_now_and_once_stored(company)
	assert not frappe.db.exists(MILESTONES, lead)


def test_an_import_and_its_undoing(company):
	header, means = ("number", "e-mail", "came"), ("Own Number", "E-Mail", "First Contact")
	rows = [(f"ms-{at}", f"ms-{at}@milestones.example", "2025-02-01") for at in range(3)]
	doc, _lines = taken_in(
		csv_of(header, *rows), dict(zip(header, means, strict=True)), create_leads=1, company=company
	)
	leads = [lead_with(number) for number, *_more in rows]
	assert set(leads) <= marks_of()
	check_now_and_once_stored(None)
	assert frappe.db.exists(MILESTONES, leads[0])
	taken_back(doc)
	assert set(leads) <= marks_of()
	check_now_and_once_stored(None)
	assert not frappe.db.exists(MILESTONES, leads[0])


def test_what_was_changed_past_the_app_is_found_when_all_is_worked_out_anew(company):
	leads = random_journeys(company, 12)
	settled(Figures.MILESTONES)
	assert store.renew() == 0
	stored = frappe.get_all(MILESTONES, {"name": ("in", leads)}, pluck="name", order_by="name")
	frappe.db.set_value(MILESTONES, stored[0], "mask", 77, update_modified=False)
	frappe.db.delete(MILESTONES, stored[1])
	frappe.qb.into(frappe.qb.DocType(MILESTONES)).columns("name", "mask").insert("NOBODY", 1).run()
	assert store.renew() == 3
	assert differing(readings(company), live(company)) == []
	assert not frappe.db.exists(MILESTONES, "NOBODY")


def test_in_batches_of_any_size(company, monkeypatch):
	random_journeys(company, 13)
	settled(Figures.MILESTONES)
	frappe.db.delete(MILESTONES)
	monkeypatch.setattr(store, "_BATCH", 7)
	store.renew()
	assert differing(readings(company), live(company)) == []


def test_reading_writes_nothing(company):
	mark_stages(random_journeys(company, 14)[:5])
	with counted_queries() as sent:
		readings(company)
	writing = ("insert", "update", "delete", "replace", "create", "alter", "lock")
	assert [query for query in sent if query.strip().lower().startswith(writing)] == []
	assert [query for query in sent if "for update" in query.lower()] == []
