"""Whatever changes what was sold is noticed: the reading right after it, and the one after the next sweep, are what all documents say."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return
from erpnext.controllers.accounts_controller import update_child_qty_rate
from erpnext.selling.doctype.quotation.quotation import make_sales_order
from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note, make_sales_invoice
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice as make_invoice_of_delivery
from frappe.model.document import Document

from lead_intelligence.core.money.untraced import Untraced
from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	DAY,
	a_lead,
	a_payment_of,
	a_prospect,
	a_quotation,
	agreed,
	amounts,
	an_account,
	an_invoice_of,
	an_opportunity,
	an_order_of,
	cash_account,
	dated,
	rows,
	submitted,
)
from tests.site.stored_revenue import marks, swept
from tests.site.test_revenue_names import renamed


def given_once() -> dict[str, str]:
	"""An order of 160 that came of an opportunity of a lead, invoiced in full. The names of its documents."""
	lead = a_lead()
	opportunity = an_opportunity(lead)
	quotation = a_quotation(lead, 100, 60, opportunity=opportunity.name)
	order = an_order_of(quotation)
	invoice = an_invoice_of(order)
	assert amounts(lead) == (160, 160, 0)
	assert not marks()
	return {one.doctype: one.name for one in (opportunity, quotation, order, invoice)} | {"Lead": lead}


class Sold:
	def __init__(self, names: dict[str, str]) -> None:
		self.lead = names["Lead"]
		self.opportunity = frappe.get_doc("Opportunity", names["Opportunity"])
		self.quotation = frappe.get_doc("Quotation", names["Quotation"])
		self.order = frappe.get_doc("Sales Order", names["Sales Order"])
		self.invoice = frappe.get_doc("Sales Invoice", names["Sales Invoice"])
		self.customer = self.invoice.customer


@pytest.fixture
def sold(given) -> Sold:
	return Sold(given)


def again(document: Document) -> Document:
	return frappe.get_doc(document.doctype, document.name)


def cancelled(document: Document) -> Document:
	found = again(document)
	found.cancel()
	return found


def amended(document: Document) -> Document:
	copy = frappe.copy_doc(again(document))
	copy.amended_from = document.name
	return copy


def test_an_invoice_is_cancelled_and_amended(sold):
	cancelled(sold.invoice)
	assert amounts(sold.lead) == (160, 0, 0)
	copy = dated(amended(sold.invoice), DAY)
	copy.items[0].rate = 70
	submitted(copy)
	assert amounts(sold.lead) == (160, 130, 0)
	assert agreed(sold.lead).ledger == 130


def test_an_invoice_is_deleted(sold):
	cancelled(sold.invoice)
	frappe.delete_doc("Sales Invoice", sold.invoice.name, force=True)
	assert amounts(sold.lead) == (160, 0, 0)


def test_an_order_is_closed_and_opened_again_and_what_it_billed_is_cancelled(sold):
	order = an_order_of(a_quotation(sold.lead, 50, qty=2), customer=sold.customer)
	invoice = dated(make_sales_invoice(order.name), DAY)
	invoice.items[0].qty = 1
	submitted(invoice)
	assert amounts(sold.lead) == (260, 210, 0)
	again(order).update_status("Closed")
	assert amounts(sold.lead) == (210, 210, 0)
	again(order).update_status("Draft")
	assert amounts(sold.lead) == (260, 210, 0)
	cancelled(invoice)
	frappe.delete_doc("Sales Invoice", invoice.name, force=True)
	assert amounts(sold.lead) == (260, 160, 0)
	again(order).update_status("Closed")
	assert amounts(sold.lead) == (160, 160, 0)


def test_items_of_an_order_are_changed_after_its_submission(sold):
	order = an_order_of(a_quotation(sold.lead, 40), customer=sold.customer)
	assert amounts(sold.lead) == (200, 160, 0)
	item = order.items[0]
	changed = {"docname": item.name, "name": item.name, "item_code": item.item_code, "qty": 3, "rate": 40}
	update_child_qty_rate("Sales Order", frappe.as_json([{**changed, "uom": item.uom}]), order.name)
	assert amounts(sold.lead) == (280, 160, 0)


def test_an_order_is_cancelled():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100))
	assert amounts(lead) == (100, 0, 0)
	cancelled(order)
	assert amounts(lead) is None


def test_it_is_delivered_and_billed_by_the_delivery(sold):
	order = an_order_of(a_quotation(sold.lead, 40), customer=sold.customer)
	note = submitted(make_delivery_note(order.name))
	swept()
	submitted(dated(make_invoice_of_delivery(note.name), DAY))
	assert amounts(sold.lead) == (200, 200, 0)


def test_money_comes_goes_back_and_is_cancelled(sold):
	payment = a_payment_of(sold.invoice)
	assert amounts(sold.lead) == (160, 160, 160)
	note = submitted(dated(make_sales_return(sold.invoice.name), DAY, update_outstanding_for_self=1))
	assert amounts(sold.lead) == (160, 0, 160)
	refund = a_payment_of(note)
	assert amounts(sold.lead) == (160, 0, 0)
	cancelled(refund)
	assert amounts(sold.lead) == (160, 0, 160)
	cancelled(payment)
	assert amounts(sold.lead) == (160, 0, 0)


def test_a_payment_is_unreconciled(sold):
	payment = a_payment_of(sold.invoice)
	assert amounts(sold.lead) == (160, 160, 160)
	of_payment = {"voucher_type": "Payment Entry", "voucher_no": payment.name, "company": COMPANY}
	unreconciled = frappe.get_doc({"doctype": "Unreconcile Payment", **of_payment})
	unreconciled.add_references()
	submitted(unreconciled)
	assert amounts(sold.lead) == (160, 160, 0)


def test_a_payment_that_was_of_nothing_is_reconciled(sold):
	payment = get_payment_entry("Sales Invoice", sold.invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY, "references": []})
	payment.paid_amount = payment.received_amount = 40
	submitted(payment)
	assert amounts(sold.lead) == (160, 160, 0)
	account = sold.invoice.debit_to
	party = {"party_type": "Customer", "party": sold.customer, "receivable_payable_account": account}
	found = frappe.get_doc({"doctype": "Payment Reconciliation", "company": COMPANY, **party})
	found.get_unreconciled_entries()
	chosen = {
		"payments": [one.as_dict() for one in found.payments if one.reference_name == payment.name],
		"invoices": [one.as_dict() for one in found.invoices if one.invoice_number == sold.invoice.name],
	}
	found.allocate_entries(frappe._dict(chosen))
	found.reconcile()
	assert amounts(sold.lead) == (160, 160, 40)


def test_the_ledger_of_a_payment_is_written_anew(sold):
	from erpnext.accounts.doctype.repost_payment_ledger.repost_payment_ledger import repost_ple_for_voucher

	payment = a_payment_of(sold.invoice)
	assert amounts(sold.lead) == (160, 160, 160)
	repost_ple_for_voucher("Payment Entry", payment.name, again(payment).build_gl_map())
	assert ("Sales Invoice", sold.invoice.name) in marks()
	assert amounts(sold.lead) == (160, 160, 160)


def test_the_opportunity_is_handed_to_another_lead_and_deleted(sold):
	other = a_lead()
	sold.opportunity.reload()
	sold.opportunity.update({"party_name": other}).save()
	assert (amounts(sold.lead), amounts(other)) == (None, (160, 160, 0))
	again(sold.opportunity).db_set("party_name", sold.lead)
	assert (amounts(sold.lead), amounts(other)) == ((160, 160, 0), None)
	again(sold.opportunity).update({"party_name": other}).save()
	frappe.delete_doc("Opportunity", sold.opportunity.name, force=True)
	# To whom the quotation was made.
	assert (amounts(sold.lead), amounts(other)) == ((160, 160, 0), None)


def test_what_changes_nothing_of_an_opportunity_is_not_marked(sold):
	again(sold.opportunity).update({"to_discuss": "Glasses"}).save()
	assert not marks()


def test_a_quotation_is_handed_to_another_opportunity(sold):
	other = a_lead()
	again(sold.quotation).db_set("opportunity", an_opportunity(other).name)
	assert (amounts(sold.lead), amounts(other)) == (None, (160, 160, 0))


def test_a_prospect_gets_a_second_lead_and_loses_it_again():
	lead = a_lead()
	prospect = a_prospect(lead)
	order = make_sales_order(a_quotation(prospect, 100, to="Prospect").name)
	order.update({"transaction_date": DAY, "delivery_date": "2026-12-01"})
	submitted(order)
	an_invoice_of(order)
	assert amounts(lead) == (100, 100, 0)
	found = frappe.get_doc("Prospect", prospect)
	found.append("leads", {"lead": a_lead()})
	found.save()
	assert amounts(lead) is None
	found.remove(found.leads[1])
	found.save()
	assert amounts(lead) == (100, 100, 0)
	new_name = renamed("Prospect", prospect, f"{prospect} & Sons")
	assert amounts(lead) == (100, 100, 0)
	frappe.delete_doc("Prospect", new_name, force=True)
	assert amounts(lead) is None


def test_leads_of_one_prospect_are_merged():
	lead, other = a_lead(), a_lead()
	order = make_sales_order(a_quotation(a_prospect(lead, other), 100, to="Prospect").name)
	order.update({"transaction_date": DAY, "delivery_date": "2026-12-01"})
	submitted(order)
	assert amounts(lead) is None
	renamed("Lead", other, lead, merge=True)
	assert amounts(lead) == (100, 0, 0)


def test_leads_are_renamed_and_merged(sold):
	other = a_lead()
	an_invoice_of(an_order_of(a_quotation(other, 40)))
	assert amounts(other) == (40, 40, 0)
	new_name = renamed("Lead", sold.lead, f"{sold.lead}-B")
	assert (amounts(sold.lead), amounts(new_name)) == (None, (160, 160, 0))
	renamed("Lead", other, new_name, merge=True)
	assert (amounts(other), amounts(new_name)) == (None, (200, 200, 0))
	assert agreed(new_name).ledger == 200


def test_a_lead_is_deleted_and_another_one_gets_its_name(sold):
	other = a_lead()
	an_invoice_of(an_order_of(a_quotation(other, 40), customer=sold.customer))
	frappe.delete_doc("Lead", sold.lead, force=True)
	assert agreed(other).why == {Untraced.LEAD_DELETED: 160}
	renamed("Lead", a_lead(), sold.lead)
	assert amounts(sold.lead) == (160, 160, 0)
	assert agreed(other).elsewhere == 160


def test_customers_are_renamed_and_merged(sold):
	new_name = renamed("Customer", sold.customer, f"{sold.customer} B")
	assert agreed(sold.lead).ledger == 160
	other = Sold(given_once())
	renamed("Customer", other.customer, new_name, merge=True)
	found = agreed(sold.lead)
	assert (found.customers, found.traced, found.elsewhere) == (1, 160, 160)


def test_what_the_books_of_a_company_say_of_all(sold):
	fee = an_account("Fees of the tests", "Indirect Expenses", "")
	payment = get_payment_entry("Sales Invoice", sold.invoice.name, bank_account=cash_account())
	payment.update({"reference_no": "7", "reference_date": DAY, "posting_date": DAY})
	payment.paid_amount = payment.received_amount = 120
	lost = {
		"account": fee,
		"amount": 40,
		"cost_center": frappe.get_cached_value("Company", COMPANY, "cost_center"),
	}
	payment.append("deductions", lost)
	submitted(payment)
	assert amounts(sold.lead) == (160, 160, 120)
	company = frappe.get_doc("Company", COMPANY)
	company.update({"exchange_gain_loss_account": fee}).save()
	assert amounts(sold.lead) == (160, 160, Decimal(160))


def test_drafts_mark_nothing(sold):
	swept()
	note = dated(make_sales_return(sold.invoice.name), DAY)
	note.insert()
	frappe.get_doc(
		{"doctype": "Quotation", "quotation_to": "Lead", "party_name": sold.lead, "items": rows(7)}
	).insert()
	assert not marks()
	note.delete()
	assert not marks()
