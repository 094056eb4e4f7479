"""Leads, customers and prospects that are renamed, merged or deleted keep, or lose, what was sold."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.core.money.untraced import Untraced
from tests.site.revenue_builders import (
	a_customer,
	a_lead,
	a_payment_of,
	a_quotation,
	agreed,
	amounts,
	an_invoice,
	an_invoice_of,
	an_order_of,
)


@pytest.fixture
def lead() -> str:
	return a_lead()


def renamed(doctype: str, old: str, new: str, *, merge: bool = False) -> str:
	frappe.rename_doc(doctype, old, new, merge=merge, show_alert=False)
	# Frappe 15.72 quotes the names of the tables twice in which it looks for dynamic links, and so finds none.
	for document, kind in (("Opportunity", "opportunity_from"), ("Quotation", "quotation_to")):
		frappe.db.set_value(document, {kind: doctype, "party_name": old}, "party_name", new)
	return new


def test_a_renamed_lead_keeps_what_was_sold_to_it(lead):
	a_payment_of(an_invoice_of(an_order_of(a_quotation(lead, 100))))
	new_name = renamed("Lead", lead, f"{lead}-B")
	assert (amounts(lead), amounts(new_name)) == (None, (100, 100, 100))
	assert agreed(new_name).ledger == 100


def test_merged_leads_have_the_sales_of_both(lead):
	other = a_lead()
	for one, rate in ((lead, 100), (other, 40)):
		an_invoice_of(an_order_of(a_quotation(one, rate)))
	renamed("Lead", other, lead, merge=True)
	assert (amounts(lead), amounts(other)) == ((140, 140, 0), None)
	assert agreed(lead).ledger == 140


def test_what_was_sold_to_a_lead_that_was_deleted_is_nobodys(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)))
	other = a_lead()
	order = an_order_of(a_quotation(other, 40), customer=invoice.customer)
	an_invoice_of(order)
	frappe.db.delete("Lead", {"name": lead})
	found = agreed(other)
	assert (found.ledger, found.traced, found.why) == (140, 40, {Untraced.LEAD_DELETED: 100})


def test_merged_customers_are_one(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)))
	a_payment_of(invoice)
	other = a_customer()
	an_invoice(other, 30)
	renamed("Customer", invoice.customer, other, merge=True)
	assert amounts(lead) == (100, 100, 100)
	found = agreed(lead)
	assert (found.customers, found.ledger, found.untraced) == (1, 130, 30)


def test_two_leads_of_one_customer_share_it_but_no_sale(lead):
	other = a_lead()
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)))
	an_invoice_of(an_order_of(a_quotation(other, 40), customer=invoice.customer))
	found = agreed(lead)
	assert (found.traced, found.elsewhere, found.untraced, found.ledger) == (100, 40, 0, 140)
	assert agreed(lead, other).traced == 140


def test_a_lead_that_was_sold_nothing_has_no_customers(lead):
	assert amounts(lead) is None
	found = agreed(lead)
	assert (found.customers, found.ledger, found.why) == (0, 0, {})
	assert agreed().customers == 0
