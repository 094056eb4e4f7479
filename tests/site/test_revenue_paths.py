"""Each way on which ERPNext's documents lead from a sale back to a lead."""

from __future__ import annotations

import frappe
from erpnext.crm.doctype.opportunity.opportunity import make_quotation
from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note, make_sales_invoice
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice as make_invoice_of_delivery

from lead_intelligence.core.money.untraced import Untraced
from tests.site.revenue_builders import (
	DAY,
	a_customer,
	a_lead,
	a_prospect,
	a_quotation,
	agreed,
	amounts,
	an_invoice,
	an_invoice_of,
	an_opportunity,
	an_order,
	an_order_of,
	dated,
	rows,
	submitted,
)


def test_a_quotation_to_a_lead():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, 50))
	assert amounts(lead) == (150, 0, 0)
	an_invoice_of(order)
	assert amounts(lead) == (150, 150, 0)
	assert agreed(lead).ledger == 150


def test_an_opportunity_with_items():
	lead = a_lead()
	quotation = submitted(make_quotation(an_opportunity(lead, 100, 50).name))
	quotation.db_set("opportunity", None)
	an_invoice_of(an_order_of(quotation))
	assert amounts(lead) == (150, 150, 0)


def test_an_opportunity_without_items():
	lead = a_lead()
	quotation = make_quotation(an_opportunity(lead).name)
	quotation.set("items", [])
	for row in rows(80):
		quotation.append("items", row)
	assert submitted(quotation).opportunity
	an_invoice_of(an_order_of(quotation))
	assert amounts(lead) == (80, 80, 0)


def test_items_of_one_quotation_from_two_opportunities():
	ada, grace = a_lead(), a_lead()
	quotation = make_quotation(an_opportunity(ada, 100).name)
	other = {"prevdoc_doctype": "Opportunity", "prevdoc_docname": an_opportunity(grace, 40).name}
	quotation.append("items", {**rows(40)[0], **other})
	order = an_order_of(submitted(quotation))
	an_invoice_of(order)
	assert (amounts(ada), amounts(grace)) == ((100, 100, 0), (40, 40, 0))
	found = agreed(ada)
	assert (found.traced, found.elsewhere, found.ledger) == (100, 40, 140)


def test_one_order_of_two_quotations():
	ada, grace = a_lead(), a_lead()
	customer = a_customer()
	order = an_order(customer, 100, 40)
	for row, lead, rate in zip(order.items, (ada, grace), (100, 40), strict=True):
		quotation = a_quotation(lead, rate)
		row.db_set({"prevdoc_docname": quotation.name, "quotation_item": quotation.items[0].name})
	an_invoice_of(order)
	assert (amounts(ada), amounts(grace)) == ((100, 100, 0), (40, 40, 0))
	assert agreed(ada, grace).traced == 140


def test_the_order_of_a_quotation_whose_item_is_not_named():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100))
	order.items[0].db_set("quotation_item", None)
	an_invoice_of(order)
	assert amounts(lead) == (100, 100, 0)


def test_by_way_of_a_delivery():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, 50))
	note = submitted(dated(make_delivery_note(order.name), DAY))
	invoice = submitted(dated(make_invoice_of_delivery(note.name), DAY))
	assert [row.so_detail for row in invoice.items] == [row.name for row in order.items]
	assert amounts(lead) == (150, 150, 0)
	# As an import or another app may leave it: only the delivery says of which order it is.
	frappe.db.set_value(
		"Sales Invoice Item", {"parent": invoice.name}, {"so_detail": None, "sales_order": ""}
	)
	assert amounts(lead) == (150, 150, 0)
	assert agreed(lead).untraced == 0


def test_part_invoices_are_added_up():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, qty=3))
	for qty in (1, 2):
		invoice = dated(frappe.get_doc(make_sales_invoice(order.name)), DAY)
		invoice.items[0].qty = qty
		submitted(invoice)
		order.reload()
	assert amounts(lead) == (300, 300, 0)


def test_an_item_that_was_added_to_the_order_by_hand_came_of_no_lead():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100), and_items=(30,))
	an_invoice_of(order)
	assert amounts(lead) == (100, 100, 0)
	assert agreed(lead).why == {Untraced.ADDED_TO_ORDER: 30}


def test_an_item_that_was_added_to_the_invoice_by_hand_came_of_no_lead():
	lead = a_lead()
	invoice = make_sales_invoice(an_order_of(a_quotation(lead, 100)).name)
	for row in rows(25):
		invoice.append("items", row)
	submitted(dated(invoice, DAY))
	assert amounts(lead) == (100, 100, 0)
	assert agreed(lead).why == {Untraced.NO_ORDER: 25}


def test_what_the_customer_of_a_lead_bought_without_a_quotation_came_of_no_lead():
	lead = a_lead()
	customer = a_customer(lead_name=lead)
	an_invoice(customer, 70)
	an_invoice_of(an_order(customer, 20))
	an_invoice_of(an_order_of(a_quotation(customer, 5, to="Customer")))
	opportunity = an_opportunity(customer, 3, of="Customer")
	an_invoice_of(an_order_of(submitted(make_quotation(opportunity.name))))
	assert amounts(lead) is None
	found = agreed(lead)
	assert (found.customers, found.traced, found.ledger) == (1, 0, 98)
	assert found.why == {Untraced.NO_ORDER: 70, Untraced.NO_QUOTATION: 20, Untraced.OF_CUSTOMER: 8}


def test_a_customer_who_was_made_of_an_opportunity_is_the_leads_too():
	lead = a_lead()
	an_invoice(a_customer(opportunity_name=an_opportunity(lead, 1).name), 70)
	assert agreed(lead).untraced == 70


def test_a_customer_of_an_order_that_was_not_invoiced_is_the_leads_too():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100))
	frappe.db.set_value("Customer", order.customer, "lead_name", None)
	an_invoice(order.customer, 70)
	assert agreed(lead).untraced == 70


def test_a_prospect_of_one_lead_is_that_lead():
	lead = a_lead()
	prospect = a_prospect(lead)
	an_invoice_of(an_order_of(a_quotation(prospect, 100, to="Prospect")))
	opportunity = an_opportunity(prospect, 40, of="Prospect")
	an_invoice_of(an_order_of(submitted(make_quotation(opportunity.name))))
	assert amounts(lead) == (140, 140, 0)


def test_of_which_lead_of_a_prospect_it_came_nobody_knows():
	ada, grace = a_lead(), a_lead()
	order = an_order_of(a_quotation(a_prospect(ada, grace), 100, to="Prospect"))
	frappe.db.set_value("Customer", order.customer, "lead_name", ada)
	an_invoice_of(order)
	assert (amounts(ada), amounts(grace)) == (None, None)
	assert agreed(ada).why == {Untraced.OF_PROSPECT: 100}


def test_drafts_and_what_was_cancelled_count_nowhere():
	lead = a_lead()
	quotation = a_quotation(lead, 100)
	order = an_order_of(quotation)
	make_sales_invoice(order.name).insert()
	invoice = an_invoice_of(order)
	assert amounts(lead) == (100, 100, 0)
	invoice.reload()
	invoice.cancel()
	assert amounts(lead) == (100, 0, 0)
	assert agreed(lead).ledger == 0


def test_what_was_amended_counts_once():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100))
	order.cancel()
	assert amounts(lead) is None
	amended = frappe.copy_doc(order)
	amended.amended_from = order.name
	amended.items[0].rate = 90
	submitted(amended)
	an_invoice_of(amended)
	assert amounts(lead) == (90, 90, 0)


def test_of_an_order_that_was_closed_only_what_was_billed_is_ordered():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, 60, qty=3))
	invoice = make_sales_invoice(order.name)
	invoice.items = invoice.items[:1]
	invoice.items[0].qty = 1
	submitted(dated(invoice, DAY))
	order.reload()
	order.update_status("Closed")
	assert amounts(lead) == (100, 100, 0)


def test_each_amount_is_of_the_day_of_its_own_document():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, 50))
	an_invoice_of(order, "2026-04-10")
	march, april, may = (
		amounts(lead, first=f"2026-{month}-01", last=f"2026-{month}-30") for month in ("03", "04", "05")
	)
	assert (march, april, may) == ((150, 0, 0), (0, 150, 0), None)
	assert [agreed(lead, days=(f"2026-{month}-01", f"2026-{month}-30")).ledger for month in ("03", "04")] == [
		0,
		150,
	]


def test_first_and_last_day_are_in_the_period():
	lead = a_lead()
	an_invoice_of(an_order_of(a_quotation(lead, 100)))
	assert amounts(lead, first=DAY, last=DAY) == (100, 100, 0)
	assert agreed(lead, days=(DAY, DAY)).traced == 100
