"""Sales as ERPNext's own buttons make them, from the opportunity of a lead to the refund: in one line each.

Every document is inserted and submitted, so that it stands in the general ledger. What is asked for is a share of what the document
before it holds, by item. Documents that may be submitted are handed back submitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_months

from tests.site.selling_companies import ITEM, SellingCompany, a_year

Line = Mapping[str, Any]


def line(rate: float, qty: float = 1, **fields: Any) -> dict[str, Any]:
	"""What is written on it goes along to all that is made of it: `description`."""
	return {"item_code": ITEM, "qty": qty, "rate": rate, **fields}


def tax_of(company: SellingCompany, percent: float = 20, **fields: Any) -> dict[str, Any]:
	"""`included_in_print_rate=1`: the prices contain it. `charge_type="Actual", tax_amount=9`: a charge."""
	return {
		"charge_type": "On Net Total",
		"account_head": company.account("Tax"),
		"cost_center": company.cost_center,
		"description": "Tax",
		"rate": percent,
		**fields,
	}


def an_opportunity(company: SellingCompany, party: str, of: str = "Lead", **fields: Any) -> str:
	"""`of`: Lead, Prospect or Customer."""
	values = {"opportunity_from": of, "party_name": party, "company": company.name, **fields}
	doc = frappe.get_doc(
		{"doctype": "Opportunity", "currency": company.currency, "conversion_rate": 1, **values}
	)
	return str(doc.insert(ignore_permissions=True).name)


def quoted(
	company: SellingCompany,
	party: str,
	lines: Sequence[Line],
	*,
	to: str = "Lead",
	opportunity: str | None = None,
	on: str | None = None,
	currency: str | None = None,
	**fields: Any,
) -> Document:
	"""`to`: Lead, Prospect or Customer. A line of an opportunity of its own says `prevdoc_docname`."""
	values = {"quotation_to": to, "party_name": party, "opportunity": opportunity, **fields}
	doc = _begun("Quotation", company, lines, on, currency, **values)
	return _submitted(doc)


def ordered(
	quotations: Document | Sequence[Document],
	share: float = 1,
	*,
	on: str | None = None,
	by_hand: Sequence[Line] = (),
	**fields: Any,
) -> Document:
	"""What several quotations offered may be ordered at once, of one customer. `by_hand`: lines that nobody offered."""
	from erpnext.selling.doctype.quotation.quotation import make_sales_order

	order = None
	for quotation in [quotations] if isinstance(quotations, Document) else quotations:
		order = make_sales_order(quotation.name, order)
	assert order
	_take(order, share)
	return _order(order, by_hand, on, fields)


def ordered_by(
	company: SellingCompany,
	customer: str,
	lines: Sequence[Line],
	*,
	on: str | None = None,
	currency: str | None = None,
	**fields: Any,
) -> Document:
	"""Without a quotation."""
	return _order(_begun("Sales Order", company, lines, on, currency, customer=customer), (), on, fields)


def _order(order: Document, by_hand: Sequence[Line], on: str | None, fields: Mapping[str, Any]) -> Document:
	for one in by_hand:
		order.append("items", one)
	order.update({"delivery_date": on or order.transaction_date, **_dated(order, on), **fields})
	for item in order.items:
		item.delivery_date = order.delivery_date
	return _submitted(order)


def delivered(order: Document, share: float = 1, *, on: str | None = None) -> Document:
	from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note

	note = make_delivery_note(order.name)
	_take(note, share)
	return _submitted(note.update(_dated(note, on)))


def invoiced(
	source: Document | Sequence[Document],
	share: float | Sequence[float] = 1,
	*,
	on: str | None = None,
	by_hand: Sequence[Line] = (),
	prepared: Callable[[Document], None] = lambda invoice: None,
	**fields: Any,
) -> Document:
	"""Of orders, a quotation or delivery notes. `share` of what is open: of all items, or of each in turn; items of nought are left out.
	`prepared`: does something with it before it is saved, see `earned_later`."""
	from erpnext.selling.doctype.quotation import quotation
	from erpnext.selling.doctype.sales_order import sales_order
	from erpnext.stock.doctype.delivery_note import delivery_note

	maker = {
		"Sales Order": sales_order.make_sales_invoice,
		"Quotation": quotation.make_sales_invoice,
		"Delivery Note": delivery_note.make_sales_invoice,
	}
	invoice = None
	for one in [source] if isinstance(source, Document) else source:
		invoice = maker[one.doctype](one.name, invoice)
	assert invoice
	_take(invoice, share)
	for one in by_hand:
		invoice.append("items", one)
	invoice.update({**_dated(invoice, on), **fields})
	prepared(invoice)
	return _submitted(invoice)


def earned_later(invoice: Document) -> None:
	"""What it comes to is earned over the months that follow."""
	account = frappe.get_cached_value("Company", invoice.company, "default_deferred_revenue_account")
	first = invoice.posting_date
	over = {"service_start_date": first, "service_end_date": add_months(first, 3)}
	for item in invoice.items:
		item.update({"enable_deferred_revenue": 1, "deferred_revenue_account": account, **over})


def invoiced_to(
	company: SellingCompany,
	customer: str,
	lines: Sequence[Line],
	*,
	on: str | None = None,
	currency: str | None = None,
	**fields: Any,
) -> Document:
	"""Without an order. `is_pos=1, payments=[{"mode_of_payment": "Cash", "amount": 12}]`: paid at the till."""
	values = {"customer": customer, "debit_to": company.debtors(), **fields}
	return _submitted(_begun("Sales Invoice", company, lines, on, currency, **values))


def returned(
	invoice: Document,
	share: float | Sequence[float] = 1,
	*,
	on: str | None = None,
	by_itself: bool = True,
	**fields: Any,
) -> Document:
	"""A credit note. `by_itself`: whether it is asked for by itself, or lowers what is asked for by the invoice."""
	from erpnext.controllers.sales_and_purchase_return import make_return_doc

	note = make_return_doc("Sales Invoice", invoice.name)
	_take(note, share)
	# What was paid ahead is the invoice's, which ERPNext copies all the same.
	note.update({"allocate_advances_automatically": 0, "advances": []})
	note.update({"update_outstanding_for_self": int(by_itself), **_dated(note, on), **fields})
	return _submitted(note)


def cancelled(document: Document) -> Document:
	document.reload()
	document.cancel()
	return document


def amended(document: Document, **fields: Any) -> Document:
	"""What takes the place of a cancelled document."""
	copy = frappe.copy_doc(document)
	copy.update({"amended_from": document.name, **fields})
	return _submitted(copy)


def _begun(
	doctype: str,
	company: SellingCompany,
	lines: Sequence[Line],
	on: str | None,
	currency: str | None,
	**fields: Any,
) -> Document:
	doc = frappe.new_doc(doctype)
	doc.update(
		{
			"company": company.name,
			"currency": currency or company.currency,
			"conversion_rate": company.rate(currency),
			"plc_conversion_rate": 1,
			"ignore_pricing_rule": 1,
			**_dated(doc, on),
			**fields,
		}
	)
	for one in lines:
		doc.append("items", one)
	return doc


def _dated(doc: Document, on: str | None) -> dict[str, Any]:
	if not on:
		return {}
	a_year(on)
	if doc.doctype in ("Quotation", "Sales Order"):
		return {"transaction_date": on, "valid_till": None, "payment_schedule": []}
	return {"posting_date": on, "set_posting_time": 1, "due_date": on, "payment_schedule": []}


def _take(doc: Document, share: float | Sequence[float]) -> None:
	shares: Iterable[float] = [share] * len(doc.items) if isinstance(share, int | float) else share
	kept = []
	for item, part in zip(doc.items, shares, strict=True):
		if part:
			item.qty = item.qty if part == 1 else round(item.qty * part, 3)
			kept.append(item)
	doc.set("items", kept)


def _submitted(doc: Document) -> Document:
	doc.flags.ignore_permissions = True
	doc.insert()
	doc.submit()
	return doc
