"""Credit notes: they take back what was invoiced, item by item, on their own day; a refund takes back what was paid."""

from __future__ import annotations

import frappe
import pytest
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return
from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice as make_invoice_of_delivery
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_return as make_return_of_delivery
from frappe.model.document import Document

from lead_intelligence.core.money.untraced import Untraced
from tests.site.revenue_builders import (
	DAY,
	ITEM,
	a_lead,
	a_payment_of,
	a_quotation,
	agreed,
	amounts,
	an_invoice,
	an_invoice_of,
	an_order_of,
	dated,
	submitted,
)


def a_credit_note(
	invoice: Document, day: str = DAY, *, qty: float | None = None, only: int | None = None
) -> Document:
	note = dated(make_sales_return(invoice.name), day)
	if only is not None:
		note.items = [note.items[only]]
	if qty is not None:
		note.items[0].qty = -qty
	return submitted(note)


@pytest.fixture
def lead() -> str:
	return a_lead()


@pytest.fixture
def invoice(lead) -> Document:
	return an_invoice_of(an_order_of(a_quotation(lead, 100, 60, qty=2)))


def test_all_of_it_that_was_not_paid(lead, invoice):
	note = a_credit_note(invoice)
	assert [row.so_detail for row in note.items] == [row.so_detail for row in invoice.items]
	assert amounts(lead) == (320, 0, 0)
	assert agreed(lead).ledger == 0


def test_a_part_of_it(lead, invoice):
	a_credit_note(invoice, only=1, qty=1)
	assert amounts(lead) == (320, 260, 0)
	assert agreed(lead).ledger == 260


def test_a_part_of_it_that_was_paid_and_refunded(lead, invoice):
	a_payment_of(invoice)
	note = a_credit_note(invoice, only=1, qty=1)
	assert amounts(lead) == (320, 260, 320)
	a_payment_of(note, "2026-05-01")
	assert amounts(lead) == (320, 260, 260)
	assert amounts(lead, first="2026-05-01", last="2026-05-31") == (0, 0, -60)


@pytest.mark.parametrize("for_self", [0, 1])
def test_set_off_against_the_invoice_it_is_no_payment(lead, invoice, for_self):
	note = dated(make_sales_return(invoice.name), DAY, update_outstanding_for_self=for_self)
	note.items = note.items[1:]
	submitted(note)
	assert amounts(lead) == (320, 200, 0)
	invoice.reload()
	if not for_self:
		assert invoice.outstanding_amount == 200
	a_payment_of(invoice)
	assert amounts(lead)[2] == (320 if for_self else 200)


def test_this_year_of_an_invoice_of_last_year(lead, invoice):
	a_credit_note(invoice, "2027-01-15")
	assert amounts(lead) == (320, 0, 0)
	assert amounts(lead, first="2026-01-01", last="2026-12-31") == (320, 320, 0)
	assert amounts(lead, first="2027-01-01", last="2027-12-31") == (0, -320, 0)
	assert agreed(lead, days=("2027-01-01", "2027-12-31")).ledger == -320


def test_without_an_order_of_its_own_it_takes_back_the_item_of_the_invoice(lead, invoice):
	note = a_credit_note(invoice, only=1)
	of_note = {"parent": note.name}
	frappe.db.set_value("Sales Invoice Item", of_note, {"so_detail": None, "sales_order": None})
	assert note.items[0].sales_invoice_item == invoice.items[1].name
	assert amounts(lead) == (320, 200, 0)
	assert agreed(lead).untraced == 0


def test_of_an_invoice_that_only_its_delivery_leads_back(lead):
	note = submitted(dated(make_delivery_note(an_order_of(a_quotation(lead, 100)).name), DAY))
	invoice = submitted(dated(make_invoice_of_delivery(note.name), DAY))
	taken_back = a_credit_note(invoice)
	for one in (invoice, taken_back):
		frappe.db.set_value(
			"Sales Invoice Item", {"parent": one.name}, {"so_detail": None, "sales_order": None}
		)
	frappe.db.set_value("Sales Invoice Item", {"parent": taken_back.name}, {"dn_detail": ""})
	assert amounts(lead) == (100, 0, 0)


def test_of_what_was_sent_back(lead):
	delivery = submitted(dated(make_delivery_note(an_order_of(a_quotation(lead, 100)).name), DAY))
	submitted(dated(make_invoice_of_delivery(delivery.name), DAY))
	sent_back = submitted(dated(make_return_of_delivery(delivery.name), DAY))
	submitted(dated(make_invoice_of_delivery(sent_back.name), DAY, is_return=1))
	assert amounts(lead) == (100, 0, 0)
	assert agreed(lead).ledger == 0


def test_that_takes_nothing_back_that_was_invoiced_came_of_no_lead(lead, invoice):
	an_invoice(invoice.customer, 15, is_return=1, qty=-1)
	assert amounts(lead) == (320, 320, 0)
	assert agreed(lead).why == {Untraced.NO_ORDER: -15}


def test_a_debit_note_raises_what_was_invoiced(lead, invoice):
	frappe.db.set_value("Item", ITEM, "over_billing_allowance", 100)
	more = frappe.copy_doc(invoice)
	more.update({"is_debit_note": 1, "return_against": invoice.name})
	more.items = more.items[:1]
	more.items[0].update(
		{
			"qty": 1,
			"rate": 7,
			"so_detail": invoice.items[0].so_detail,
			"sales_order": invoice.items[0].sales_order,
		}
	)
	submitted(dated(more, DAY))
	assert amounts(lead) == (320, 327, 0)
	assert agreed(lead).ledger == 327
