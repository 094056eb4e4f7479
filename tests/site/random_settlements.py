"""What becomes of orders, drawn at random: invoices in parts, by delivery or not, payments, returns, refunds, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import frappe
from erpnext.selling.doctype.sales_order.sales_order import update_status
from frappe.model.document import Document
from frappe.utils import flt

from tests.site import sales_model as written_as
from tests.site.sales_chains import amended, cancelled, delivered, earned_later, invoiced, line, returned
from tests.site.sales_model import SalesModel, exact
from tests.site.sales_payments import booked, paid, set_off
from tests.site.selling_companies import SellingCompany, owes_in


class RandomSettlements:
	"""`acts`: what was done, in order, so that a case that fails can be told."""

	def __init__(self, seed: int, company: SellingCompany, first: date) -> None:
		self.company = company
		self.model = SalesModel()
		self.acts: list[str] = []
		self.random = Random(seed)
		self.day = first
		# Parts of an order, each of them rounded, may come to a cent more than all of it.
		frappe.db.set_single_value("Accounts Settings", "over_billing_allowance", 1)
		self.currency: str | None = None
		"""Of the sale that is going on; None: the company's."""

	def sometimes(self, share: float) -> bool:
		return self.random.random() < share

	def later(self) -> str:
		self.day += timedelta(days=self.random.randint(1, 45))
		return str(self.day)

	def did(self, document: Document, what: str = "") -> Document:
		self.acts.append(f"{document.doctype} {document.name} on {self.day} {what}".strip())
		return document

	def lines(self, written: str, most: int = 2, **fields: Any) -> list[dict[str, Any]]:
		random = self.random
		return [
			line(
				random.choice([10, 33.33, 99.99, 1234.56, random.randint(100, 90000) / 100]),
				random.choice([1, 1, 2, 3, 7, 2.5]),
				description=written,
				**fields,
			)
			for _number in range(random.randint(1, most))
		]

	def goes_on(self, order: Document) -> None:
		"""With an order that was submitted."""
		if self.sometimes(0.07):
			self.did(cancelled(order), "cancelled")
			if self.sometimes(0.5):
				return
			order = self.did(amended(order), "in its place")
		self.model.takes(order)
		if self.currency and self.sometimes(0.6) and not self._has_owed(order.customer):
			owes_in(self.company, order.customer, self.currency)
		if self.sometimes(0.9):
			self.is_invoiced(order)
		if self.sometimes(0.15):
			update_status("Closed", order.name)
			self.model.closes(order.name)
			self.acts.append(f"{order.name} closed")

	def _has_owed(self, customer: str) -> bool:
		return bool(frappe.db.exists("GL Entry", {"party": customer, "company": self.company.name}))

	def is_invoiced(self, source: Document, **fields: Any) -> None:
		"""Of an order or a quotation, in one part or two, of which the second may never come."""
		self._is_paid_ahead(source)
		parts = self.random.choice([(1,), (0.5, 1), (0.3, 0.5), self._by_line(source)])
		if source.doctype == "Quotation":
			parts = (1,)
		invoices = []
		if source.doctype == "Sales Order":
			fields["allocate_advances_automatically"] = int(self.sometimes(0.8))
		for part in parts:
			on = self.later()
			if source.doctype == "Sales Order" and self.sometimes(0.2) and len(parts) == 1:
				bill_of = self.did(delivered(source, on=on))
			else:
				bill_of = source
			if self.sometimes(0.15):
				fields["by_hand"] = self.lines(written_as.IN_INVOICE_ALONE, 1)
			later = source.doctype == "Sales Order" and self.sometimes(0.1)
			own = {"prepared": earned_later} if later else {}
			invoice = invoiced(bill_of, part, on=on, **fields, **own)
			self.did(invoice, f"in {self.currency}, {part}{', earned later' if later else ''}")
			invoices.append(self.model.takes(invoice))
		self.settles(invoices)

	def _by_line(self, source: Document) -> Sequence[Any]:
		"""The first line whole and half of the others."""
		return ([1] + [0.5] * (len(source.items) - 1),)

	def _is_paid_ahead(self, order: Document) -> None:
		if order.doctype != "Sales Order" or self.sometimes(0.85):
			return
		payment = self.did(paid(order, self.random.choice([0.3, 1]), on=self.later()), "ahead")
		self.model.takes_advance(payment)

	def settles(self, invoices: Sequence[Document]) -> None:
		if len(invoices) == 2 and self.sometimes(0.4):
			self._pay(invoices)
		for invoice in invoices:
			for _number in range(self.random.randint(0, 2)):
				act = self.random.choice([self._pay_one, self._pay_one, self._book, self._take_back])
				act(invoice)
			if self.sometimes(0.08):
				self._is_undone(invoice)

	def _pay_one(self, invoice: Document) -> None:
		self._pay([invoice])

	def _pay(self, invoices: Sequence[Document]) -> None:
		if any(self._open(invoice) <= 0 for invoice in invoices):
			return
		share = self.random.choice([1, 1, 0.5, 0.37])
		worth = self.company.rate(self.currency) * self.random.choice([1, 0.9, 1.07])
		off = self.random.choice([0, 0, 0, 0.01, 1.5])
		least = min(self._open(invoice) for invoice in invoices) * share
		off = off if off < least else 0
		beyond = 5 if not off and self.sometimes(0.1) else 0
		payment = paid(invoices, share, on=self.later(), rate=worth, written_off=off, beyond=beyond)
		self.did(payment, f"{payment.total_allocated_amount}, {off} of it written off, {beyond} beyond")
		self._takes_payment(payment, off)
		if self.sometimes(0.1):
			self.model.forgets(self.did(cancelled(payment), "cancelled").name)

	def _takes_payment(self, payment: Document, off: float = 0) -> None:
		whole = exact(payment.total_allocated_amount)
		came = (whole - exact(off)) / whole
		parts = {row.reference_name: exact(row.allocated_amount) * came for row in payment.references}
		self.model.takes_payment(payment.name, payment.posting_date, parts)

	def _open(self, invoice: Document) -> float:
		return flt(frappe.db.get_value("Sales Invoice", invoice.name, "outstanding_amount"))

	def _owed_in(self, invoice: Document) -> str:
		return str(frappe.get_cached_value("Account", invoice.debit_to, "account_currency"))

	def _book(self, invoice: Document) -> None:
		"""A bank's entry, or one that only says that nothing will come."""
		amount = flt(self._open(invoice) * self.random.choice([1, 0.4]), 2)
		if amount <= 0:
			return
		on = self.later()
		if self.sometimes(0.7):
			# What the bank keeps was not paid, as little as what is written off.
			fee = (
				0.75
				if amount > 2 and self.company.rate(self._owed_in(invoice)) == 1 and self.sometimes(0.3)
				else 0
			)
			entry = booked(self.company, invoice, amount, on=on, fee=fee)
			self.did(entry, f"{amount} paid, {fee} of it kept by the bank")
			self.model.takes_payment(entry.name, on, {invoice.name: exact(amount) - exact(fee)})
		else:
			other = {"against": "Write Off", "kind": "Write Off Entry"}
			self.did(booked(self.company, invoice, amount, on=on, **other), f"{amount} written off")

	def _take_back(self, invoice: Document) -> None:
		if any(one.return_against == invoice.name for one in self.model.invoices.values()):
			return
		part = self.random.choice([1, 0.5, 0.2, *self._by_line(invoice)])
		note = returned(invoice, part, on=self.later(), by_itself=self.sometimes(0.6))
		# ERPNext may not have let it lower what the invoice asks for.
		self.model.takes(self.did(note, f"takes back {part} of {invoice.name}"))
		if note.update_outstanding_for_self and self._open(note) < 0:
			self.random.choice([self._pay_back, self._lessen, self._leave])(note, invoice)

	def _pay_back(self, note: Document, _invoice: Document) -> None:
		payment = paid(note, self.random.choice([1, 0.5]), on=self.later())
		self._takes_payment(self.did(payment, "paid back"))

	def _lessen(self, note: Document, invoice: Document) -> None:
		"""What the customer has still to pay for the invoice, in one payment for both or by an entry of its own."""
		still, given = self._open(invoice), -self._open(note)
		if still > given and self.sometimes(0.5):
			payment = paid([invoice, note], on=self.later())
			self._takes_payment(self.did(payment, f"{still}, less {given} of the credit note"))
		elif still > 0:
			least = min(still, given)
			self.did(set_off(self.company, note, invoice, least, on=self.later()), f"{least} set off")

	def _leave(self, _note: Document, _invoice: Document) -> None:
		"""Nobody has done anything about it yet."""

	def _is_undone(self, invoice: Document) -> None:
		if any(one.return_against == invoice.name for one in self.model.invoices.values()):
			return
		self.model.forgets(self.did(cancelled(invoice), "cancelled").name)
		if self.sometimes(0.5):
			self.model.takes(self.did(amended(invoice), "in its place"))
