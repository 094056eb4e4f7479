"""Source Return reads what is stored, and what has changed since: it says the same as where all is worked out anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.adapters.figure_marks import Figures, mark, mark_all
from lead_intelligence.api.report import leads as leads_behind
from tests.site.milestone_builders import random_journeys
from tests.site.report_builders import a_company, a_past_deal
from tests.site.stored_figures import settled
from tests.site.stored_sales import an_invoice, sold
from tests.site.test_source_return import BASES, NAME, a_lead

GROUPS = ("Source", "Family of Origin", "Lead Owner", "Month", "Quarter")
HALF = {"from_date": "2025-01-01", "to_date": "2025-06-30", "compare": 1}
FIGURES = ("leads", "mql", "customers", "won_amount", "ordered", "invoiced", "paid")
DRILLED = ("Source", "Month")


def random_sales(company: str, seed: int) -> list[str]:
	"""Leads whose journeys may say anything or nothing, with sales of known and of unknown days and amounts."""
	random, leads = Random(seed), random_journeys(company, seed)
	for lead in leads:
		day = str((datetime(2024, 10, 1) + timedelta(days=random.randrange(300))).date())
		if random.random() < 0.5:
			closed = random.choice([day, day, f"{day} 13:45:00", None])
			a_past_deal(lead, "Won", "2024-10-01", closed, amount=random.choice([None, 100.25, 7]))
		if random.random() < 0.5:
			customer = sold(company, lead, random.choice([100, 33.35]), on=day, paid=random.choice([0, 0.5]))
			if random.random() < 0.3:
				an_invoice(company, None, 5, customer, day)
	return leads


def all_of(company: str) -> dict[str, Any]:
	"""Whatever the report says, and the leads behind its figures."""
	found: dict[str, Any] = {}
	for basis in BASES.values():
		for group in GROUPS:
			filters = {**HALF, "company": company, "basis": basis, "group_by": group}
			answer = run(NAME, filters=filters)
			found[f"{basis}, {group}"] = [answer[part] for part in ("result", "report_summary", "message")]
			for row in answer["result"] if group in DRILLED else ():
				for name in FIGURES:
					of_row = leads_behind(NAME, frappe.as_json(filters), row["key"], name, most=500)
					found[f"{basis}, {row['key']}, {name}"] = sorted(one["lead"] for one in of_row["leads"])
	return found


@pytest.mark.parametrize("seed", [1, 2])
def test_stored_marked_and_worked_out_anew(rolled_back, seed):
	company = a_company()
	leads = random_sales(company, seed)
	for figures in Figures:
		mark_all(figures)
	anew = all_of(company)
	totals = [anew[f"{basis}, Source"][0][-1] for basis in BASES.values()]
	assert all(any(total[name] for total in totals) for name in FIGURES)
	settled()
	assert not frappe.db.exists("Lead Figure Mark")
	assert all_of(company) == anew
	mark(Figures.MILESTONES, "Lead", leads[::3])
	mark(Figures.DEALS, "Lead", leads[1::4])
	invoices = frappe.get_all("Sales Invoice", {"company": company}, pluck="name", order_by="name")
	mark(Figures.REVENUE, "Sales Invoice", invoices[::3])
	assert all_of(company) == anew
	mark_all(Figures.MILESTONES)
	assert all_of(company) == anew


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
def test_a_change_that_is_not_stored_yet_is_told(rolled_back, basis):
	company = a_company()
	lead = a_lead(company)
	sold(company, lead, 100, on="2025-02-10")
	settled()
	filters = {**HALF, "company": company, "basis": basis}
	assert run(NAME, filters=filters)["result"][-1]["won_amount"] is None
	a_past_deal(lead, "Won", "2025-02-01", "2025-02-10", amount=50)
	mark(Figures.DEALS, "Lead", [lead])
	assert run(NAME, filters=filters)["result"][-1]["won_amount"] == 50


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
def test_capitals_tell_no_sources_apart(rolled_back, basis):
	company = a_company()
	for source in ("Fair", "fair", "FAIR "):
		lead = a_lead(company, source)
		sold(company, lead, 10, on="2025-02-10")
		a_past_deal(lead, "Won", "2025-02-01", "2025-02-10", amount=5)
	for store in (lambda: None, settled):
		store()
		of_source, total = run(NAME, filters={**HALF, "company": company, "basis": basis})["result"]
		for row in (of_source, total):
			assert [row[name] for name in ("leads", "won_amount", "invoiced")] == [3, 15, 30], row
