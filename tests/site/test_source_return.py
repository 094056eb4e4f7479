"""Source Return: what is counted, summed up, divided, and told apart."""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.api.report import leads
from tests.site.funnel_leads import behind
from tests.site.report_builders import a_company, a_journey, a_past_deal
from tests.site.stored_sales import a_cost, a_customer, an_invoice, an_order, sold

NAME = "Source Return"
QUARTER = {"from_date": "2025-01-01", "to_date": "2025-03-31"}
BASES = {"cohort": "Cohort of First Contact", "revenue": "Date of Revenue"}


@pytest.fixture
def company(rolled_back) -> str:
	return a_company()


def report(company: str, **more: Any) -> dict[str, Any]:
	return run(NAME, filters={**QUARTER, "company": company, **more})


def rows_of(company: str, **more: Any) -> dict[str, Any]:
	return {row["key"]: row for row in report(company, **more)["result"]}


def a_lead(company: str, source: str | None = "Fair", came: str = "2025-01-15", **more: Any) -> str:
	"""`more`: further fields in `fields`, and stages with their days."""
	fields = {"source": source, "creation": came, **more.pop("fields", {})}
	return a_journey(company, fields, Lead=came, **more)


def test_what_each_source_cost_and_brought_in(company):
	fair = a_lead(
		company, MQL="2025-01-20", SQL="2025-01-25", Opportunity="2025-02-01", Customer="2025-02-10"
	)
	a_lead(company, MQL="2025-01-20")
	web = a_lead(company, "Web", Customer="2025-02-10")
	sold(company, fair, 1000, paid=0.5)
	sold(company, web, 300.10)
	a_cost(company, 200, "Fair")
	rows = rows_of(company)
	one = rows["=Fair"]
	assert [one[name] for name in ("leads", "mql", "sql", "opportunities", "customers")] == [2, 2, 1, 1, 1]
	assert (one["cost"], one["ordered"], one["invoiced"], one["paid"]) == (200, 1000, 1000, 500)
	assert (one["cost_per_lead"], one["cost_per_mql"], one["cost_per_sql"]) == (100, 100, 200)
	assert one["return_on_cost"] == 400
	assert (rows["=Web"]["cost"], rows["=Web"]["return_on_cost"], rows["=Web"]["invoiced"]) == (
		None,
		None,
		300.1,
	)
	assert (rows["all"]["cost"], rows["all"]["invoiced"], rows["all"]["leads"]) == (200, 1300.1, 3)
	assert rows["all"]["currency"] == "EUR"


def test_a_cohort_is_followed_until_now_and_revenue_belongs_to_its_day(company):
	old = a_lead(company, "Old", came="2024-06-01", MQL="2024-07-01", Customer="2025-02-10")
	new = a_lead(company, "New", MQL="2025-04-20")
	sold(company, old, 500, on="2025-02-10", paid=1)
	sold(company, new, 80, on="2025-05-05", paid=1)
	cohort, revenue = (rows_of(company, basis=basis) for basis in BASES.values())
	assert set(cohort) == {"=New", "all"}
	assert [cohort["=New"][name] for name in ("leads", "mql", "ordered", "invoiced", "paid")] == [
		1,
		1,
		80,
		80,
		80,
	]
	assert [revenue["=New"][name] for name in ("leads", "mql", "ordered", "invoiced", "paid")] == [
		1,
		0,
		0,
		0,
		0,
	]
	assert [revenue["=Old"][name] for name in ("leads", "mql", "customers", "invoiced")] == [0, 0, 1, 500]


def test_an_order_an_invoice_and_a_payment_belong_each_to_its_own_day(company):
	lead = a_lead(company)
	customer = a_customer()
	_order, item = an_order(company, lead, 100, customer, on="2025-01-20")
	an_invoice(company, item, 40, customer, on="2025-02-20")
	an_invoice(company, item, 60, customer, on="2025-04-02")
	rows = rows_of(company, basis=BASES["revenue"], group_by="Month")
	amounts = {key: (row["ordered"], row["invoiced"]) for key, row in rows.items()}
	assert amounts == {"=2025-01": (100, 0), "=2025-02": (0, 40), "all": (100, 40)}
	(month,) = set(rows_of(company, group_by="Month")) - {"all"}
	assert month == "=2025-01"
	assert rows_of(company, group_by="Month")[month]["invoiced"] == 100


def test_a_credit_note_is_taken_off(company):
	lead = a_lead(company)
	customer = a_customer()
	_order, item = an_order(company, lead, 100, customer)
	an_invoice(company, item, 100, customer)
	an_invoice(company, item, -30, customer, on="2025-03-20", is_return=1)
	assert rows_of(company)["=Fair"]["invoiced"] == 70


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
def test_by_what_leads_are_told_apart(company, basis):
	frappe.get_doc(
		{"doctype": "Lead Source Profile", "source": "Fair", "family": "Fairs and Events"}
	).db_insert()
	lead = a_lead(company, fields={"campaign_name": "Spring", "lead_owner": "Administrator"})
	sold(company, lead, 10)
	a_cost(company, 5, "Fair", campaign="Spring")
	for by, key in {
		"Family of Origin": "=Fairs and Events",
		"Source": "=Fair",
		"Campaign": "=Spring",
		"Lead Owner": "=Administrator",
		"Company": f"={company}",
		"Grade": "=",
	}.items():
		found = rows_of(company, group_by=by, basis=basis)
		assert set(found) == {key, "all"}, by
		has_cost = by in ("Family of Origin", "Source", "Campaign")
		assert (found[key]["leads"], found[key]["invoiced"]) == (1, 10)
		assert (found[key]["cost"], found["all"]["cost"]) == (5 if has_cost else None, 5)


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
@pytest.mark.parametrize(("by", "part"), [("Month", "2025-02"), ("Quarter", "2025-Q1"), ("Week", "2025-W07")])
def test_by_the_calendar(company, basis, by, part):
	lead = a_lead(company, came="2025-02-11")
	sold(company, lead, 10, on="2025-02-12")
	a_cost(company, 7, "Fair", from_date="2025-02-13", to_date="2025-02-13")
	row = rows_of(company, group_by=by, basis=basis)[f"={part}"]
	assert (row["leads"], row["invoiced"], row["cost"]) == (1, 10, 7)


def test_a_cost_is_spread_over_its_days(company):
	a_lead(company)
	a_cost(company, 310, "Fair", from_date="2025-03-01", to_date="2025-03-31")
	a_cost(company, 300, "Fair", from_date="2025-03-22", to_date="2025-04-20")
	assert rows_of(company)["all"]["cost"] == 410
	assert rows_of(company, to_date="2025-03-10")["all"]["cost"] == 100


def test_a_campaign_that_cost_something_and_brought_no_lead_has_a_row(company):
	a_lead(company, fields={"campaign_name": "Spring"})
	a_cost(company, 90, campaign="Autumn")
	answer = report(company, group_by="Campaign")
	row = {row["key"]: row for row in answer["result"]}["=Autumn"]
	assert (row["cost"], row["leads"], row["cost_per_lead"]) == (90, 0, None)
	assert "brought no lead in this period: 1." in answer["message"]


def test_the_cost_of_a_campaign_that_names_no_source_stands_apart_by_source(company):
	a_lead(company, None)
	a_cost(company, 90, campaign="Autumn")
	rows = rows_of(company)
	assert (rows["nameless"]["cost"], rows["="]["cost"], rows["all"]["cost"]) == (90, None, 90)


def test_cost_is_not_told_of_leads_that_costs_are_not_of(company):
	a_lead(company, fields={"lead_owner": "Administrator"})
	a_cost(company, 90, "Fair")
	answer = report(company, owner="Administrator")
	row = answer["result"][-1]
	assert (row["leads"], row["cost"], row["return_on_cost"]) == (1, None, None)
	assert row["cost_why"]


@pytest.mark.parametrize("filters", [{"source": "Fair"}, {"campaign": "Spring"}])
def test_only_what_is_asked_for(company, filters):
	fair = a_lead(company, fields={"campaign_name": "Spring"})
	web = a_lead(company, "Web", fields={"campaign_name": "Autumn"})
	sold(company, fair, 10)
	sold(company, web, 20)
	a_cost(company, 1, "Fair", campaign="Spring")
	a_cost(company, 2, "Web", campaign="Autumn")
	for basis in BASES.values():
		row = rows_of(company, basis=basis, **filters)["all"]
		assert (row["leads"], row["invoiced"], row["cost"]) == (1, 10, 1)


def test_the_period_before_stands_beside(company):
	before = a_lead(company, came="2024-11-15")
	sold(company, before, 50, on="2024-12-01")
	now = a_lead(company)
	sold(company, now, 80)
	a_cost(company, 10, "Fair", from_date="2024-12-01", to_date="2024-12-31")
	a_cost(company, 20, "Fair")
	for basis in BASES.values():
		row = rows_of(company, basis=basis, compare=1)["=Fair"]
		assert (row["leads"], row["leads_before"]) == (1, 1)
		assert (row["invoiced"], row["invoiced_before"]) == (80, 50)
		assert (row["cost"], row["cost_before"]) == (20, 10)
		assert (row["return_on_cost"], row["return_on_cost_before"]) == (300, 400)


def test_what_was_won_and_how_long_it_took(company):
	won, lost = a_lead(company), a_lead(company)
	a_past_deal(won, "Won", "2025-02-01", "2025-02-25", amount=900)
	a_past_deal(lost, "Lost", "2025-02-01", "2025-02-20", amount=400)
	late = a_lead(company, "Late", came="2024-01-01")
	a_past_deal(late, "Won", "2025-03-01", "2025-03-02", amount=30)
	a_past_deal(late, "Won", "2025-03-01", None, amount=30)
	cohort, revenue = (rows_of(company, basis=basis) for basis in BASES.values())
	assert (cohort["all"]["won_amount"], cohort["all"]["won_median"]) == (900, 41)
	assert (revenue["=Fair"]["won_amount"], revenue["=Late"]["won_amount"]) == (900, 30)
	answer = report(company, basis=BASES["revenue"])
	assert "Won, but nobody knows when: 1, of any time." in answer["message"]


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
@pytest.mark.parametrize("by", ["Source", "Family of Origin", "Month", "Lead Owner"])
def test_the_leads_behind_each_figure(company, basis, by):
	bought = a_lead(
		company, MQL="2025-01-20", SQL="2025-01-25", Opportunity="2025-02-01", Customer="2025-02-10"
	)
	sold(company, bought, 100, paid=1, on="2025-02-10")
	a_past_deal(bought, "Won", "2025-02-01", "2025-02-10", amount=100)
	a_lead(company, "Web", came="2025-02-02", MQL="2025-02-20")
	filters = {**QUARTER, "company": company, "group_by": by, "basis": basis}
	counts = ("leads", "mql", "sql", "opportunities", "customers")
	for key, row in rows_of(company, group_by=by, basis=basis).items():
		for name in counts:
			assert len(behind(NAME, filters, key, name)) == row[name], (key, name)
		for name in ("won_amount", "ordered", "invoiced", "paid"):
			expected = {bought} if row[name] else set()
			assert behind(NAME, filters, key, name) == expected, (key, name)


def test_companies_of_several_currencies_ask_for_a_company(company):
	lead = a_lead(company, "Two currencies")
	sold(company, lead, 100)
	other = a_company("CHF")
	a_lead(other, "Two currencies")
	a_cost(company, 5, "Two currencies")
	answer = run(NAME, filters={**QUARTER, "source": "Two currencies", "group_by": "Company"})
	row = {row["key"]: row for row in answer["result"]}["all"]
	assert (row["leads"], row["cost"], row["invoiced"], row["won_amount"]) == (2, None, None, None)
	assert "Choose a company to see them." in answer["message"]
	assert "ledger" not in answer["message"].split("<details")[0]


def test_nothing_at_all(company):
	answer = report(company)
	assert answer["result"] == []
	assert "No lead, no cost and no revenue of this period is known." in answer["message"]


@pytest.mark.parametrize("values", [{"basis": "Yesterday"}, {"group_by": "Moon"}])
def test_what_is_not_among_the_choices_is_refused(company, values):
	answer = report(company, **values)
	assert answer["result"] == []
	assert "is not among the choices." in answer["message"]
	with pytest.raises(frappe.ValidationError, match="is not among the choices"):
		leads(NAME, frappe.as_json({**QUARTER, "company": company, **values}), "all", "leads")


@pytest.mark.parametrize("key", ["=Nobody", "nameless", "", "=", "all"])
@pytest.mark.parametrize("column", ["leads", "invoiced", "nonsense", ""])
def test_a_figure_that_is_not_there_has_leads_or_none_and_no_error(company, key, column):
	a_lead(company)
	found = behind(NAME, {**QUARTER, "company": company}, key, column)
	assert len(found) <= 1
