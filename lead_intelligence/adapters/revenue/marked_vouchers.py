"""Which orders and invoices may come to something else once a record has changed: those that it leads to by ERPNext's links, and those whose
stored entries name it. All of it is looked up by indexes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

import frappe
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from lead_intelligence.adapters.figure_marks import Record
from lead_intelligence.adapters.revenue.entries import INVOICE, ORDER, Vouchers, at_once

ENTRY: Final = "Lead Revenue Entry"


class TooMany(Exception):
	"""Vouchers are more than are asked for."""


def vouchers_of(records: Iterable[Record], most: int | None = None) -> Vouchers:
	"""Raises TooMany."""
	found = _Following(most=most)
	for doctype, name in records:
		found.names.setdefault(doctype, set()).add(name)
	found.follow()
	return Vouchers(orders=found.of(ORDER), invoices=found.of(INVOICE))


@dataclass(slots=True, kw_only=True)
class _Following:
	"""`names`: by doctype. A step adds to those of doctypes that have their step later."""

	most: int | None
	names: dict[str, set[str]] = field(default_factory=dict)

	def of(self, doctype: str) -> set[str]:
		return self.names.setdefault(doctype, set())

	def follow(self) -> None:
		steps: dict[str, Callable[[list[str]], None]] = {
			"Customer": self._customers,
			"Lead": self._leads,
			"Prospect": self._prospects,
			"Opportunity": self._opportunities,
			"Quotation": self._quotations,
			ORDER: self._orders,
			"Delivery Note": self._notes,
			INVOICE: self._invoices,
		}
		for doctype, step in steps.items():
			for some in at_once(self.of(doctype)):
				step(some)

	def _add(self, doctype: str, query: QueryBuilder) -> None:
		names = self.of(doctype)
		if self.most is None:
			names.update(name for (name,) in query.run() if name)
			return
		names.update(name for (name,) in query.limit(self.most + 1).run() if name)
		if len(names) > self.most:
			raise TooMany

	def _customers(self, names: list[str]) -> None:
		for doctype in (ORDER, INVOICE):
			table = frappe.qb.DocType(doctype)
			self._add(doctype, _names(table).where((table.docstatus == 1) & table.customer.isin(names)))
		self._stored("customer", names)

	def _leads(self, names: list[str]) -> None:
		row = frappe.qb.DocType("Prospect Lead")
		self._add("Prospect", _names(row, "parent").where(row.lead.isin(names)))
		self._of_party("Lead", names)
		self._stored("lead", names)

	def _stored(self, fieldname: str, names: list[str]) -> None:
		"""What the entries say: who or what was renamed is named by no document any more."""
		entry = frappe.qb.DocType(ENTRY)
		companies = frappe.get_all("Company", pluck="name") or [""]
		kinds = ("Ordered", "Invoiced", "Paid")
		for doctype in (ORDER, INVOICE):
			query = frappe.qb.from_(entry).select(entry.voucher).distinct()
			# By an index that begins with these.
			query = query.where(entry.company.isin(companies) & entry.kind.isin(kinds))
			self._add(doctype, query.where(entry[fieldname].isin(names) & (entry.voucher_type == doctype)))

	def _prospects(self, names: list[str]) -> None:
		self._of_party("Prospect", names)

	def _of_party(self, doctype: str, names: list[str]) -> None:
		made, offer = frappe.qb.DocType("Opportunity"), frappe.qb.DocType("Quotation")
		of_party = (made.opportunity_from == doctype) & made.party_name.isin(names)
		self._add("Opportunity", _names(made).where(of_party))
		of_party = (offer.quotation_to == doctype) & offer.party_name.isin(names)
		self._add("Quotation", _names(offer).where(of_party))

	def _opportunities(self, names: list[str]) -> None:
		offer, item = frappe.qb.DocType("Quotation"), frappe.qb.DocType("Quotation Item")
		self._add("Quotation", _names(offer).where(offer.opportunity.isin(names)))
		of_item = (item.prevdoc_doctype == "Opportunity") & item.prevdoc_docname.isin(names)
		self._add("Quotation", _names(item, "parent").where(of_item))

	def _quotations(self, names: list[str]) -> None:
		item = frappe.qb.DocType("Sales Order Item")
		self._add(ORDER, _names(item, "parent").where(item.prevdoc_docname.isin(names)))

	def _orders(self, names: list[str]) -> None:
		item, billed = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType("Sales Invoice Item")
		note = frappe.qb.DocType("Delivery Note Item")
		query = frappe.qb.from_(item).join(billed).on(billed.so_detail == item.name)
		self._add(INVOICE, query.select(billed.parent).distinct().where(item.parent.isin(names)))
		query = frappe.qb.from_(item).join(note).on(note.so_detail == item.name)
		query = query.join(billed).on(billed.dn_detail == note.name)
		self._add(INVOICE, query.select(billed.parent).distinct().where(item.parent.isin(names)))
		# Those of an order whose items are gone.
		self._add(INVOICE, _names(billed, "parent").where(billed.sales_order.isin(names)))

	def _notes(self, names: list[str]) -> None:
		billed = frappe.qb.DocType("Sales Invoice Item")
		self._add(INVOICE, _names(billed, "parent").where(billed.delivery_note.isin(names)))

	def _invoices(self, names: list[str]) -> None:
		"""What takes them back may lead back to a lead by their items."""
		note = frappe.qb.DocType(INVOICE)
		self._add(INVOICE, _names(note).where(note.return_against.isin(names)))


def _names(table: Table, fieldname: str = "name", where: Criterion | None = None) -> QueryBuilder:
	return frappe.qb.from_(table).select(table[fieldname]).distinct()


def of_vouchers(voucher_type: str, names: Collection[str]) -> Criterion:
	entry = frappe.qb.DocType(ENTRY)
	return entry.voucher.isin(list(names)) & (entry.voucher_type == voucher_type)
