"""What was invoiced to each customer, and of which lead it came, or why of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case
from pypika.terms import Term

from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger, place_of, with_order_item
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoiced:
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
	nought."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query, ordered = with_order_item(query, item, traced_only=False)
	why = Case().when(ordered.number.isnull(), place_of(Untraced.NO_ORDER)).else_(ordered.why)
	accounts = (
		*(item[name] for name in ("income_account", "deferred_revenue_account", "discount_account")),
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
	named, reasons = _accounts(company), list(Untraced)
	return [
		Invoiced(
			customer=customer,
			lead=lead,
			why=None if reason is None else reasons[reason],
			accounts=[named[account] for account in booked_on if account in named],
			net=decimal_of(amount),
		)
		for customer, lead, reason, *booked_on, amount in query.run()
	]


def _accounts(company: str) -> dict[int, str]:
	"""By number."""
	account = frappe.qb.DocType("Account")
	query = frappe.qb.from_(account).select(number_of(account.name), account.name)
	return dict(query.where(account.company == company).run())
