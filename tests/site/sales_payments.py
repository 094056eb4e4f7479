"""What customers pay and are paid back, as ERPNext books it."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe.model.document import Document
from frappe.utils import flt

from tests.site.selling_companies import SellingCompany, a_year


def paid(
	documents: Document | Sequence[Document],
	share: float = 1,
	*,
	on: str | None = None,
	rate: float | None = None,
	written_off: float = 0,
	beyond: float = 0,
) -> Document:
	"""A Payment Entry for invoices, for orders ahead of their invoices, or of a refund for credit notes; several of one kind at once,
	and with invoices the credit notes that lessen what is paid.

	`share` of what is still open, in the currency of the customer's account. `rate`: what one of that was worth on that day.
	`written_off`: of the amounts that are settled, what was not paid. `beyond`: what was paid besides, for nothing that is known.
	"""
	from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry

	first, *more = [documents] if isinstance(documents, Document) else documents
	payment = get_payment_entry(first.doctype, first.name)
	for other in more:
		for row in get_payment_entry(other.doctype, other.name).references:
			payment.append("references", row.as_dict(no_default_fields=True))
	for row in payment.references:
		row.allocated_amount = flt(row.outstanding_amount * share, 2)
	settled = abs(sum(row.allocated_amount for row in payment.references))
	return _booked(payment, settled + beyond, on, rate, written_off)


def _booked(
	payment: Document, settled: float, on: str | None, rate: float | None, written_off: float
) -> Document:
	receives = payment.payment_type == "Receive"
	foreign = "source_exchange_rate" if receives else "target_exchange_rate"
	in_foreign = payment.paid_from_account_currency != payment.paid_to_account_currency
	if rate and in_foreign:
		payment.set(foreign, rate)
	worth = flt(payment.get(foreign)) if in_foreign else 1
	mine, banks = ("paid_amount", "received_amount") if receives else ("received_amount", "paid_amount")
	payment.set(mine, flt(settled - written_off, 2))
	payment.set(banks, flt((settled - written_off) * worth, 2))
	if written_off:
		company = frappe.get_cached_doc("Company", payment.company)
		row = {"account": company.write_off_account, "cost_center": company.cost_center}
		payment.append("deductions", {**row, "amount": flt(written_off * worth, 2)})
	if on:
		a_year(on)
		payment.posting_date = on
	payment.update({"reference_no": "Bank", "reference_date": payment.posting_date})
	payment.flags.ignore_permissions = True
	payment.set_amounts()
	if payment.difference_amount and payment.deductions:
		# A hundredth, from rounding into the company's currency.
		payment.deductions[0].amount += payment.difference_amount
		payment.set_amounts()
	payment.insert()
	payment.submit()
	return payment


def booked(
	company: SellingCompany,
	invoice: Document,
	amount: float,
	*,
	on: str | None = None,
	against: str = "Bank",
	kind: str = "Bank Entry",
	fee: float = 0,
) -> Document:
	"""A Journal Entry that settles so much of an invoice, in its currency, against that account. `kind`: Write Off Entry …
	`fee`: what the bank kept of it."""
	rate, settles = _settling(company, invoice, amount)
	own, kept = flt(amount * rate, 2), flt(fee * rate, 2)
	rows = [settles, _of_account(company, against, own - kept)]
	if kept:
		rows.append(_of_account(company, "Freight", kept))
	return _entered(company, rows, kind, on, rate != 1)


def set_off(
	company: SellingCompany, note: Document, invoice: Document, amount: float, *, on: str | None = None
) -> Document:
	"""A Journal Entry by which a credit note settles so much of an invoice of the same customer: nobody pays anything."""
	rate, settles = _settling(company, invoice, amount)
	_rate, takes = _settling(company, note, -amount)
	return _entered(company, [settles, takes], "Credit Note", on, rate != 1)


def _settling(company: SellingCompany, invoice: Document, amount: float) -> tuple[float, dict]:
	"""What one of its currency is worth, and the row of a Journal Entry; below nought for what a credit note gives."""
	rate = company.rate(frappe.get_cached_value("Account", invoice.debit_to, "account_currency"))
	side = "credit" if amount > 0 else "debit"
	of = {"party_type": "Customer", "party": invoice.customer, "cost_center": company.cost_center}
	of |= {"reference_type": "Sales Invoice", "reference_name": invoice.name}
	of |= {f"{side}_in_account_currency": abs(amount), side: flt(abs(amount) * rate, 2)}
	return rate, {"account": invoice.debit_to, "exchange_rate": rate, **of}


def _of_account(company: SellingCompany, name: str, amount: float) -> dict:
	of = {"account": company.account(name), "cost_center": company.cost_center}
	return {**of, "debit_in_account_currency": amount, "debit": amount}


def _entered(
	company: SellingCompany, rows: Sequence[dict], kind: str, on: str | None, multi_currency: bool
) -> Document:
	entry = frappe.new_doc("Journal Entry")
	if on:
		a_year(on)
	entry.update(
		{
			"company": company.name,
			"voucher_type": kind,
			"posting_date": on or frappe.utils.nowdate(),
			"multi_currency": int(multi_currency),
			"cheque_no": "Bank",
			"cheque_date": on or frappe.utils.nowdate(),
		}
	)
	for row in rows:
		entry.append("accounts", row)
	entry.flags.ignore_permissions = True
	entry.insert()
	entry.submit()
	return entry
