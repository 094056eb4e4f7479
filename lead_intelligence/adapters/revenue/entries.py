"""What orders and invoices come to, lead by lead and day by day: rows of Lead Revenue Entry, worked out from documents that are looked up by
name. Of all documents at once, `by_lead_live` and `invoiced_items` say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final, NamedTuple

import frappe
from frappe.query_builder.functions import Max, Sum

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.reports.numbers import digest
from lead_intelligence.adapters.revenue.by_lead_live import ordered_amount
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import is_sold
from lead_intelligence.adapters.revenue.origins_by_name import with_lead_or_why, with_origin
from lead_intelligence.adapters.revenue.payments import asked_for, number_of_invoice, payments_of
from lead_intelligence.core.money.apportion import rounded
from lead_intelligence.core.money.shares import PLACES, paid_shares

ORDER: Final = "Sales Order"
INVOICE: Final = "Sales Invoice"
OF_ITEM: Final = ("income_account", "deferred_revenue_account", "discount_account")
"""The accounts on which an item of an invoice is booked."""
BETWEEN: Final = "\n"
_AT_ONCE: Final = 500


class Kind(str, Enum):
	ORDERED = "Ordered"
	INVOICED = "Invoiced"
	PAID = "Paid"


class Entry(NamedTuple):
	"""`lead`: its name, whether or not there still is such a lead; None where it came of none, and then `why`, a value of `Untraced`, which only
	what was invoiced has. So it is with the `accounts` on which it was booked; `account_set` tells these apart. In the company's currency."""

	kind: str
	voucher_type: str
	voucher: str
	company: str
	day: date
	customer: str | None
	lead: str | None
	why: str | None
	accounts: str | None
	account_set: int
	amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouchers:
	"""By name."""

	orders: Collection[str] = ()
	invoices: Collection[str] = ()

	def __len__(self) -> int:
		return len(self.orders) + len(self.invoices)


def worked_out(vouchers: Vouchers) -> list[Entry]:
	found: list[Entry] = []
	for some in at_once(vouchers.orders):
		found += _of_orders(some)
	for some in at_once(vouchers.invoices):
		for company, names in _by_company(some).items():
			found += _of_invoices(company, names)
	return found


def at_once(names: Collection[str]) -> Iterator[list[str]]:
	"""As many as are looked up in one statement."""
	every = sorted(names)
	for start in range(0, len(every), _AT_ONCE):
		yield every[start : start + _AT_ONCE]


def _of_orders(names: Sequence[str]) -> Iterator[Entry]:
	item, order = frappe.qb.DocType("Sales Order Item"), frappe.qb.DocType(ORDER)
	query = frappe.qb.from_(order).join(item).on(item.parent == order.name)
	query, lead, _why = with_origin(query, item, traced_only=True)
	# No column of a table is called so, which would be grouped by instead.
	query = query.select(order.name.as_("of_voucher"), lead.as_("of_lead"))
	query = query.select(Max(order.company), Max(order.transaction_date), Max(order.customer))
	query = query.select(exact(Sum(ordered_amount(item, order))))
	query = query.where(order.name.isin(names) & is_sold(order) & lead.isnotnull())
	for name, of_lead, company, day, customer, amount in query.groupby(
		*_fields("of_voucher", "of_lead")
	).run():
		net = rounded(decimal_of(amount), PLACES)
		yield Entry(Kind.ORDERED.value, ORDER, name, company, day, customer, of_lead, None, None, 0, net)


def _by_company(invoices: Sequence[str]) -> dict[str, list[str]]:
	invoice = frappe.qb.DocType(INVOICE)
	query = frappe.qb.from_(invoice).select(invoice.company, invoice.name)
	found: dict[str, list[str]] = defaultdict(list)
	for company, name in query.where(invoice.name.isin(invoices) & is_sold(invoice)).run():
		found[company].append(name)
	return found


class _Sold(NamedTuple):
	"""Of one invoice, what came of one lead or, for one reason, of none, on the same accounts."""

	name: str
	lead: str | None
	why: str | None
	accounts: tuple[str | None, ...]
	number: int
	day: date
	customer: str | None
	asked: Decimal
	net: Decimal


def _of_invoices(company: str, names: Sequence[str]) -> Iterator[Entry]:
	sold = [_sold(row) for row in _rows(company, names)]
	nets: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
	of_invoice: dict[str, _Sold] = {}
	for one in sold:
		of_invoice[one.name] = one
		if one.lead is not None:
			nets[one.name, one.lead] += one.net
		accounts, account_set = _accounts(one.accounts)
		yield Entry(
			*(Kind.INVOICED.value, INVOICE, one.name, company, one.day, one.customer),
			*(one.lead, one.why, accounts, account_set, one.net),
		)
	paid: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
	for number, day, amount in _payments(company, names):
		paid[number].append((day, amount))
	for (name, lead), net in nets.items():
		one = of_invoice[name]
		for day, amount in paid_shares(net, one.asked, paid.get(one.number, ())).items():
			yield Entry(
				*(Kind.PAID.value, INVOICE, name, company, day, one.customer, lead, None, None, 0, amount)
			)


def _rows(company: str, names: Sequence[str]) -> Sequence[Sequence[Any]]:
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType(INVOICE)
	query = frappe.qb.from_(invoice).join(item).on(item.parent == invoice.name)
	query, lead, why = with_lead_or_why(query, item)
	parts = {"of_voucher": invoice.name, "of_lead": lead, "for_reason": why}
	accounts = (*(item[name] for name in OF_ITEM), invoice.additional_discount_account)
	parts |= {f"on_account_{place}": account for place, account in enumerate(accounts)}
	query = query.select(*(term.as_(name) for name, term in parts.items()))
	asked = asked_for(invoice, company_currency(company))
	query = query.select(Max(number_of_invoice(invoice)), Max(invoice.posting_date), Max(invoice.customer))
	query = query.select(exact(Max(asked)), exact(Sum(item.base_net_amount)))
	rows: Sequence[Sequence[Any]] = query.where(invoice.name.isin(names)).groupby(*_fields(*parts)).run()
	return rows


def _sold(row: Sequence[Any]) -> _Sold:
	name, lead, why, *accounts, number, day, customer, asked, net = row
	return _Sold(
		name, lead, why, tuple(accounts), int(number), day, customer, decimal_of(asked), decimal_of(net)
	)


def _payments(company: str, names: Sequence[str]) -> Iterator[tuple[int, date, Decimal]]:
	paid = payments_of(company, names).as_("paid")
	for number, day, amount in frappe.qb.from_(paid).select(paid.number, paid.part, exact(paid.amount)).run():
		if number is not None:
			yield int(number), day, decimal_of(amount)


@lru_cache(maxsize=4096)
def _accounts(names: tuple[str | None, ...]) -> tuple[str, int]:
	text = BETWEEN.join(sorted({name for name in names if name}))
	return text, digest(text)


def _fields(*names: str) -> list[Any]:
	return [frappe.qb.Field(name) for name in names]
