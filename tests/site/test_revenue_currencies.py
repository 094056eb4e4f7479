"""Amounts in other currencies, with taxes, discounts and rounding: always the company's money, without tax, to the last digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import frappe
import pytest
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.general_ledger import make_gl_entries
from erpnext.selling.doctype.sales_order.sales_order import make_sales_invoice
from frappe.model.document import Document

from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	DAY,
	a_company_of,
	a_customer,
	a_lead,
	a_payment_of,
	a_quotation,
	a_tax,
	agreed,
	amounts,
	an_account,
	an_invoice_of,
	an_order_of,
	cash_account,
	dated,
	submitted,
)


@pytest.fixture
def lead() -> str:
	return a_lead()


def on_one_account_for_all_currencies() -> None:
	frappe.db.set_single_value(
		"Accounts Settings", "allow_multi_currency_invoices_against_single_party_account", 1
	)


def in_dollars(rate: float, **more: Any) -> dict[str, Any]:
	return {"currency": "USD", "conversion_rate": rate, "selling_price_list": None, **more}


def test_an_invoice_in_another_currency_on_an_account_of_the_companys(lead):
	on_one_account_for_all_currencies()
	order = an_order_of(a_quotation(lead, 100, 60, **in_dollars(0.9)), conversion_rate=0.9)
	invoice = an_invoice_of(order, conversion_rate=0.95)
	assert invoice.party_account_currency == "EUR"
	assert amounts(lead) == (144, 152, 0)
	a_payment_of(invoice)
	assert amounts(lead) == (144, 152, 152)
	assert agreed(lead).ledger == 152


def on_a_dollar_account(lead: str, *rates: float, conversion_rate: float = 0.95) -> Document:
	quotation = a_quotation(lead, *rates, **in_dollars(0.9))
	account = an_account(
		"Debtors of the tests in USD", "Accounts Receivable", "Receivable", account_currency="USD"
	)
	customer = a_customer(
		lead_name=lead, default_currency="USD", accounts=[{"company": COMPANY, "account": account}]
	)
	assert customer
	return an_invoice_of(
		an_order_of(quotation, conversion_rate=0.9), conversion_rate=conversion_rate, debit_to=account
	)


@pytest.mark.parametrize("rate", [0.8, 0.95, 1.1])
def test_the_rate_on_the_day_of_the_payment_does_not_change_what_was_paid(lead, rate):
	invoice = on_a_dollar_account(lead, 100, 60)
	assert (invoice.party_account_currency, amounts(lead)) == ("USD", (144, 152, 0))
	a_payment_in_dollars(invoice, 160, rate)
	invoice.reload()
	assert (invoice.outstanding_amount, amounts(lead)) == (0, (144, 152, 152))
	assert agreed(lead).ledger == 152


def test_a_quarter_in_dollars_is_a_quarter(lead):
	a_payment_in_dollars(on_a_dollar_account(lead, 100, 60), 40, 1.3)
	assert amounts(lead) == (144, 152, 38)


def a_payment_in_dollars(invoice: Document, dollars: float, rate: float) -> None:
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.update(
		{"source_exchange_rate": rate, "paid_amount": dollars, "received_amount": round(dollars * rate, 2)}
	)
	payment.references[0].allocated_amount = dollars
	submitted(payment)


def test_tax_on_top_is_no_revenue_and_a_payment_is_without_it(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100, 60, taxes=[a_tax(20)])))
	assert (invoice.grand_total, amounts(lead)) == (192, (160, 160, 0))
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.paid_amount = payment.received_amount = payment.references[0].allocated_amount = 96
	submitted(payment)
	assert amounts(lead) == (160, 160, 80)
	assert agreed(lead).ledger == 160


def test_tax_in_the_price_is_no_revenue_either(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 120, 24, taxes=[a_tax(20, included=True)])))
	assert (invoice.grand_total, amounts(lead)) == (144, (120, 120, 0))
	a_payment_of(invoice)
	assert amounts(lead) == (120, 120, 120)
	assert agreed(lead).ledger == 120


@pytest.mark.parametrize(("on", "net"), [("Net Total", 144), ("Grand Total", "146.67")])
def test_a_discount_on_the_whole_is_spread_over_its_items(lead, on, net):
	discount = {"apply_discount_on": on, "discount_amount": 16}
	order = an_order_of(a_quotation(lead, 100, 60, taxes=[a_tax(20)], **discount))
	invoice = an_invoice_of(order)
	a_payment_of(invoice)
	assert invoice.base_net_total == float(net)
	assert amounts(lead) == (Decimal(net),) * 3
	assert agreed(lead).ledger == Decimal(net)


def test_a_discount_of_an_item_is_not_revenue(lead):
	quotation = a_quotation(lead, 90, price_list_rate=100, discount_percentage=10)
	an_invoice_of(an_order_of(quotation))
	assert amounts(lead) == (90, 90, 0)


@pytest.mark.parametrize("is_rounded", [True, False])
def test_what_the_total_is_rounded_by_is_nobodys(lead, is_rounded):
	frappe.db.set_value("Currency", "EUR", "smallest_currency_fraction_value", 1)
	order = an_order_of(a_quotation(lead, "33.33", "66.4", taxes=[a_tax(20)]))
	invoice = an_invoice_of(order, disable_rounded_total=int(not is_rounded))
	assert bool(invoice.rounding_adjustment) is is_rounded
	assert amounts(lead) == (Decimal("99.73"), Decimal("99.73"), 0)
	a_payment_of(invoice)
	assert amounts(lead)[2] == Decimal("99.73")
	assert agreed(lead).ledger == Decimal("99.73")


def test_thirds_of_dollars_add_up_to_the_last_cent(lead):
	on_one_account_for_all_currencies()
	rate = 0.917431
	order = an_order_of(
		a_quotation(lead, "33.33", "33.33", "33.34", **in_dollars(rate)), conversion_rate=rate
	)
	invoice = an_invoice_of(order, conversion_rate=rate)
	net = Decimal(str(invoice.base_net_total))
	assert amounts(lead)[1] == net
	a_payment_of(invoice)
	assert amounts(lead)[2] == net
	assert agreed(lead).ledger == net


def test_a_charge_on_the_account_of_the_sales_is_not_taken_for_sales(lead):
	income = frappe.get_cached_value("Company", COMPANY, "default_income_account")
	invoice = make_sales_invoice(an_order_of(a_quotation(lead, 100)).name)
	shipping = {"charge_type": "Actual", "tax_amount": 12, "description": "Shipping", "account_head": income}
	invoice.append("taxes", shipping)
	submitted(dated(invoice, DAY))
	assert (amounts(lead), agreed(lead).ledger) == ((100, 100, 0), 100)


def test_revenue_that_is_deferred_is_invoiced(lead):
	later = an_account("Deferred of the tests", "Current Liabilities", "")
	invoice = make_sales_invoice(an_order_of(a_quotation(lead, 120)).name)
	days = {"service_start_date": DAY, "service_end_date": "2026-07-09"}
	invoice.items[0].update({"enable_deferred_revenue": 1, "deferred_revenue_account": later, **days})
	submitted(dated(invoice, DAY))
	assert (amounts(lead), agreed(lead).ledger) == ((120, 120, 0), 120)
	# As the month's job does, which commits.
	moved = {
		"against": invoice.customer,
		"cost_center": invoice.items[0].cost_center,
		"posting_date": "2026-03-31",
	}
	debit = {"account": later, "debit": 21.5, "debit_in_account_currency": 21.5}
	credit = {"account": invoice.items[0].income_account, "credit": 21.5, "credit_in_account_currency": 21.5}
	make_gl_entries([invoice.get_gl_dict({**side, **moved}, "EUR") for side in (debit, credit)])
	assert agreed(lead).ledger == 120


def test_what_moves_between_branches_of_the_company_is_no_sale(lead):
	order = an_order_of(a_quotation(lead, 100))
	an_invoice_of(order)
	for document in ("Sales Order", "Sales Invoice"):
		ours = {"is_internal_customer": 1, "represents_company": COMPANY}
		frappe.db.set_value(document, {"customer": order.customer}, ours)
	assert amounts(lead) is None


def test_a_sister_company_is_a_customer_like_any_other(lead):
	order = an_order_of(a_quotation(lead, 100))
	an_invoice_of(order)
	sister = {"is_internal_customer": 1, "represents_company": "Sister of the tests"}
	frappe.db.set_value("Sales Invoice", {"customer": order.customer}, sister)
	assert amounts(lead) == (100, 100, 0)
	assert agreed(lead).ledger == 100


@pytest.mark.usefixtures("changed_meta")
@pytest.mark.parametrize(("currency", "price"), [("JPY", "1501"), ("KWD", "33.335")])
def test_currencies_without_decimals_and_with_three(currency, price):
	frappe.db.set_default("currency_precision", 3)
	company = a_company_of(currency)
	lead = a_lead(company=company)
	rows_of = {"company": company, "currency": currency, "conversion_rate": 1, "selling_price_list": None}
	order = an_order_of(a_quotation(lead, price, price, price, **rows_of))
	invoice = an_invoice_of(order)
	net = Decimal(price) * 3
	assert amounts(lead, company=company) == (net, net, 0)
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account(company))
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	submitted(payment)
	assert amounts(lead, company=company) == (net, net, net)
	assert agreed(lead, company=company).ledger == net
	assert amounts(lead) is None
