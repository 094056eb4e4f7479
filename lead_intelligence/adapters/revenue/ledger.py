"""What the general ledger says was sold: read from its entries, not from the documents' items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import ExistsCriterion, Term

from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger
from lead_intelligence.core.reporting.period import Period

Amounts = Iterable[tuple[int, Decimal]]


def booked(
	company: str, customers: Collection[int], accounts: Collection[str], period: Period | None
) -> Decimal:
	"""On these accounts of income, by invoices to these customers, without charges that are booked on the same accounts. In the
	company's currency. `customers`: numbers of their names, see `number_of`."""
	found = _sums(company, accounts, period, number_of(frappe.qb.DocType("Sales Invoice").customer))
	return sum((amount for customer, amount in found if customer in customers), Decimal(0))


def most_different(
	company: str, customers: Collection[int], accounts: Collection[str], period: Period | None, most: int
) -> Sequence[tuple[str, Decimal]]:
	"""The invoices of which the ledger and the items say most different things, and how much more the ledger says."""
	invoice, item = frappe.qb.DocType("Sales Invoice"), frappe.qb.DocType("Sales Invoice Item")
	number = number_of(invoice.name)
	found: dict[int, Decimal] = defaultdict(Decimal)
	for name, amount in _sums(company, accounts, period, number):
		found[name] += amount
	query = (
		frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent).where(in_ledger(invoice, company))
	)
	query = _dated(
		query.select(number.as_("key"), exact(Sum(item.base_net_amount))), invoice.posting_date, period
	)
	for name, amount in query.groupby(frappe.qb.Field("key")).run():
		found[name] -= decimal_of(amount)
	differing = {name for name, amount in found.items() if amount}
	# Entries may be dated differently from their invoice: which is just what may differ.
	query = frappe.qb.from_(invoice).select(invoice.name, number, number_of(invoice.customer))
	named = [
		(name, found[key])
		for name, key, customer in query.where(in_ledger(invoice, company)).run()
		if key in differing and customer in customers
	]
	return sorted(named, key=lambda one: (-abs(one[1]), one[0]))[:most]


def _sums(company: str, accounts: Collection[str], period: Period | None, by: Term) -> Amounts:
	"""By number, which may come twice. `by`: a number of Sales Invoice."""
	if not accounts:
		return []
	accounts = {*accounts, *_accounts_of_assets(company)}
	entry, invoice = frappe.qb.DocType("GL Entry"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).select(number_of(invoice.name).as_("number"), by.as_("key"))
	vouchers = kept(query.where(in_ledger(invoice, company)), "vouchers")
	query = frappe.qb.from_(entry).join(vouchers).on(vouchers.number == number_of(entry.voucher_no))
	query = query.select(vouchers.key, exact(Sum(entry.credit - entry.debit))).groupby(vouchers.key)
	query = query.where((entry.voucher_type == "Sales Invoice") & (entry.is_cancelled == 0))
	query = query.where((entry.company == company) & entry.account.isin(sorted(accounts)))
	entries = _dated(query, entry.posting_date, period)
	charges = _dated(_charges(company, by, accounts), invoice.posting_date, period)
	return [(key, decimal_of(amount)) for one in (entries, charges) for key, amount in one.run()]


def _dated(query: QueryBuilder, day: Term, period: Period | None) -> QueryBuilder:
	return query if period is None else query.where(within(day, period))


def _accounts_of_assets(company: str) -> list[str]:
	"""On which an invoice books what was sold as an asset: the asset goes, with what was written off of it, and the rest is gain or loss."""
	row = frappe.qb.DocType("Asset Category Account")
	query = frappe.qb.from_(row).select(row.fixed_asset_account, row.accumulated_depreciation_account)
	gain = frappe.get_cached_value("Company", company, "disposal_account")
	found = {account for accounts in query.where(row.company_name == company).run() for account in accounts}
	return [account for account in (*found, gain) if account] if found else []


def _charges(company: str, by: Term, accounts: Collection[str]) -> QueryBuilder:
	"""What is booked on these accounts and is none of the items': charges, taken away; and the tax of a discount on the grand total that has
	an account of its own, for there it is booked with the rest of the discount, added again."""
	charge, invoice = frappe.qb.DocType("Sales Taxes and Charges"), frappe.qb.DocType("Sales Invoice")
	entry = frappe.qb.DocType("GL Entry")
	net, gross = charge.base_tax_amount_after_discount_amount, charge.base_tax_amount
	is_here = charge.account_head.isin(sorted(accounts))
	is_booked = frappe.qb.from_(entry).select(entry.name)
	is_booked = is_booked.where(
		(entry.voucher_type == "Sales Invoice")
		& (entry.voucher_no == invoice.name)
		& (entry.account == invoice.additional_discount_account)
		& (entry.is_cancelled == 0)
	)
	has_tax = (invoice.apply_discount_on == "Grand Total") & ExistsCriterion(is_booked)
	has_tax &= invoice.additional_discount_account.isin(sorted(accounts))
	amount = Case().when(is_here, net * -1).else_(0)
	amount += Case().when((gross != net) & has_tax, gross - net).else_(0)
	query = frappe.qb.from_(charge).join(invoice)
	query = query.on((invoice.name == charge.parent) & (charge.parenttype == "Sales Invoice"))
	query = query.select(by.as_("key"), exact(Sum(amount))).groupby(frappe.qb.Field("key"))
	return query.where(in_ledger(invoice, company) & (is_here | (gross != net)))
