"""Source Return beside the general ledger: what is told of it, and to whom."""

from __future__ import annotations

from html import unescape
from re import findall
from typing import Any

import pytest
from frappe.desk.query_report import run

from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.site.report_builders import a_company
from tests.site.stored_sales import a_cost, a_customer, an_invoice, income_of, sold, stored
from tests.site.test_source_return import BASES, NAME, QUARTER, a_lead, report

CONTROLLER = Person("carl@atelier-lumiere.example", "Carl", "Roux", ("Sales Manager", "Accounts User"))
AGREES = "is what the general ledger holds for them, to the cent."


@pytest.fixture
def company(rolled_back) -> str:
	return a_company()


def statement(answer: dict[str, Any]) -> dict[str, str]:
	"""Its lines, each with its amount as it is read."""
	lines = findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', answer["message"])
	return {unescape(label): unescape(amount) for label, amount in lines}


def digits(text: str) -> str:
	return "".join(letter for letter in text if letter.isdigit() or letter == "−")


@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
def test_traced_elsewhere_and_untraced_come_to_the_ledger(company, basis):
	lead, other = a_lead(company), a_lead(company, "Web")
	customer = sold(company, lead, 1000)
	sold(company, other, 200, customer=customer)
	an_invoice(company, None, 50.5, customer)
	sold(company, None, 9.5, customer=customer)
	sold(company, None, 777)
	answer = report(company, source="Fair", basis=basis)
	found = {label: digits(amount) for label, amount in statement(answer).items()}
	assert found == {
		"Invoiced for the Leads Shown": "100000",
		"Invoiced for Other Leads": "20000",
		"Untraced: Invoiced, but Not for a Lead": "6000",
		"Invoiced without an order": "5050",
		"Ordered without a quotation": "950",
		"Together": "126000",
		"In the General Ledger": "126000",
	}
	assert AGREES in answer["message"]
	assert answer["result"][-1]["invoiced"] == 1000


def test_a_customer_that_was_made_of_a_lead_is_one_of_them_without_any_trace(company):
	customer = a_customer(a_lead(company))
	an_invoice(company, None, 80, customer)
	found = statement(report(company))
	assert digits(found["Invoiced for the Leads Shown"]) == "000"
	assert digits(found["In the General Ledger"]) == "8000"


def test_what_the_ledger_holds_beyond_the_documents_is_a_difference(company):
	customer = sold(company, a_lead(company), 100)
	(invoice,) = invoices_of(customer)
	stored(
		"GL Entry",
		account=income_of(company),
		credit=0.01,
		debit=0,
		voucher_type="Sales Invoice",
		voucher_no=invoice,
		company=company,
		posting_date="2025-02-10",
	)
	answer = report(company)
	assert digits(statement(answer)["Difference"]) == "001"
	assert AGREES not in answer["message"]
	assert f"Vouchers that differ most: {invoice}." in answer["message"]


def invoices_of(customer: str) -> list[str]:
	import frappe

	return frappe.get_all("Sales Invoice", {"customer": customer}, pluck="name")


def test_revenue_of_other_days_is_not_in_the_ledger_of_these(company):
	lead = a_lead(company)
	customer = sold(company, lead, 100, on="2025-02-10")
	sold(company, lead, 30, on="2025-04-10", customer=customer)
	assert digits(statement(report(company))["In the General Ledger"]) == "13000"
	of_days = statement(report(company, basis=BASES["revenue"]))
	assert digits(of_days["In the General Ledger"]) == "10000"


def test_a_rep_sees_the_money_of_their_own_leads_and_neither_cost_nor_ledger(company, by):
	hers = a_lead(company, fields={"lead_owner": REP.user})
	his = a_lead(company, fields={"lead_owner": SECOND_REP.user})
	sold(company, hers, 100)
	sold(company, his, 900)
	a_cost(company, 7, "Fair")
	for basis in BASES.values():
		filters = {**QUARTER, "company": company, "basis": basis}
		answer = by(REP)(run, NAME, filters=filters)
		row = answer["result"][-1]
		assert (row["leads"], row["invoiced"], row["cost"], row["cost_per_lead"]) == (1, 100, None, None)
		assert statement(answer) == {}
		assert "is told to those who may see all leads" in answer["message"]
		assert "900" not in answer["message"]


def test_marketing_sees_costs_and_who_may_not_read_invoices_sees_no_ledger(company, by):
	sold(company, a_lead(company), 100)
	a_cost(company, 7, "Fair")
	hire(CONTROLLER)
	for person, sees_ledger in ((CONTROLLER, True), (MANAGER, False), (MARKETING, False)):
		answer = by(person)(run, NAME, filters={**QUARTER, "company": company})
		row = answer["result"][-1]
		assert (row["cost"], row["invoiced"]) == (7, 100), person
		assert bool(statement(answer)) is sees_ledger, person


def test_what_is_exported_holds_the_figures_and_not_their_reasons(company):
	sold(company, a_lead(company), 100)
	answer = report(company)
	assert all(not column["fieldname"].endswith("_why") for column in answer["columns"])
