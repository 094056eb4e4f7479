"""The sales that other tests build stand in ERPNext's general ledger as they would if people had entered them."""

from __future__ import annotations

from collections import Counter

import frappe
import pytest

from tests.site.report_builders import a_bare_lead
from tests.site.sales_chains import (
	an_opportunity,
	cancelled,
	delivered,
	invoiced,
	invoiced_to,
	line,
	ordered,
	ordered_by,
	quoted,
	returned,
	tax_of,
)
from tests.site.sales_payments import booked, paid
from tests.site.selling_companies import SellingCompany, a_customer, a_selling_company, owes_in


@pytest.fixture
def company() -> SellingCompany:
	return a_selling_company(USD=0.9)


def ledger(company: SellingCompany) -> dict[str, float]:
	"""What each account has come to, debit above credit."""
	balance: Counter[str] = Counter()
	rows = frappe.get_all(
		"GL Entry", {"company": company.name, "is_cancelled": 0}, ["account", "debit", "credit"]
	)
	for row in rows:
		balance[row.account.rsplit(" - ", 1)[0]] += round(100 * (row.debit - row.credit))
	return {account: cents / 100 for account, cents in balance.items() if cents}


def test_a_lead_buys_pays_and_is_paid_back(company):
	lead = a_bare_lead(company.name)
	opportunity = an_opportunity(company, lead)
	lines = [line(100, 3), line(33.33, 2)]
	quotation = quoted(
		company, lead, lines, opportunity=opportunity, on="2026-03-01", taxes=[tax_of(company)]
	)
	order = ordered(quotation, on="2026-03-05")
	assert frappe.db.get_value("Opportunity", opportunity, "status") == "Converted"
	assert {item.prevdoc_docname for item in order.items} == {quotation.name}
	first, second = (invoiced(order, 0.5, on="2026-04-01"), invoiced(order, on="2026-04-02"))
	paid([first, second], 0.5, on="2026-05-02")
	note = returned(first, (0.5, 1), on="2026-05-03")
	paid(note, on="2026-05-04")
	assert ledger(company) == {"Debtors": 220, "Bank": 90, "Sales": -258.33, "Tax": -51.67}


def test_what_is_owed_in_another_currency(company):
	quotation = quoted(company, a_bare_lead(company.name), [line(100)], on="2026-03-01", currency="USD")
	order = ordered(quotation, on="2026-03-02")
	owes_in(company, order.customer, "USD")
	invoice = invoiced(order, on="2026-03-03")
	paid(invoice, 0.5, on="2026-04-01", rate=0.8)
	paid(invoice, on="2026-04-02", rate=1, written_off=10)
	# 50 at 0.8 and 40 at 1; ten of what was owed at 0.9 is written off at the rate of its day.
	assert ledger(company) == {"Sales": -90, "Bank": 80, "Write Off": 10}


def test_orders_deliveries_journals_and_the_till(company):
	customer = a_customer(company)
	order = ordered_by(company, customer, [line(10)], on="2025-12-01")
	invoice = invoiced(delivered(order, on="2025-12-02"), on="2025-12-03")
	assert invoice.items[0].so_detail == order.items[0].name
	booked(company, invoice, 4, on="2025-12-04")
	booked(company, invoice, 2, on="2025-12-04", against="Write Off", kind="Write Off Entry")
	paid_ahead = ordered_by(company, customer, [line(20)], on="2025-12-01")
	paid(paid_ahead, 0.5, on="2025-12-02")
	invoiced(paid_ahead, on="2025-12-05", allocate_advances_automatically=1)
	till = {"mode_of_payment": "Cash", "amount": 8, "account": company.account("Cash")}
	invoiced_to(company, customer, [line(7)], on="2025-12-06", is_pos=1, payments=[till])
	cancelled(invoiced_to(company, customer, [line(1000)], on="2025-12-06"))
	assert ledger(company) == {"Debtors": 14, "Bank": 14, "Cash": 7, "Write Off": 2, "Sales": -37}
