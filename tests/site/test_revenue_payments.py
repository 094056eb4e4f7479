"""What counts as paid of what a lead was invoiced: money that came, spread over the invoice's items, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import frappe
import pytest
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return
from erpnext.selling.doctype.sales_order.sales_order import make_sales_invoice
from frappe.model.document import Document

from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	DAY,
	a_lead,
	a_payment_of,
	a_quotation,
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


def paid(lead: str, **days: str) -> Decimal:
	found = amounts(lead, **days)
	return found[2] if found else Decimal(0)


def a_part_of(invoice: Document, amount: float, day: str = DAY, **fields: Any) -> Document:
	payment = get_payment_entry(invoice.doctype, invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": day, "posting_date": day, **fields})
	payment.paid_amount = payment.received_amount = amount
	payment.references[0].allocated_amount = amount
	return submitted(payment)


def an_entry(kind: str, *lines: tuple[str, float, dict[str, Any]], day: str = DAY) -> Document:
	"""A journal entry. Amounts above nought are debited."""
	doc = frappe.get_doc({"doctype": "Journal Entry", "voucher_type": kind, "company": COMPANY})
	doc.update({"posting_date": day, "cheque_no": "7", "cheque_date": day})
	for account, amount, more in lines:
		side = "debit_in_account_currency" if amount > 0 else "credit_in_account_currency"
		doc.append("accounts", {"account": account, side: abs(amount), "cost_center": cost_center(), **more})
	return submitted(doc)


def cost_center() -> str:
	return str(frappe.get_cached_value("Company", COMPANY, "cost_center"))


def settles(invoice: Document) -> dict[str, str]:
	party = {"party_type": "Customer", "party": invoice.customer}
	return {**party, "reference_type": "Sales Invoice", "reference_name": invoice.name}


def test_part_payments_are_added_up_to_just_what_was_invoiced(lead, invoice):
	for amount, so_far in ((33.33, "33.33"), (33.33, "66.66"), (93.34, "160")):
		a_part_of(invoice, amount)
		assert paid(lead) == Decimal(so_far)


def test_each_payment_counts_on_its_own_day(lead, invoice):
	a_part_of(invoice, 60, "2026-04-05")
	a_part_of(invoice, 100, "2026-06-05")
	april = {"first": "2026-04-01", "last": "2026-04-30"}
	assert (paid(lead, **april), paid(lead, first="2026-05-01", last="2026-06-05")) == (60, 100)
	assert amounts(lead, **april) == (0, 0, 60)


def test_a_payment_is_spread_over_all_items_of_the_invoice(lead):
	order = an_order_of(a_quotation(lead, 100), and_items=(300,))
	a_part_of(an_invoice_of(order), 100)
	assert amounts(lead) == (100, 100, 25)


def test_one_payment_for_several_invoices(lead, invoice):
	other = an_invoice(invoice.customer, 40)
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.paid_amount = payment.received_amount = 120
	payment.references[0].allocated_amount = 80
	more = {"reference_doctype": "Sales Invoice", "reference_name": other.name, "allocated_amount": 40}
	payment.append("references", {**more, "total_amount": 40, "outstanding_amount": 40})
	submitted(payment)
	assert paid(lead) == 80


def test_what_was_paid_in_advance_counts_once_it_is_set_off_against_the_invoice(lead):
	order = an_order_of(a_quotation(lead, 100, 60))
	a_payment_of(order, "2026-02-01")
	assert amounts(lead) == (160, 0, 0)
	invoice = dated(make_sales_invoice(order.name), DAY)
	invoice.set_advances()
	submitted(invoice)
	invoice.reload()
	assert invoice.outstanding_amount == 0
	assert amounts(lead) == (160, 160, 160)
	assert paid(lead, first="2026-02-01", last="2026-02-28") == 160


def test_what_was_paid_in_advance_to_an_account_of_its_own_counts_on_the_day_it_came(lead):
	account = an_account("Advances of the tests", "Current Liabilities", "Receivable")
	frappe.db.set_value(
		"Company",
		COMPANY,
		{"book_advance_payments_in_separate_party_account": 1, "default_advance_received_account": account},
	)
	frappe.clear_document_cache("Company", COMPANY)
	order = an_order_of(a_quotation(lead, 100))
	a_payment_of(order, "2026-02-01")
	invoice = dated(make_sales_invoice(order.name), DAY)
	invoice.set_advances()
	submitted(invoice)
	assert (paid(lead), paid(lead, first="2026-02-01", last="2026-02-28")) == (100, 100)


def test_what_was_written_off_is_not_paid(lead, invoice):
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.paid_amount = payment.received_amount = 152
	payment.append("deductions", {"account": write_off(), "cost_center": cost_center(), "amount": 8})
	submitted(payment)
	invoice.reload()
	assert invoice.outstanding_amount == 0
	assert paid(lead) == 152


def test_what_came_beyond_the_invoice_is_not_paid_of_it(lead, invoice):
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.paid_amount = payment.received_amount = 170
	payment.append("deductions", {"account": write_off(), "cost_center": cost_center(), "amount": -10})
	submitted(payment)
	assert paid(lead) == 160


def test_a_payment_on_account_counts_for_no_invoice(lead, invoice):
	payment = get_payment_entry("Sales Invoice", invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY, "references": []})
	submitted(payment)
	assert paid(lead) == 0


def test_a_payment_that_was_cancelled_did_not_come(lead, invoice):
	payment = a_payment_of(invoice)
	assert paid(lead) == 160
	payment.reload()
	payment.cancel()
	assert paid(lead) == 0


def write_off() -> str:
	return str(frappe.get_cached_value("Company", COMPANY, "write_off_account"))


@pytest.mark.parametrize("kind", ["Bank Entry", "Cash Entry", "Journal Entry"])
def test_a_journal_entry_of_money_that_came(lead, invoice, kind):
	an_entry(kind, (cash_account(), 100, {}), (invoice.debit_to, -100, settles(invoice)))
	assert paid(lead) == 100


def test_a_journal_entry_of_a_credit_card(lead, invoice):
	card = an_account("Card of the tests", "Current Liabilities", "")
	an_entry("Credit Card Entry", (card, 100, {}), (invoice.debit_to, -100, settles(invoice)))
	assert paid(lead) == 100


def test_a_fee_in_the_entry_is_not_paid(lead, invoice):
	came, fee, settled = (
		(cash_account(), 96, {}),
		(write_off(), 4, {}),
		(invoice.debit_to, -100, settles(invoice)),
	)
	an_entry("Bank Entry", came, fee, settled)
	assert paid(lead) == 96


@pytest.mark.parametrize("kind", ["Write Off Entry", "Journal Entry"])
def test_a_journal_entry_that_writes_off_pays_nothing(lead, invoice, kind):
	an_entry(kind, (write_off(), 160, {}), (invoice.debit_to, -160, settles(invoice)))
	invoice.reload()
	assert (invoice.outstanding_amount, paid(lead)) == (0, 0)


def test_a_credit_that_is_moved_from_one_invoice_to_another_pays_nothing(lead, invoice):
	note = an_invoice(invoice.customer, 50, qty=-1, is_return=1)
	moved = {"party_type": "Customer", "party": invoice.customer, "reference_type": "Sales Invoice"}
	an_entry(
		"Credit Note",
		(invoice.debit_to, 50, {**moved, "reference_name": note.name}),
		(invoice.debit_to, -50, {**moved, "reference_name": invoice.name}),
	)
	assert paid(lead) == 0


def at_the_till(order: Document, *payments: float, **fields: Any) -> Document:
	if not frappe.db.exists("Mode of Payment Account", {"parent": "Cash", "company": COMPANY}):
		mode = frappe.get_doc("Mode of Payment", "Cash")
		mode.append("accounts", {"company": COMPANY, "default_account": cash_account()})
		mode.save()
	invoice = dated(make_sales_invoice(order.name), DAY, is_pos=1, pos_profile=None, **fields)
	for amount in payments:
		invoice.append("payments", {"mode_of_payment": "Cash", "amount": amount, "account": cash_account()})
	return submitted(invoice)


def test_at_the_till_it_is_paid_on_the_spot(lead):
	invoice = at_the_till(an_order_of(a_quotation(lead, 100, 60)), 160)
	assert invoice.outstanding_amount == 0
	assert amounts(lead) == (160, 160, 160)


def test_change_is_not_paid(lead):
	change = {"account_for_change_amount": cash_account()}
	invoice = at_the_till(an_order_of(a_quotation(lead, 100, 60)), 150, 50, **change)
	assert invoice.change_amount == 40
	assert amounts(lead) == (160, 160, 160)


def test_a_part_at_the_till_and_the_rest_later(lead):
	invoice = at_the_till(an_order_of(a_quotation(lead, 100, 60)), 60)
	a_payment_of(invoice, "2026-06-01")
	assert paid(lead) == 160
	assert paid(lead, first="2026-06-01", last="2026-06-30") == 100


def test_what_is_taken_back_at_the_till_is_paid_back(lead):
	invoice = at_the_till(an_order_of(a_quotation(lead, 100, 60)), 160)
	note = dated(make_sales_return(invoice.name), DAY)
	note.items = note.items[1:]
	note.payments[0].amount = -60
	submitted(note)
	assert amounts(lead) == (160, 100, 100)


def test_an_invoice_that_asks_for_nothing_cannot_be_paid(lead):
	an_invoice_of(an_order_of(a_quotation(lead, 0)))
	assert amounts(lead) == (0, 0, 0)
