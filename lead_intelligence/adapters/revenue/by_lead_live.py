"""Ordered, invoiced and paid amounts of each lead, worked out anew from all documents: what `entries` says of few of them."""

from __future__ import annotations

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import NullValue, Term, ValueWrapper

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.origins import in_ledger, with_order_item, with_origin
from lead_intelligence.adapters.revenue.origins_by_name import with_lead
from lead_intelligence.adapters.revenue.payments import PartOf, asked_for, number_of_invoice, payments
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.source_return import AMOUNTS


def whole(_day: Term) -> Term:
	"""All days are of one part."""
	return ValueWrapper("")


def amounts_by_number(company: str, *, period: Period | None, part: PartOf = whole) -> QueryBuilder:
	"""To be used as a subquery. A row for each lead that anything was sold to, by its `number`, see `number_of`, and for each `part` of the
	calendar: number, part, ordered, invoiced, paid, in the company's currency without tax, as decimals that are not rounded: see `exact`
	for how to read them. Returns and refunds are below nought.

	`period`: the days on which it was ordered, invoiced and paid, each by the date of its own document; None: all until today. `part`: of
	the day of each order, invoice and payment. Whoever uses it sees to it which leads may be seen, and that they still exist."""
	rows = union_of([_ordered(company, period, part), _invoiced(company, period, part)], "amounts")
	query = frappe.qb.from_(rows).select(rows.number, rows.part)
	query = query.select(*(Sum(rows[name]).as_(name) for name in AMOUNTS))
	return query.groupby(rows.number, rows.part)


def invoiced_by_name(company: str, period: Period) -> QueryBuilder:
	"""A row for each lead that anything was invoiced to in a period of few invoices: lead, invoiced."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).join(item).on(item.parent == invoice.name)
	query, lead = with_lead(query, item)
	query = query.select(lead.as_("lead"), Sum(item.base_net_amount).as_("invoiced"))
	query = query.where(in_ledger(invoice, company) & lead.isnotnull())
	query = query.where((invoice.posting_date >= period.first) & (invoice.posting_date <= period.last))
	return query.groupby(lead)


def _ordered(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	item, order = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType("Sales Order")
	query = frappe.qb.from_(item).join(order).on(order.name == item.parent)
	query, origin = with_origin(query, item, traced_only=True)
	query = query.select(origin.lead.as_("number"), part(order.transaction_date).as_("part"))
	query = query.select(Sum(ordered_amount(item, order)).as_("ordered"))
	query = query.select(ValueWrapper(0).as_("invoiced"), ValueWrapper(0).as_("paid"))
	query = query.where(in_ledger(order, company) & origin.lead.isnotnull())
	if period is not None:
		query = query.where(within(order.transaction_date, period))
	return query.groupby(origin.lead, part(order.transaction_date))


def ordered_amount(item: Table, order: Table) -> Term:
	"""Of an order that was closed, only what was billed: nothing more is to come."""
	billed = Coalesce(item.billed_amt, 0)
	part = Case().when(billed <= 0, 0).when(billed >= item.amount, item.base_net_amount)
	part = part.else_(item.base_net_amount * billed / NullIf(item.amount, 0))
	return Case().when(order.status == "Closed", part).else_(item.base_net_amount)


def _invoiced(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	item, invoices = frappe.qb.DocType("Sales Invoice Item"), _invoices(company, period, part)
	query, ordered = with_order_item(frappe.qb.from_(item), item, traced_only=True)
	query = query.join(invoices).on(invoices.number == number_of(item.parent))
	net = item.base_net_amount
	came = invoices.paid * net / NullIf(invoices.asked, 0)
	query = query.select(ordered.lead.as_("number"), invoices.part, ValueWrapper(0).as_("ordered"))
	query = query.select(Sum(net * invoices.is_billed).as_("invoiced"), Sum(Coalesce(came, 0)).as_("paid"))
	return query.groupby(ordered.lead, invoices.part)


def _invoices(company: str, period: Period | None, part: PartOf) -> Table:
	"""By number: whether it is of the period, and what was paid of it in the period, with what it asks for. An invoice has a row for each
	part of the calendar, as it is of one and may be paid in others."""
	if part is whole:
		return kept(_whole_invoices(company, period), "invoices")
	found = union_of([_billed(company, period, part), _paid(company, period, part)], "found")
	return kept(frappe.qb.from_(found).select("*"), "invoices")


def _whole_invoices(company: str, period: Period | None) -> QueryBuilder:
	invoice, paid = frappe.qb.DocType("Sales Invoice"), kept(payments(company, period, whole), "payments")
	query = frappe.qb.from_(invoice).left_join(paid).on(paid.number == number_of_invoice(invoice))
	billed: Term = ValueWrapper(1)
	if period is not None:
		is_billed = within(invoice.posting_date, period)
		billed = Case().when(is_billed, 1).else_(0)
		query = query.where(is_billed | paid.number.isnotnull())
	asked = asked_for(invoice, company_currency(company))
	query = query.select(number_of(invoice.name).as_("number"), paid.amount.as_("paid"), asked.as_("asked"))
	query = query.select(whole(invoice.posting_date).as_("part"), billed.as_("is_billed"))
	return query.where(in_ledger(invoice, company))


def _billed(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	invoice = frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).select(number_of(invoice.name).as_("number"))
	query = query.select(part(invoice.posting_date).as_("part"), ValueWrapper(1).as_("is_billed"))
	query = query.select(NullValue().as_("paid"), NullValue().as_("asked")).where(in_ledger(invoice, company))
	return query if period is None else query.where(within(invoice.posting_date, period))


def _paid(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	invoice, paid = frappe.qb.DocType("Sales Invoice"), kept(payments(company, period, part), "payments")
	query = frappe.qb.from_(invoice).join(paid).on(paid.number == number_of_invoice(invoice))
	query = query.select(number_of(invoice.name).as_("number"), paid.part, ValueWrapper(0).as_("is_billed"))
	asked = asked_for(invoice, company_currency(company))
	return query.select(paid.amount.as_("paid"), asked.as_("asked")).where(in_ledger(invoice, company))
