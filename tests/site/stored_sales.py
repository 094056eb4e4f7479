"""Sales of given amounts and days as ERPNext stores them, written past every document, for reports."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.figure_marks import Figures, mark
from tests.site.raw_documents import inserted

ON = "2025-02-10"
DEBTORS = "Debtors - REP"


def stored(doctype: str, **values: Any) -> str:
	doc = frappe.get_doc({"doctype": doctype, "docstatus": 1, **values})
	if frappe.get_meta(doctype).autoname == "autoincrement":
		doc.set_new_name()
	else:
		doc.name = f"STORED-{uuid4().hex[:12]}"
	inserted(doc)
	mark_stored(doc)
	return str(doc.name)


def mark_stored(doc: Document) -> None:
	"""As its events would have done."""
	if doc.doctype in ("Opportunity", "Quotation", "Sales Order", "Sales Invoice"):
		mark(Figures.REVENUE, doc.doctype, [doc.name])
	elif doc.doctype == "Payment Ledger Entry":
		mark(Figures.REVENUE, "Sales Invoice", [doc.against_voucher_no])


def income_of(company: str) -> str:
	"""The account on which its sales are booked."""
	name = f"Sales - {company}"
	if not frappe.db.exists("Account", name):
		doc = frappe.get_doc({"doctype": "Account", "account_name": "Sales", "company": company})
		doc.name = name
		doc.db_insert()
	return name


def a_customer(lead: str | None = None) -> str:
	return stored("Customer", docstatus=0, customer_name="Anyone", lead_name=lead)


def an_order(company: str, lead: str | None, net: float, customer: str, on: str = ON) -> tuple[str, str]:
	"""The order and its item. `lead`: to whom it was offered; None: to nobody."""
	quotation = lead and stored("Quotation", quotation_to="Lead", party_name=lead, company=company)
	order = stored("Sales Order", customer=customer, company=company, transaction_date=on, status="To Bill")
	amounts = {"amount": net, "net_amount": net, "base_net_amount": net}
	of_order = {"parent": order, "parenttype": "Sales Order", "prevdoc_docname": quotation}
	return order, stored("Sales Order Item", **of_order, **amounts)


def an_invoice(
	company: str, order_item: str | None, net: float, customer: str, on: str = ON, **fields: Any
) -> str:
	"""With a fifth of tax, and booked."""
	asked_for = round(net * 1.2, 3)
	totals = {"base_net_total": net, "grand_total": asked_for, "base_grand_total": asked_for}
	currency = frappe.get_cached_value("Company", company, "default_currency")
	invoice = stored(
		"Sales Invoice",
		customer=customer,
		company=company,
		posting_date=on,
		debit_to=DEBTORS,
		party_account_currency=currency,
		**totals,
		**fields,
	)
	of_invoice = {"parent": invoice, "parenttype": "Sales Invoice", "so_detail": order_item}
	stored("Sales Invoice Item", **of_invoice, base_net_amount=net, income_account=income_of(company))
	stored(
		"GL Entry",
		account=income_of(company),
		credit=net,
		debit=0,
		voucher_type="Sales Invoice",
		voucher_no=invoice,
		company=company,
		posting_date=on,
	)
	return invoice


def a_payment(company: str, invoice: str, amount: float, on: str = ON) -> None:
	"""Of the invoice, tax included."""
	paid = {"paid_amount": amount, "received_amount": amount, "total_allocated_amount": amount}
	payment = stored("Payment Entry", company=company, posting_date=on, payment_type="Receive", **paid)
	stored(
		"Payment Ledger Entry",
		company=company,
		account=DEBTORS,
		voucher_type="Payment Entry",
		voucher_no=payment,
		against_voucher_type="Sales Invoice",
		against_voucher_no=invoice,
		amount=-amount,
		amount_in_account_currency=-amount,
		posting_date=on,
		delinked=0,
	)


def sold(
	company: str, lead: str | None, net: float, *, on: str = ON, paid: float = 0, customer: str | None = None
) -> str:
	"""Offered to the lead, ordered, invoiced in full and paid with such a share, all on one day. The customer."""
	customer = customer or a_customer(lead)
	_order, item = an_order(company, lead, net, customer, on)
	invoice = an_invoice(company, item, net, customer, on)
	if paid:
		a_payment(company, invoice, round(net * 1.2 * paid, 3), on)
	return customer


def a_cost(company: str, amount: float, source: str | None = None, **fields: Any) -> str:
	"""Of the first quarter of 2025, unless other days are given."""
	days = {"from_date": "2025-01-01", "to_date": "2025-03-31", **fields}
	currency = frappe.get_cached_value("Company", company, "default_currency")
	return stored(
		"Marketing Cost",
		**{"company": company, "source": source, "amount": amount, "currency": currency, "docstatus": 0},
		**{"conversion_rate": 1, "base_amount": amount, "origin": "Manual", **days},
	)
