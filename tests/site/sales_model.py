"""What sales come to by lead, kept in fractions beside the documents: by what is written on each line, not by ERPNext's links.

The description of a line goes along from the offer to the refund. It holds the lead that the line is of, or why it is of none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

Sort = Literal["ordered", "invoiced", "paid"]
OF_LEAD = "Of "
IN_INVOICE_ALONE = "Untraced: in the invoice alone"
IN_ORDER_ALONE = "Untraced: in the order alone"
WITHOUT_QUOTATION = "Untraced: nobody offered it"
OF_CUSTOMER = "Untraced: offered to a customer"
OF_TWO_LEADS = "Untraced: of a prospect of two leads"


def of_lead(lead: str) -> str:
	return OF_LEAD + lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
	"""`of`: the lead, or why there is none. In the company's currency, without tax."""

	of: str
	day: date
	amount: Fraction
	customer: str

	@property
	def lead(self) -> str | None:
		return self.of.removeprefix(OF_LEAD) if self.of.startswith(OF_LEAD) else None


@dataclass(frozen=True, slots=True)
class _Payment:
	invoice: str
	day: date
	amount: Fraction


@dataclass(slots=True)
class SalesModel:
	"""Documents are told to it as they are submitted and cancelled."""

	orders: dict[str, Document] = field(default_factory=dict)
	invoices: dict[str, Document] = field(default_factory=dict)
	_payments: dict[str, list[_Payment]] = field(default_factory=dict)
	_advances: dict[str, date] = field(default_factory=dict)
	_closed: set[str] = field(default_factory=set)

	def takes(self, document: Document) -> Document:
		kept = self.orders if document.doctype == "Sales Order" else self.invoices
		kept[document.name] = document
		for advance in document.get("advances") or ():
			by_invoice = {document.name: exact(advance.allocated_amount)}
			self.takes_payment(
				f"{advance.reference_name} for {document.name}",
				self._advances[advance.reference_name],
				by_invoice,
			)
		if document.get("is_pos"):
			prefix = "base_" if _owed_in_own(document) else ""
			money = exact(document.get(f"{prefix}paid_amount")) - exact(
				document.get(f"{prefix}change_amount")
			)
			self.takes_payment(document.name, document.posting_date, {document.name: money})
		return document

	def takes_payment(self, name: str, day: date | str, by_invoice: dict[str, Fraction]) -> None:
		"""`by_invoice`: in the currency in which each is asked for; what is paid back is below nought."""
		self._payments[name] = [_Payment(invoice, getdate(day), paid) for invoice, paid in by_invoice.items()]

	def takes_advance(self, payment: Document) -> None:
		"""Which is for no invoice yet."""
		self._advances[payment.name] = getdate(payment.posting_date)

	def forgets(self, name: str) -> None:
		"""A cancelled document; what was paid of an invoice is then on nobody's account."""
		for kept in (self.orders, self.invoices, self._payments):
			kept.pop(name, None)
		for payment, parts in self._payments.items():
			self._payments[payment] = [part for part in parts if part.invoice != name]

	def closes(self, order: str) -> None:
		"""Nothing more will be invoiced of it."""
		self._closed.add(order)

	def amounts(self, sort: Sort) -> Iterator[Amount]:
		yield from {"ordered": self._ordered, "invoiced": self._invoiced, "paid": self._paid}[sort]()

	def by_lead(self, sort: Sort, first: date | None = None, last: date | None = None) -> dict[str, Fraction]:
		found: dict[str, Fraction] = defaultdict(Fraction)
		for one in self.amounts(sort):
			if one.lead and (not first or one.day >= first) and (not last or one.day <= last):
				found[one.lead] += one.amount
		return dict(found)

	def _ordered(self) -> Iterator[Amount]:
		for order in self.orders.values():
			day, customer = getdate(order.transaction_date), order.customer
			for item in order.items:
				amount = exact(item.base_net_amount)
				if order.name in self._closed:
					amount *= min(self._billed(item.name) / exact(item.amount), 1)
				yield Amount(of=_written(item), day=day, amount=amount, customer=customer)

	def _billed(self, order_item: str) -> Fraction:
		"""Returns do not take it back."""
		return sum(
			(
				exact(item.amount)
				for invoice in self.invoices.values()
				for item in invoice.items
				if item.so_detail == order_item and not invoice.is_return
			),
			Fraction(0),
		)

	def _invoiced(self) -> Iterator[Amount]:
		for invoice in self.invoices.values():
			for item in invoice.items:
				yield Amount(
					of=_written(item),
					day=getdate(invoice.posting_date),
					amount=exact(item.base_net_amount),
					customer=invoice.customer,
				)

	def _paid(self) -> Iterator[Amount]:
		for parts in self._payments.values():
			for part in parts:
				invoice = self.invoices[part.invoice]
				share = part.amount / asked_for(invoice)
				for item in invoice.items:
					yield Amount(
						of=_written(item),
						day=part.day,
						amount=share * exact(item.base_net_amount),
						customer=invoice.customer,
					)


def asked_for(invoice: Document) -> Fraction:
	"""What the customer owes for it, in the currency of the customer's account."""
	prefix = "base_" if _owed_in_own(invoice) else ""
	is_rounded = invoice.get(f"{prefix}rounding_adjustment") and invoice.get(f"{prefix}rounded_total")
	return exact(invoice.get(f"{prefix}{'rounded' if is_rounded else 'grand'}_total"))


def _owed_in_own(invoice: Document) -> bool:
	"""Whether the customer's account is in the company's currency, whatever the invoice is in."""
	currency = frappe.get_cached_value("Account", invoice.debit_to, "account_currency")
	return bool(currency == frappe.get_cached_value("Company", invoice.company, "default_currency"))


def _written(item: Document) -> str:
	return str(item.description)


def exact(value: float | str | None) -> Fraction:
	"""Of what the database holds, which has at most nine places."""
	return Fraction(round(Fraction(str(value or 0)) * 10**9), 10**9)
