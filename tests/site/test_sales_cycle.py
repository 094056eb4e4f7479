"""Sales Cycle: what is counted, from when on, and what is said where something is not known."""

from __future__ import annotations

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.api.report import leads
from tests.site.funnel_leads import behind
from tests.site.report_builders import a_bare_lead, a_company, a_journey, a_past_deal, a_stage_row

YEAR = {"from_date": "2025-01-01", "to_date": "2025-12-31"}


@pytest.fixture
def company(rolled_back):
	return a_company()


def report(company, **more):
	return run("Sales Cycle", filters={**YEAR, "company": company, **more})


def rows_of(company, **more):
	return {row["key"]: row for row in report(company, **more)["result"]}


def a_sale(company, outcome, opened, closed, *, created="2025-01-01", amount=None, **fields):
	lead = a_bare_lead(company, creation=created, **fields)
	a_past_deal(lead, outcome, opened, closed, amount=amount)
	return lead


def test_won_lost_and_open_with_their_days_and_amounts(company):
	won = {
		a_sale(company, "Won", "2025-02-01", "2025-02-11", amount=1000),
		a_sale(company, "Won", "2025-02-01", "2025-03-03", amount=500.25),
	}
	lost = {a_sale(company, "Lost", "2025-03-01", "2025-03-15", amount=499.75)}
	still = {a_sale(company, "Open", "2025-03-01", None, amount=70)}
	a_sale(company, "Won", "2024-12-31", "2025-01-05", amount=9000)
	row = rows_of(company, start="Opportunity", group_by="Source")["all"]
	assert (row["deals"], row["won"], row["lost"], row["open"]) == (4, 2, 1, 1)
	assert row["win_rate"] == pytest.approx(200 / 3)
	assert (row["won_amount"], row["lost_amount"], row["open_amount"]) == (1500.25, 499.75, 70)
	assert row["amount_rate"] == pytest.approx(1500.25 / 20)
	assert (row["won_median"], row["won_mean"], row["lost_median"], row["decided_median"]) == (20, 20, 14, 14)
	assert row["won_p90"] == pytest.approx(28)
	filters = {**YEAR, "company": company, "start": "Opportunity", "group_by": "Source"}
	assert behind("Sales Cycle", filters, "all", "won") == won
	assert behind("Sales Cycle", filters, "all", "lost") == lost
	assert behind("Sales Cycle", filters, "=", "open") == still
	assert behind("Sales Cycle", filters, "all", "deals") == won | lost | still


def test_the_period_is_that_of_the_beginning_or_of_the_close(company):
	a_sale(company, "Won", "2024-12-01", "2025-01-10", created="2024-11-01")
	a_sale(company, "Lost", "2025-12-01", "2026-01-10", created="2025-11-01")
	a_sale(company, "Open", "2025-06-01", None, created="2025-05-01")
	begun, closed = (
		rows_of(company, basis=basis)["all"] for basis in ("Begun in the Period", "Closed in the Period")
	)
	assert (begun["won"], begun["lost"], begun["open"]) == (0, 1, 1)
	assert (closed["won"], closed["lost"], closed["open"]) == (1, 0, 0)


def test_a_cycle_is_counted_from_the_day_that_is_asked_for(company):
	lead = a_journey(
		company, {"creation": "2025-01-10"}, Lead="2025-01-20 09:00:00", MQL="2025-02-01", SQL="2025-02-20"
	)
	a_stage_row(lead, "Customer", "2025-03-20", before="SQL")
	a_past_deal(lead, "Won", "2025-03-01 10:00:00", "2025-03-11 08:00:00")
	days = {
		start: rows_of(company, start=start)["all"]["won_median"]
		for start in ("First Contact", "Lead", "MQL", "SQL", "Opportunity")
	}
	assert days == {"First Contact": 60, "Lead": 50, "MQL": 38, "SQL": 19, "Opportunity": 10}


def test_a_stage_that_a_lead_was_never_on_begins_no_cycle_and_that_is_said(company):
	a_journey(company, {"creation": "2025-01-10"}, Lead="2025-01-20")
	a_sale(company, "Won", "2025-02-01", "2025-02-11")
	answer = report(company, start="MQL")
	assert answer["result"] == []
	assert "nobody knows when they began: 1, of any time" in answer["message"]


def test_closed_before_the_first_contact_stays_below_nought(company):
	a_sale(company, "Won", None, "2025-01-08", created="2025-01-10 12:00:00")
	a_sale(company, "Lost", None, "2025-01-12", created="2025-01-10 12:00:00")
	answer = report(company)
	row = answer["result"][-1]
	assert (row["won_median"], row["lost_median"]) == (-2, 2)
	assert "Closed before they began: 1." in answer["message"]


def test_where_nothing_is_known_to_be_lost_there_is_no_win_rate(company):
	a_sale(company, "Won", "2025-02-01", "2025-02-11", amount=10, lead_owner="Administrator")
	answer = report(company, group_by="Lead Owner")
	for row in answer["result"]:
		assert (row["won"], row["win_rate"], row["amount_rate"]) == (1, None, None)
		assert "nobody knows" in row["win_rate_why"]
	assert "there is no win rate" in answer["message"]


def test_an_unknown_amount_is_not_nought(company):
	a_sale(company, "Won", "2025-02-01", "2025-02-11")
	a_sale(company, "Lost", "2025-02-01", "2025-02-11", amount=100)
	answer = report(company)
	row = answer["result"][-1]
	assert (row["won_amount"], row["lost_amount"]) == (None, 100)
	assert "Opportunities without a known amount: 1." in answer["message"]


def test_amounts_of_two_currencies_are_not_added_up(company):
	other = a_company("CHF")
	for of_company in (company, other):
		lead = a_sale(of_company, "Won", "2025-02-01", "2025-02-11", amount=100, source="Two currencies")
		a_past_deal(lead, "Lost", "2025-02-01", "2025-02-11", amount=50)
	answer = run("Sales Cycle", filters={**YEAR, "source": "Two currencies", "group_by": "Company"})
	rows = {row["group"]: row for row in answer["result"]}
	assert rows[company]["won_amount"] == rows[other]["won_amount"] == 100
	assert (rows[company]["currency"], rows[other]["currency"]) == ("EUR", "CHF")
	assert (rows["All"]["won"], rows["All"]["won_amount"]) == (2, None)
	assert "several currencies" in answer["message"]


def test_by_how_far_the_lead_was_qualified_before(company):
	for stages, outcome in (
		({"Lead": "2025-01-01", "MQL": "2025-01-05"}, "Won"),
		({"Lead": "2025-01-02"}, "Lost"),
	):
		lead = a_journey(company, {"creation": "2025-01-01"}, **stages, Opportunity="2025-02-01")
		a_past_deal(lead, outcome, "2025-02-01", "2025-02-11")
	a_sale(company, "Won", "2025-02-01", "2025-02-11")
	answer = report(company, group_by="Qualification")
	assert [(row["group"], row["won"], row["lost"]) for row in answer["result"]] == [
		("Not Given", 1, 0),
		("Lead", 0, 1),
		("MQL", 1, 0),
		("All", 2, 1),
	]


def test_by_how_many_questions_were_answered(company):
	lead = a_sale(company, "Won", "2025-02-01", "2025-02-11")
	a_sale(company, "Lost", "2025-02-01", "2025-02-11")
	for question, answer in (
		("Budget", "Yes"),
		("Budget", "No"),
		("Need", "Yes"),
		("Time", "Soon"),
		("Time", ""),
	):
		doc = frappe.get_doc(
			{
				"doctype": "Lead Qualification Answer",
				"lead": lead,
				"framework": "BANT",
				"question": question,
				"answer": answer,
			}
		)
		doc.set_new_name()
		doc.db_insert()
	rows = rows_of(company, group_by="Qualification Answers")
	assert {key: (row["won"], row["lost"]) for key, row in rows.items()} == {
		"=0": (0, 1),
		"=2": (1, 0),
		"all": (1, 1),
	}
	assert rows["=2"]["group"] == "Answers: 2"


def test_the_period_before_stands_beside(company):
	a_sale(company, "Won", "2024-02-01", "2024-02-11", created="2024-01-01")
	a_sale(company, "Lost", "2024-02-01", "2024-02-11", created="2024-01-01")
	a_sale(company, "Won", "2025-02-01", "2025-02-21", source="Only now")
	rows = rows_of(company, compare=1, group_by="Source")
	assert (rows["all"]["deals"], rows["all"]["deals_before"]) == (1, 2)
	assert (rows["all"]["win_rate"], rows["all"]["win_rate_before"]) == (None, 50)
	assert (rows["="]["deals"], rows["="]["deals_before"]) == (0, 2)


@pytest.mark.parametrize("by", ["Month", "Quarter", "Week"])
def test_by_the_calendar(company, by):
	a_sale(company, "Won", "2025-02-01", "2025-02-11", created="2025-12-31 23:59:59")
	expected = {"Month": "2025-12", "Quarter": "2025-Q4", "Week": "2026-W01"}[by]
	assert [row["group"] for row in report(company, group_by=by)["result"]] == [expected, "All"]


def test_no_opportunity_at_all(company):
	answer = report(company)
	assert answer["result"] == []
	assert "No opportunity of this period is known." in answer["message"]


def test_what_is_not_among_the_choices_is_refused(company):
	answer = report(company, start="Yesterday")
	assert answer["result"] == []
	assert "Counted from: &apos;Yesterday&apos; is not among the choices." in answer["message"]
	with pytest.raises(frappe.ValidationError, match="is not among the choices"):
		leads("Sales Cycle", frappe.as_json({**YEAR, "company": company, "start": "Yesterday"}), "all", "won")
