"""What is rare in sales and yet has to add up: opening invoices, discounts on an account of their own, refunds on the first invoice."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return
from erpnext.selling.doctype.sales_order.sales_order import make_sales_invoice
from frappe.model.document import Document

from lead_intelligence.core.money.untraced import Untraced
from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	DAY,
	a_lead,
	a_payment_of,
	a_quotation,
	a_tax,
	agreed,
	amounts,
	an_account,
	an_invoice,
	an_invoice_of,
	an_order_of,
	cash_account,
	dated,
	submitted,
)


@pytest.fixture
def lead() -> str:
	return a_lead()


@pytest.fixture
def invoice(lead) -> Document:
	return an_invoice_of(an_order_of(a_quotation(lead, 100, 60)))


def test_an_opening_invoice_is_one_like_any_other(lead, invoice):
	opening = an_account("Opening of the tests", "Current Assets", "Temporary")
	an_invoice(invoice.customer, 500, is_opening="Yes", income_account=opening)
	found = agreed(lead)
	assert (found.ledger, found.why) == (660, {Untraced.NO_ORDER: 500})


@pytest.mark.parametrize("on", ["Net Total", "Grand Total"])
def test_a_discount_may_have_an_account_of_its_own(lead, on):
	frappe.db.set_single_value("Selling Settings", "enable_discount_accounting", 1)
	account = an_account("Discounts of the tests", "Indirect Expenses", "")
	order = an_order_of(a_quotation(lead, 100, 60, taxes=[a_tax(20)]))
	discount = {"apply_discount_on": on, "discount_amount": 16, "additional_discount_account": account}
	invoice = an_invoice_of(order, **discount)
	net = Decimal(str(invoice.base_net_total))
	assert frappe.db.exists("GL Entry", {"voucher_no": invoice.name, "account": account})
	assert amounts(lead)[1] == net
	assert agreed(lead).ledger == net


def test_the_discount_of_an_item_may_have_an_account_of_its_own(lead):
	frappe.db.set_single_value("Selling Settings", "enable_discount_accounting", 1)
	account = an_account("Discounts of the tests", "Indirect Expenses", "")
	invoice = make_sales_invoice(an_order_of(a_quotation(lead, 90, price_list_rate=100)).name)
	invoice.items[0].update({"price_list_rate": 100, "discount_percentage": 10, "discount_account": account})
	submitted(dated(invoice, DAY))
	assert frappe.db.exists("GL Entry", {"voucher_no": invoice.name, "account": account})
	assert (amounts(lead)[1], agreed(lead).ledger) == (90, 90)


def test_a_credit_note_and_an_invoice_are_settled_by_one_payment(lead, invoice):
	note = dated(make_sales_return(invoice.name), DAY, update_outstanding_for_self=1)
	note.items = note.items[1:]
	submitted(note)
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	more = {"reference_doctype": "Sales Invoice", "reference_name": note.name, "allocated_amount": -60}
	payment.append("references", {**more, "total_amount": -60, "outstanding_amount": -60})
	payment.paid_amount = payment.received_amount = 100
	submitted(payment)
	assert amounts(lead) == (160, 100, 100)


def test_what_was_paid_too_much_is_refunded_on_the_invoice(lead, invoice):
	a_payment_of(invoice)
	note = dated(make_sales_return(invoice.name), DAY, update_outstanding_for_self=0)
	note.items = note.items[1:]
	submitted(note)
	refund = get_payment_entry("Sales Invoice", note.name, bank_account=cash_account())
	if refund.references:
		refund.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
		submitted(refund)
	assert amounts(lead) == (160, 100, 100)


def test_an_entry_in_dollars_pays_what_it_takes_off_the_account(lead):
	from tests.site.test_revenue_currencies import on_a_dollar_account

	invoice = on_a_dollar_account(lead, 100, 60)
	exchange = frappe.get_cached_value("Company", COMPANY, "exchange_gain_loss_account")
	centre = frappe.get_cached_value("Company", COMPANY, "cost_center")
	entry = frappe.get_doc({"doctype": "Journal Entry", "voucher_type": "Bank Entry", "company": COMPANY})
	entry.update({"posting_date": DAY, "cheque_no": "7", "cheque_date": DAY, "multi_currency": 1})
	party = {"party_type": "Customer", "party": invoice.customer, "exchange_rate": 0.95}
	party |= {"reference_type": "Sales Invoice", "reference_name": invoice.name}
	for row in (
		{"account": cash_account(), "debit_in_account_currency": 70},
		{"account": exchange, "debit_in_account_currency": 6, "cost_center": centre},
		{"account": invoice.debit_to, "credit_in_account_currency": 80, **party},
	):
		entry.append("accounts", row)
	submitted(entry)
	assert amounts(lead) == (144, 152, 76)


def test_what_was_written_off_at_the_till_is_not_paid(lead):
	from tests.site.test_revenue_payments import at_the_till

	order = an_order_of(a_quotation(lead, 100, 60))
	account = frappe.get_cached_value("Company", COMPANY, "write_off_account")
	invoice = at_the_till(order, 150, write_off_amount=10, write_off_account=account)
	invoice.reload()
	assert invoice.outstanding_amount == 0
	assert amounts(lead) == (160, 160, 150)
	assert agreed(lead).ledger == 160


def test_an_advance_that_is_reconciled_later_counts_as_paid_when_it_came(lead, invoice):
	from erpnext.accounts.utils import reconcile_against_document

	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update(
		{"reference_no": "7", "reference_date": DAY, "posting_date": "2026-02-03", "references": []}
	)
	submitted(payment)
	assert amounts(lead)[2] == 0
	allocation = {
		"voucher_type": "Payment Entry",
		"voucher_no": payment.name,
		"against_voucher_type": "Sales Invoice",
		"against_voucher": invoice.name,
		"account": invoice.debit_to,
		"party_type": "Customer",
		"party": invoice.customer,
		"is_advance": "No",
		"dr_or_cr": "credit_in_account_currency",
		"unadjusted_amount": 160,
		"allocated_amount": 40,
		"exchange_rate": 1,
		"grand_total": 160,
		"outstanding_amount": 160,
		"difference_amount": 0,
		"unreconciled_amount": 160,
	}
	reconcile_against_document([frappe._dict(allocation)])
	assert amounts(lead) == (160, 160, 40)
	assert amounts(lead, first="2026-02-01", last="2026-02-28") == (0, 0, 40)


def test_an_asset_that_is_sold_is_booked_on_its_own_accounts(lead, invoice):
	fixed = an_account("Machines of the tests", "Fixed Assets", "Fixed Asset")
	worn = an_account("Wear of the tests", "Fixed Assets", "Accumulated Depreciation")
	wear = an_account("Depreciation of the tests", "Indirect Expenses", "Depreciation")
	company = {"company_name": COMPANY, "fixed_asset_account": fixed}
	company |= {"accumulated_depreciation_account": worn, "depreciation_expense_account": wear}
	category = {"doctype": "Asset Category", "asset_category_name": "Machines of the tests"}
	frappe.get_doc({**category, "accounts": [company]}).insert()
	item = {"doctype": "Item", "item_code": "Kiln of the tests", "item_group": "All Item Groups"}
	item |= {"is_stock_item": 0, "is_fixed_asset": 1, "asset_category": "Machines of the tests"}
	frappe.get_doc(item).insert()
	frappe.get_doc({"doctype": "Location", "location_name": "Hall of the tests"}).insert()
	asset = {"doctype": "Asset", "item_code": "Kiln of the tests", "asset_name": "Kiln", "company": COMPANY}
	asset |= {"is_existing_asset": 1, "gross_purchase_amount": 1000, "purchase_amount": 1000}
	asset |= {
		"location": "Hall of the tests",
		"purchase_date": "2026-01-02",
		"available_for_use_date": "2026-01-02",
	}
	kiln = submitted(frappe.get_doc(asset))
	sold = make_sales_invoice(an_order_of(a_quotation(lead, 1)).name)
	row = {"item_code": "Kiln of the tests", "qty": 1, "rate": 700, "asset": kiln.name, "is_fixed_asset": 1}
	sold.update({"items": [], "customer": invoice.customer})
	sold.append("items", row)
	submitted(dated(sold, DAY))
	found = agreed(lead)
	assert (found.ledger, found.traced, found.untraced) == (860, 160, 700)
