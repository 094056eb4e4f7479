"""What was invoiced to each customer, and of which lead it came, or why of none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

import frappe
from frappe.query_builder.functions import Count, Max, Sum
from pypika import Case
from pypika.terms import Function, Term

from lead_intelligence.adapters.reports.numbers import Numbers, kept, number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.changes import Change, changes
from lead_intelligence.adapters.revenue.entries import BETWEEN, OF_ITEM, Kind
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.marked_vouchers import ENTRY
from lead_intelligence.adapters.revenue.origins import in_ledger, place_of, with_order_item
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period


class Invoiced(NamedTuple):
	"""`customer` and `lead`: numbers of their names, see `number_of`. `lead`: None where it came of none, and then `why`. `accounts`: those of
	the ledger on which it was booked as income, now or later, or as a discount. `net`: without tax, in the company's currency, returns
	below nought."""

	customer: int
	lead: int | None
	why: Untraced | None
	accounts: Sequence[str]
	net: Decimal


def invoiced_items(company: str, period: Period | None) -> list[Invoiced]:
	"""To every customer of the company. `period`: of which the amounts are; customers to whom nothing was invoiced in it have rows with
	nought. A customer may have several rows of one lead."""
	found = changes()
	return _live(company, period) if found is None else _stored(company, period, found)


_Key = tuple[str | None, str | None, str | None, int]
"""Customer, lead, why there is none, and the set of accounts."""


def _stored(company: str, period: Period | None, found: Iterable[Change]) -> list[Invoiced]:
	"""What is stored, and what has changed since."""
	sums, accounts = _read(company, period)
	gone, numbers = _deleted_leads(company), Numbers()
	gone |= _missing({one.lead for one, _sign in found if one.lead})
	for one, sign in found:
		if one.company == company and one.kind == Kind.INVOICED.value:
			key = (one.customer, one.lead, one.why, one.account_set)
			accounts[one.account_set] = _split(one.accounts)
			is_meant = period is None or period.first <= one.day <= period.last
			amount, entries = sums.get(key, (Decimal(0), 0))
			sums[key] = (amount + sign * one.amount if is_meant else amount, entries + sign)
	return [
		Invoiced(
			numbers[customer or ""],
			None if lead is None or lead in gone else numbers[lead],
			Untraced.LEAD_DELETED if lead in gone else why and Untraced(why),
			accounts[account_set],
			amount,
		)
		for (customer, lead, why, account_set), (amount, entries) in sums.items()
		if entries > 0
	]


def _read(
	company: str, period: Period | None
) -> tuple[dict[_Key, tuple[Decimal, int]], dict[int, Sequence[str]]]:
	"""What is stored: amounts, with how many rows these are of; and the accounts of each set."""
	entry = frappe.qb.DocType(ENTRY)
	key = (entry.customer, entry.lead, entry.why, entry.account_set)
	net: Term = entry.amount
	if period is not None:
		net = Case().when(within(entry.day, period), net).else_(0)
	query = frappe.qb.from_(entry)
	if frappe.db.db_type == "mariadb":
		query = query.force_index("company_kind_customer")
	# As one text, which takes half as long to read.
	numbers = Function("CONCAT_WS", " ", entry.account_set, Count("*"), Max(entry.name), Sum(net))
	query = query.select(*key[:-1], numbers).groupby(*key)
	query = query.where((entry.company == company) & (entry.kind == Kind.INVOICED.value))
	sums, row_of = {}, {}
	for customer, lead, why, told in query.run():
		account_set, entries, row, amount = told.split(" ")
		row_of[account_set] = int(row)
		sums[customer, lead, why, int(account_set)] = (Decimal(amount), int(entries))
	return sums, _accounts_of(row_of.values())


def _accounts_of(rows: Iterable[int]) -> dict[int, Sequence[str]]:
	"""By set of accounts. `rows`: by name, one with each of them."""
	entry = frappe.qb.DocType(ENTRY)
	query = frappe.qb.from_(entry).select(entry.account_set, entry.accounts)
	return {one: _split(names) for one, names in query.where(entry.name.isin(list(rows) or [0])).run()}


def _split(accounts: str | None) -> Sequence[str]:
	return accounts.split(BETWEEN) if accounts else []


def _deleted_leads(company: str) -> set[str]:
	entry, lead = frappe.qb.DocType(ENTRY), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(entry)
	if frappe.db.db_type == "mariadb":
		# In the order of their names, in which they are looked up in a fraction of the time.
		query = query.force_index("company_lead")
	query = query.select(entry.lead).groupby(entry.lead)
	named = kept(query.where((entry.company == company) & entry.lead.isnotnull()), "named")
	query = frappe.qb.from_(named).left_join(lead).on(lead.name == named.lead)
	return {name for (name,) in query.select(named.lead).where(lead.name.isnull()).run()}


def _missing(names: Set[str]) -> set[str]:
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).select(lead.name).where(lead.name.isin(sorted(names) or [""]))
	return set(names - {name for (name,) in query.run()})


def _live(company: str, period: Period | None) -> list[Invoiced]:
	"""Worked out anew from all documents."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query, ordered = with_order_item(query, item, traced_only=False)
	why = Case().when(ordered.number.isnull(), place_of(Untraced.NO_ORDER)).else_(ordered.why)
	accounts = (
		*(item[name] for name in OF_ITEM),
		invoice.additional_discount_account,
	)
	net: Term = item.base_net_amount
	if period is not None:
		net = Case().when(within(invoice.posting_date, period), net).else_(0)
	# Told apart by numbers, which are grouped in memory. No column of a table is called so, which would be grouped by instead.
	parts: dict[str, Term] = {
		"of_customer": number_of(invoice.customer),
		"of_lead": ordered.lead,
		"for_reason": why,
	}
	parts |= {f"on_account_{place}": number_of(account) for place, account in enumerate(accounts)}
	query = query.select(*(term.as_(name) for name, term in parts.items()), exact(Sum(net)))
	query = query.where(in_ledger(invoice, company)).groupby(*map(frappe.qb.Field, parts))
	rows, reasons = query.run(), list(Untraced)
	named = _accounts({number for row in rows for number in row[3:-1] if number is not None})
	return [
		Invoiced(
			customer=customer,
			lead=lead,
			why=None if reason is None else reasons[reason],
			accounts=[named[account] for account in booked_on if account in named],
			net=decimal_of(amount),
		)
		for customer, lead, reason, *booked_on, amount in rows
	]


def _accounts(numbers: set[int]) -> dict[int, str]:
	"""By number. Of an account that is gone, as invoices still name it."""
	found: dict[int, str] = {}
	for doctype, name in (("Account", "name"), *(("Sales Invoice Item", name) for name in OF_ITEM)):
		missing = numbers - found.keys()
		if missing:
			table = frappe.qb.DocType(doctype)
			query = frappe.qb.from_(table).select(number_of(table[name]), table[name]).distinct()
			found |= dict(query.where(number_of(table[name]).isin(sorted(missing))).run())
	return found
