"""What was invoiced to each customer, and whether it came of the leads that are shown, of others, or why of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger, place_of, with_order_item
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoiced:
	"""`why`: None of what came of a lead. `accounts`: those of the ledger on which it was booked as income, now or later, or as a
	discount. `net`: without tax, in the company's currency, returns below nought."""

	customer: str
	is_shown: bool
	why: Untraced | None
	accounts: Sequence[str]
	net: Decimal


def invoiced_items(company: str, shown: QueryBuilder, period: Period | None) -> list[Invoiced]:
	"""To every customer of the company. `shown`: has a column `number`, see `number_of`. `period`: of which the amounts are; customers to
	whom nothing was invoiced in it have rows with nought."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	shown = kept(shown, "shown")
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query, ordered = with_order_item(query, item, traced_only=False)
	query = query.left_join(shown).on(shown.number == ordered.lead)
	is_shown = Case().when(shown.number.isnotnull(), 1).else_(0).as_("is_shown")
	no_order = (
		Case().when(ordered.number.isnull(), place_of(Untraced.NO_ORDER)).else_(ordered.why).as_("summed_why")
	)
	accounts = (
		*(item[name] for name in ("income_account", "deferred_revenue_account", "discount_account")),
		invoice.additional_discount_account,
	)
	net: Term = item.base_net_amount
	if period is not None:
		net = Case().when(within(invoice.posting_date, period), net).else_(0)
	# Told apart by numbers, which are grouped in memory. No column of a table is called so, which would be grouped by instead.
	parts = {"summed_customer": number_of(invoice.customer)}
	parts |= {f"summed_account_{place}": number_of(account) for place, account in enumerate(accounts)}
	query = query.select(
		*(term.as_(name) for name, term in parts.items()), is_shown, no_order, exact(Sum(net))
	)
	query = query.where(in_ledger(invoice, company))
	query = query.groupby(*map(frappe.qb.Field, (*parts, "is_shown", "summed_why")))
	customers, named = _names("Customer", {}), _names("Account", {"company": company})
	reasons = list(Untraced)
	return [
		Invoiced(
			customer=customers[customer],
			is_shown=bool(is_one),
			why=None if why is None else reasons[why],
			accounts=[named[account] for account in booked_on if account in named],
			net=decimal_of(amount),
		)
		for customer, *booked_on, is_one, why, amount in query.run()
	]


def _names(doctype: str, filters: dict[str, str]) -> dict[int, str]:
	"""By number."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(number_of(table.name), table.name)
	for name, value in filters.items():
		query = query.where(table[name] == value)
	return dict(query.run())
