"""What the general ledger says was sold: read from its entries, not from the documents' items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger
from lead_intelligence.core.reporting.period import Period

MOST_CUSTOMERS = 500
"""Up to so many are named in the statement. Beyond, to read what was sold to all takes less time."""


def booked(
	company: str, customers: Collection[str], accounts: Collection[str], period: Period | None
) -> Decimal:
	"""On these accounts of income, by invoices to these customers, without charges that are booked on the same accounts. In the
	company's currency."""
	invoice = frappe.qb.DocType("Sales Invoice")
	found = _sums(company, customers, accounts, period, invoice.customer)
	return sum((amount for customer, amount in found if customer in customers), Decimal(0))


def most_different(
	company: str, customers: Collection[str], accounts: Collection[str], period: Period | None, most: int
) -> Sequence[tuple[str, Decimal]]:
	"""The invoices of which the ledger and the items say most different things, and how much more the ledger says."""
	invoice, item = frappe.qb.DocType("Sales Invoice"), frappe.qb.DocType("Sales Invoice Item")
	of_customers = dict(_invoices(company, customers, period))
	found: dict[str, Decimal] = defaultdict(Decimal)
	for name, amount in _sums(company, customers, accounts, period, invoice.name):
		found[name] += amount
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query = query.select(invoice.name, exact(Sum(item.base_net_amount))).groupby(invoice.name)
	for name, amount in _narrowed(query, invoice, company, customers, invoice.posting_date, period).run():
		found[name] -= decimal_of(amount)
	differing = [(name, amount) for name, amount in found.items() if amount and name in of_customers]
	return sorted(differing, key=lambda one: (-abs(one[1]), one[0]))[:most]


def _invoices(company: str, customers: Collection[str], period: Period | None) -> Iterable[tuple[str, str]]:
	invoice = frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).select(invoice.name, invoice.customer)
	# Entries may be dated differently from their invoice: which is just what may differ.
	rows = _narrowed(query, invoice, company, customers, invoice.posting_date, None).run()
	return [(name, customer) for name, customer in rows if customer in customers]


def _sums(
	company: str, customers: Collection[str], accounts: Collection[str], period: Period | None, by: Term
) -> Iterable[tuple[str, Decimal]]:
	if not accounts or not customers:
		return []
	entry, invoice = frappe.qb.DocType("GL Entry"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(entry).join(invoice).on(invoice.name == entry.voucher_no)
	query = query.select(by, exact(Sum(entry.credit - entry.debit))).groupby(by)
	query = query.where((entry.voucher_type == "Sales Invoice") & (entry.is_cancelled == 0))
	query = query.where((entry.company == company) & entry.account.isin(sorted(accounts)))
	entries = _narrowed(query, invoice, company, customers, entry.posting_date, period)
	charge = frappe.qb.DocType("Sales Taxes and Charges")
	query = frappe.qb.from_(charge).join(invoice)
	query = query.on((invoice.name == charge.parent) & (charge.parenttype == "Sales Invoice"))
	query = query.select(by, exact(Sum(charge.base_tax_amount_after_discount_amount * -1))).groupby(by)
	query = query.where(charge.account_head.isin(sorted(accounts)))
	charges = _narrowed(query, invoice, company, customers, invoice.posting_date, period)
	return [(key, decimal_of(amount)) for rows in (entries.run(), charges.run()) for key, amount in rows]


def _narrowed(
	query: QueryBuilder,
	invoice: Table,
	company: str,
	customers: Collection[str],
	day: Term,
	period: Period | None,
) -> QueryBuilder:
	query = query.where(in_ledger(invoice, company))
	if len(customers) <= MOST_CUSTOMERS:
		query = query.where(invoice.customer.isin(sorted(customers) or [""]))
	return query if period is None else query.where(within(day, period))
