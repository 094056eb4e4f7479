"""Sales and costs that are not as they should be: Source Return says what it makes of them, and still agrees with the ledger."""

from __future__ import annotations

from typing import Any

import frappe
import pytest

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.reporting.result import Result
from tests.site.report_builders import a_journey
from tests.site.sales_chains import (
	an_opportunity,
	invoiced,
	invoiced_to,
	line,
	ordered,
	quoted,
	returned,
	tax_of,
)
from tests.site.sales_payments import paid
from tests.site.selling_companies import SellingCompany, a_customer, a_selling_company

FAIR, WORD = "Fair of the Ledger", "Word of the Ledger"
YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
BY_DATE = {**YEAR, "basis": "Date of Revenue"}


@pytest.fixture
def company() -> SellingCompany:
	return a_selling_company(USD=0.9)


@pytest.fixture
def a_lead(company):
	def of(source: str = FAIR, since: str = "2024-02-01", **fields: Any) -> str:
		return a_journey(company.name, {"source": source, **fields}, Lead=f"{since} 09:00")

	return of


@pytest.fixture
def told(company):
	def of(**values: Any) -> Result:
		filters = {**YEAR, "company": company.name, **values}
		return figures_of("Source Return").figures(asked(filters), filters)

	return of


def rows(result: Result, *names: str) -> dict[str, tuple[Any, ...]]:
	return {
		str(getattr(row["group"], "text", row["group"])): tuple(row.get(name) for name in names)
		for row in result.rows
	}


def lines(result: Result) -> dict[str, float]:
	"""Of the statement beside the ledger; those of nought are left out."""
	assert result.statement
	return {line.label.text: float(line.amount) for line in result.statement.lines if line.amount}


def agrees(result: Result) -> bool:
	assert result.statement
	return [one.tone for one in result.statement.found] == ["good"]


def said(result: Result, begin: str) -> list[dict[str, Any]]:
	return [dict(note.values) for note in result.notes if note.text.startswith(begin)]


def a_sale(company: SellingCompany, lead: str, amount: float, **fields: Any) -> Any:
	quotation = quoted(company, lead, [line(amount)], on="2024-03-01", **fields)
	return invoiced(ordered(quotation, on="2024-03-02"), on="2024-03-03")


def a_cost(company: SellingCompany, amount: float, **fields: Any) -> Any:
	days = {"from_date": "2024-01-01", "to_date": "2024-01-31"}
	values = {"company": company.name, "currency": company.currency, "source": FAIR, **days, **fields}
	return frappe.get_doc({"doctype": "Marketing Cost", "amount": amount, **values}).insert()


@pytest.mark.parametrize("basis", ["Cohort of First Contact", "Date of Revenue"])
def test_an_invoice_without_an_order_is_untraced_whoever_bought(company, a_lead, told, basis):
	lead = a_lead()
	a_sale(company, lead, 100)
	customer = frappe.db.get_value("Customer", {"lead_name": lead})
	invoiced_to(company, customer, [line(40)], on="2024-04-01")
	invoiced_to(company, a_customer(company), [line(999)], on="2024-04-01")
	result = told(basis=basis)
	assert rows(result, "ordered", "invoiced", "paid") == {FAIR: (100, 100, 0), "All": (100, 100, 0)}
	assert lines(result) == {
		"Invoiced for the Leads Shown": 100,
		"Untraced: Invoiced, but Not for a Lead": 40,
		"Invoiced without an order": 40,
		"Together": 140,
		"In the General Ledger": 140,
	}
	assert agrees(result)


def test_an_order_of_two_opportunities_is_shared_item_by_item(company, a_lead, told):
	quotations = []
	for source, amount in ((FAIR, 100), (WORD, 30)):
		lead = a_lead(source)
		opportunity = an_opportunity(company, lead)
		quotations.append(quoted(company, lead, [line(amount)], opportunity=opportunity, on="2024-03-01"))
	invoice = invoiced(ordered(quotations, on="2024-03-02"), on="2024-03-03")
	paid(invoice, 0.5, on="2024-03-04")
	result = told()
	assert rows(result, "ordered", "invoiced", "paid") == {
		FAIR: (100, 100, 50),
		WORD: (30, 30, 15),
		"All": (130, 130, 65),
	}
	one = told(source=WORD)
	assert rows(one, "ordered", "invoiced", "paid") == {WORD: (30, 30, 15), "All": (30, 30, 15)}
	# The customer is one of both, so that the rest is told beside.
	assert lines(one)["Invoiced for Other Leads"] == 100
	assert agrees(result)
	assert agrees(one)


def test_what_was_invoiced_last_year_and_is_returned_in_this_one(company, a_lead, told):
	lead = a_lead(since="2023-11-01")
	quotation = quoted(company, lead, [line(100), line(50)], on="2023-11-10")
	invoice = invoiced(ordered(quotation, on="2023-11-11"), on="2023-12-20")
	paid(invoice, on="2023-12-28")
	paid(returned(invoice, (0, 1), on="2024-01-15"), on="2024-02-01")
	last_year = {"from_date": "2023-01-01", "to_date": "2023-12-31"}
	this, last = told(**BY_DATE), told(**{**BY_DATE, **last_year})
	assert rows(this, "ordered", "invoiced", "paid")["All"] == (0, -50, -50)
	assert rows(last, "ordered", "invoiced", "paid")["All"] == (150, 150, 150)
	# The cohort of those days has brought in what is left.
	assert rows(told(**last_year), "ordered", "invoiced", "paid")["All"] == (150, 100, 100)
	assert (lines(this)["In the General Ledger"], lines(last)["In the General Ledger"]) == (-50, 150)
	assert agrees(this)
	assert agrees(last)


def test_half_a_cent_is_rounded_as_on_paper(company, a_lead, told):
	"""No float holds 1.005."""
	invoice = a_sale(company, a_lead(), 2.01, taxes=[tax_of(company, 100)])
	paid(invoice, 0.5, on="2024-03-04")
	for values in ({}, {"basis": "Date of Revenue"}):
		assert rows(told(**values), "invoiced", "paid") == {FAIR: (2.01, 1.01), "All": (2.01, 1.01)}


def test_customers_that_became_one(company, a_lead, told):
	first, second = a_lead(FAIR), a_lead(WORD)
	a_sale(company, first, 100)
	a_sale(company, second, 70)
	names = [frappe.db.get_value("Customer", {"lead_name": lead}) for lead in (first, second)]
	frappe.rename_doc("Customer", *names, merge=True)
	result, one = told(), told(source=FAIR)
	assert rows(result, "invoiced") == {FAIR: (100,), WORD: (70,), "All": (170,)}
	assert (lines(one)["Invoiced for the Leads Shown"], lines(one)["Invoiced for Other Leads"]) == (100, 70)
	assert agrees(result)
	assert agrees(one)


def test_a_cost_in_a_currency_without_a_rate_is_counted_nowhere_and_said(company, a_lead, told):
	a_lead()
	a_cost(company, 300)
	a_cost(company, 5000, currency="AED", source=WORD)
	result = told()
	assert rows(result, "cost", "cost_per_lead") == {FAIR: (300, 300), "All": (300, 300)}
	assert said(result, "Costs without an exchange rate") == [{"number": 1, "currencies": "AED"}]


def test_costs_that_overlap_count_both_and_a_credit_lessens_them(company, a_lead, told):
	a_sale(company, a_lead(), 400)
	a_cost(company, 310)
	a_cost(company, 31, from_date="2024-01-31", to_date="2024-02-01")
	a_cost(company, -141, from_date="2024-03-01", to_date="2024-03-31")
	result = told()
	assert rows(result, "cost", "return_on_cost")[FAIR] == (200, 1)
	assert said(result, "There are several costs of the same source") == [{"names": FAIR}]
	assert said(result, "Credits of suppliers") == [{"amount": 141}]


def test_where_credits_exceed_costs_there_is_no_return(company, a_lead, told):
	a_sale(company, a_lead(), 400)
	a_cost(company, -100)
	assert rows(told(), "cost", "return_on_cost")[FAIR] == (-100, None)


def test_a_campaign_without_a_lead_has_its_cost_and_nothing_to_divide_it_by(company, a_lead, told):
	a_lead()
	a_cost(company, 100)
	a_cost(company, 900, source=None, campaign="Campaign of the Ledger")
	result = told(group_by="Campaign")
	found = rows(result, "leads", "cost", "cost_per_lead", "return_on_cost")
	assert found["Campaign of the Ledger"] == (0, 900, None, -1)
	assert found["All"] == (1, 1000, 1000, -1)
	assert said(result, "Cost something and brought no lead") == [{"origins": 1}]
