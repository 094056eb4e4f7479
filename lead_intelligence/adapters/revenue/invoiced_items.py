"""What was invoiced to each customer, and whether it came of the leads that are shown, of others, or why of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Sum
from pypika import Case, Table
from pypika.queries import QueryBuilder
from pypika.terms import ExistsCriterion, Term

from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import Origin, in_ledger, with_order_item, with_origin
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
	"""To every customer of the company. `shown`: has a column `lead`. `period`: of which the amounts are; customers to whom nothing was
	invoiced in it have rows with nought."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	lead, leads = frappe.qb.DocType("Lead"), shown.as_("shown")
	query = frappe.qb.from_(item).join(invoice).on(invoice.name == item.parent)
	query, ordered = with_order_item(query, item, traced_only=False)
	query, origin = with_origin(query, ordered, traced_only=False)
	query = query.left_join(lead).on(lead.name == origin.lead)
	query = query.left_join(leads).on(leads.lead == lead.name)
	is_shown = Case().when(leads.lead.isnotnull(), 1).else_(0).as_("is_shown")
	why = _why(ordered, origin, lead).as_("why")
	accounts = (
		*(item[name] for name in ("income_account", "deferred_revenue_account", "discount_account")),
		invoice.additional_discount_account,
	)
	net: Term = item.base_net_amount
	if period is not None:
		net = Case().when(within(invoice.posting_date, period), net).else_(0)
	query = query.select(invoice.customer, is_shown, why, exact(Sum(net)), *accounts).where(
		in_ledger(invoice, company)
	)
	return [
		Invoiced(
			customer=customer,
			is_shown=bool(is_one),
			why=Untraced(reason) if reason else None,
			accounts=[account for account in booked_on if account],
			net=decimal_of(amount),
		)
		for customer, is_one, reason, amount, *booked_on in query.groupby(
			invoice.customer, is_shown, why, *accounts
		).run()
	]


def _why(ordered: Table, origin: Origin, lead: Table) -> Case:
	other = frappe.qb.DocType("Sales Order Item").as_("other_item")
	of_quotation = frappe.qb.from_(other).select(other.name)
	of_quotation = of_quotation.where((other.parent == ordered.parent) & (other.prevdoc_docname > ""))
	why = Case().when(lead.name.isnotnull(), "").when(origin.lead.isnotnull(), Untraced.LEAD_DELETED.value)
	why = why.when(ordered.name.isnull(), Untraced.NO_ORDER.value)
	why = why.when(origin.party_type == "Customer", Untraced.OF_CUSTOMER.value)
	why = why.when(origin.party_type == "Prospect", Untraced.OF_PROSPECT.value)
	why = why.when(ExistsCriterion(of_quotation), Untraced.ADDED_TO_ORDER.value)
	return why.else_(Untraced.NO_QUOTATION.value)
