"""Ordered, invoiced and paid amounts of each lead."""

from __future__ import annotations

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case, Table
from pypika.functions import Coalesce, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.origins import in_ledger, with_order_item, with_origin
from lead_intelligence.adapters.revenue.payments import asked_for, payments
from lead_intelligence.core.reporting.period import Period


def amounts_by_lead(company: str, *, period: Period | None) -> QueryBuilder:
	"""To be used as a subquery. A row for each lead that anything was sold to: lead, ordered, invoiced, paid, in the company's currency
	without tax, as decimals that are not rounded: see `exact` for how to read them. Returns and refunds are below nought.

	`period`: the days on which it was ordered, invoiced and paid, each by the date of its own document; None: all until today. Whoever
	uses it sees to it which leads may be seen, and that they still exist."""
	rows = _ordered(company, period).union_all(_invoiced(company, period)).as_("amounts")
	query = frappe.qb.from_(rows).select(rows.lead)
	query = query.select(*(Sum(rows[name]).as_(name) for name in ("ordered", "invoiced", "paid")))
	return query.groupby(rows.lead)


def _ordered(company: str, period: Period | None) -> QueryBuilder:
	item, order = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType("Sales Order")
	query = frappe.qb.from_(item).join(order).on(order.name == item.parent)
	query, origin = with_origin(query, item, traced_only=True)
	query = query.select(origin.lead.as_("lead"), Sum(ordered_amount(item, order)).as_("ordered"))
	query = query.select(ValueWrapper(0).as_("invoiced"), ValueWrapper(0).as_("paid"))
	query = query.where(in_ledger(order, company) & origin.lead.isnotnull())
	if period is not None:
		query = query.where(within(order.transaction_date, period))
	return query.groupby(origin.lead)


def ordered_amount(item: Table, order: Table) -> Term:
	"""Of an order that was closed, only what was billed: nothing more is to come."""
	billed = Coalesce(item.billed_amt, 0)
	part = Case().when(billed <= 0, 0).when(billed >= item.amount, item.base_net_amount)
	part = part.else_(item.base_net_amount * billed / NullIf(item.amount, 0))
	return Case().when(order.status == "Closed", part).else_(item.base_net_amount)


def _invoiced(company: str, period: Period | None) -> QueryBuilder:
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	paid = payments(company, period).as_("paid")
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query, ordered = with_order_item(query, item, traced_only=True)
	query, origin = with_origin(query, ordered, traced_only=True)
	query = query.left_join(paid).on(paid.invoice == invoice.name)
	net: Term = item.base_net_amount
	came = paid.amount * net / NullIf(asked_for(invoice, currency_of(company)), 0)
	if period is not None:
		dated = within(invoice.posting_date, period)
		net = Case().when(dated, net).else_(0)
		query = query.where(dated | paid.invoice.isnotnull())
	query = query.select(origin.lead.as_("lead"), ValueWrapper(0).as_("ordered"))
	query = query.select(Sum(net).as_("invoiced"), Sum(Coalesce(came, 0)).as_("paid"))
	query = query.where(in_ledger(invoice, company) & origin.lead.isnotnull())
	return query.groupby(origin.lead)


def currency_of(company: str) -> str:
	return str(frappe.get_cached_value("Company", company, "default_currency"))
