"""What was paid of each invoice, in the currency of its account in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import frappe
from frappe.query_builder.functions import Max, Sum
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.reporting.period import Period

_OF_BANK = ("Bank", "Cash")
_PAYING = ("Bank Entry", "Cash Entry", "Credit Card Entry")
_NOT_PAYING = (
	"Write Off Entry",
	"Credit Note",
	"Debit Note",
	"Exchange Gain Or Loss",
	"Exchange Rate Revaluation",
)


PartOf = Callable[[Term], Term]
"""Of a day, the part of the calendar that it is in."""


def payments(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	"""A row for each invoice of the company of which something was paid or refunded, and part of the calendar: part, amount, and the `number` of the invoice's name and its
	account, see `number_of_invoice`. `period`: the days of the payments. A refund of a credit note is below nought, as the credit note
	is."""
	return _added_up(company, period, part, None)


def payments_of(company: str, invoices: Sequence[str]) -> QueryBuilder:
	"""The same of these invoices alone, looked up by name; `part` is the day."""
	return _added_up(company, None, lambda day: day, invoices)


def _added_up(
	company: str, period: Period | None, part: PartOf, invoices: Sequence[str] | None
) -> QueryBuilder:
	ways = (_entries, _journals, _at_the_till)
	rows = union_of((one(company, period, invoices) for one in ways), "payments_made")
	query = frappe.qb.from_(rows).select(
		rows.number, part(rows.day).as_("part"), Sum(rows.amount).as_("amount")
	)
	return query.groupby(rows.number, part(rows.day))


def number_of_invoice(invoice: Table) -> Term:
	return number_of(invoice.name, invoice.debit_to)


def asked_for(invoice: Table, currency: str) -> Term:
	"""What an invoice books on the customer's account, in that account's currency. `currency`: the company's."""

	def booked(prefix: str) -> Term:
		whole, rest = invoice[f"{prefix}rounded_total"], invoice[f"{prefix}rounding_adjustment"]
		return Case().when((rest != 0) & (whole != 0), whole).else_(invoice[f"{prefix}grand_total"])

	return Case().when(_is_in(currency, invoice), booked("base_")).else_(booked(""))


def _is_in(currency: str, invoice: Table) -> Criterion:
	"""Whether the customer's account is in the company's own currency."""
	return Coalesce(NullIf(invoice.party_account_currency, ""), currency) == currency


def _settled(
	company: str, voucher_type: str, invoices: Sequence[str] | None
) -> tuple[QueryBuilder, Table, Term]:
	"""Of the payment ledger, what vouchers of that type took off the account that the invoice is on: not what was moved on to others."""
	entry = frappe.qb.DocType("Payment Ledger Entry")
	query = frappe.qb.from_(entry)
	query = query.select(number_of(entry.against_voucher_no, entry.account).as_("number"))
	query = query.where(
		(entry.voucher_type == voucher_type) & (entry.against_voucher_type == "Sales Invoice")
	)
	query = query.where((entry.company == company) & (entry.delinked == 0) & (entry.docstatus == 1))
	if invoices is not None:
		query = query.where(entry.against_voucher_no.isin(invoices))
	return query, entry, entry.amount_in_account_currency * -1


def _settling(invoices: Sequence[str]) -> QueryBuilder:
	"""The names of the vouchers that settle these invoices."""
	entry = frappe.qb.DocType("Payment Ledger Entry").as_("settling")
	return frappe.qb.from_(entry).select(entry.voucher_no).where(entry.against_voucher_no.isin(invoices))


def _entries(company: str, period: Period | None, invoices: Sequence[str] | None) -> QueryBuilder:
	"""Without the part of a payment that was written off or kept as a fee."""
	query, entry, amount = _settled(company, "Payment Entry", invoices)
	less = _deductions(company, invoices).as_("less")
	query = query.left_join(less).on(less.parent == entry.voucher_no)
	day = entry.posting_date
	if invoices is not None:
		payment = frappe.qb.DocType("Payment Entry")
		query = query.left_join(payment).on(payment.name == entry.voucher_no)
		day = Coalesce(payment.posting_date, day)
	if period is not None:
		# An advance may be moved to the invoice's account later than it came.
		payment = frappe.qb.DocType("Payment Entry")
		query = query.join(payment).on(payment.name == entry.voucher_no)
		query, day = query.where(within(payment.posting_date, period)), payment.posting_date
	came = Case().when(less.parent.isnotnull(), amount * less.came / less.settled).else_(amount)
	return query.select(day.as_("day"), came.as_("amount"))


def _deductions(company: str, invoices: Sequence[str] | None) -> QueryBuilder:
	"""Payments of which not all came as money: what came and what they settled, in the account's currency."""
	row, payment = frappe.qb.DocType("Payment Entry Deduction"), frappe.qb.DocType("Payment Entry")
	exchange = frappe.get_cached_value("Company", company, "exchange_gain_loss_account") or ""
	came = Case().when(payment.payment_type == "Pay", payment.received_amount).else_(payment.paid_amount)
	settled = payment.total_allocated_amount + payment.unallocated_amount
	query = frappe.qb.from_(row).join(payment).on(payment.name == row.parent)
	query = query.select(row.parent, Max(came).as_("came"), Max(settled).as_("settled"))
	query = query.where((row.account != exchange) & (payment.docstatus == 1) & (payment.company == company))
	if frappe.get_meta("Payment Entry Deduction").has_field("is_exchange_gain_loss"):
		query = query.where(row.is_exchange_gain_loss == 0)
	if invoices is not None:
		query = query.where(row.parent.isin(_settling(invoices)))
	return query.where((settled > came) & (came >= 0)).groupby(row.parent)


def _journals(company: str, period: Period | None, invoices: Sequence[str] | None) -> QueryBuilder:
	"""Entries on a bank or cash account, or on that of a credit card, without the part that is an expense in the same entry."""
	query, entry, amount = _settled(company, "Journal Entry", invoices)
	paying = _paying_journals(company, period, invoices).as_("paying")
	query = query.join(paying).on(paying.parent == entry.voucher_no)
	return query.select(paying.day, (amount * paying.came / paying.settled).as_("amount"))


def _paying_journals(company: str, period: Period | None, invoices: Sequence[str] | None) -> QueryBuilder:
	journal, row, account = (
		frappe.qb.DocType(name) for name in ("Journal Entry", "Journal Entry Account", "Account")
	)
	exchange = frappe.get_cached_value("Company", company, "exchange_gain_loss_account") or ""
	of_customer, of_result = row.party_type == "Customer", account.root_type.isin(("Income", "Expense"))
	settled = Sum(Case().when(of_customer, row.credit - row.debit).else_(0))
	lost = Sum(Case().when(of_result & (row.account != exchange), row.debit - row.credit).else_(0))
	of_bank = Max(Case().when(account.account_type.isin(_OF_BANK), 1).else_(0))
	query = frappe.qb.from_(journal).join(row).on(row.parent == journal.name)
	query = query.join(account).on(account.name == row.account)
	query = query.where((journal.docstatus == 1) & (journal.company == company))
	query = query.where(journal.voucher_type.notin(_NOT_PAYING))
	if period is not None:
		query = query.where(within(journal.posting_date, period))
	if invoices is not None:
		query = query.where(journal.name.isin(_settling(invoices)))
	# What is an income in the entry was paid on top of what it settles, and is no more paid than that.
	came = Function("LEAST", Function("ABS", settled - lost), Function("ABS", settled))
	query = query.select(row.parent, came.as_("came"), Function("ABS", settled).as_("settled"))
	query = query.select(Max(journal.posting_date).as_("day"))
	query = query.groupby(row.parent)
	pays = (of_bank == 1) | (Max(journal.voucher_type).isin(_PAYING))
	return query.having((settled != 0) & pays)


def _at_the_till(company: str, period: Period | None, invoices: Sequence[str] | None) -> QueryBuilder:
	"""What was paid with the invoice itself, without the change that was given."""
	invoice, row = frappe.qb.DocType("Sales Invoice"), frappe.qb.DocType("Sales Invoice Payment")
	of_company = _is_in(company_currency(company), invoice)
	came = Case().when(of_company, Sum(row.base_amount) - Max(invoice.base_change_amount))
	came = came.else_(Sum(row.amount) - Max(invoice.change_amount))
	query = frappe.qb.from_(row).join(invoice)
	query = query.on((invoice.name == row.parent) & (row.parenttype == "Sales Invoice"))
	query = query.select(number_of_invoice(invoice).as_("number"), invoice.posting_date.as_("day"))
	query = query.select(came.as_("amount"))
	query = query.where((invoice.docstatus == 1) & (invoice.is_pos == 1) & (invoice.company == company))
	if period is not None:
		query = query.where(within(invoice.posting_date, period))
	if invoices is not None:
		query = query.where(invoice.name.isin(invoices))
	return query.groupby(invoice.name, invoice.debit_to, invoice.posting_date, invoice.party_account_currency)
