"""Ordered, invoiced and paid amounts of each lead, from what is stored, and from what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import frappe
from frappe.query_builder.functions import Count, Sum
from pypika import Case
from pypika.functions import Cast
from pypika.queries import QueryBuilder
from pypika.terms import LiteralValue, Term, ValueWrapper

from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue.by_lead_live import amounts_by_number, invoiced_by_name, whole
from lead_intelligence.adapters.revenue.changes import Change, changes
from lead_intelligence.adapters.revenue.entries import Kind
from lead_intelligence.adapters.revenue.marked_vouchers import ENTRY
from lead_intelligence.adapters.revenue.payments import PartOf
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.source_return import AMOUNTS

_KINDS: Final = dict(zip(AMOUNTS, Kind, strict=True))
"""By name of an amount."""
_FEW_DAYS: Final = 100
"""Of a longer period it is faster to read all entries in the order of their leads than those of its days in no order."""


def amounts_by_lead(company: str, *, period: Period | None, part: PartOf = whole) -> QueryBuilder:
	"""To be used as a subquery. A row for each lead that anything was sold to and for each `part` of the calendar: lead, part, ordered, invoiced,
	paid, in the company's currency without tax, as decimals that are not rounded: see `exact` for how to read them. Returns and refunds are
	below nought.

	`period`: the days on which it was ordered, invoiced and paid, each by the date of its own document; None: all until today. `part`: of
	the day of each order, invoice and payment; of one part, a lead may then have several rows. Whoever uses it sees to it which leads may be seen, and that they still exist."""
	found = changes()
	if found is None:
		return _live(company, period, part)
	return _added_up(company, period, part, found, AMOUNTS)


def invoiced_by_lead(company: str, period: Period) -> QueryBuilder:
	"""The same of what was invoiced alone: lead, invoiced."""
	found = changes()
	if found is None:
		return invoiced_by_name(company, period)
	return _added_up(company, period, whole, found, ("invoiced",))


def _live(company: str, period: Period | None, part: PartOf) -> QueryBuilder:
	money, lead = (
		amounts_by_number(company, period=period, part=part).as_("numbered"),
		frappe.qb.DocType("Lead"),
	)
	query = frappe.qb.from_(lead).join(money).on(money.number == number_of(lead.name))
	return query.select(lead.name.as_("lead"), money.part, *(money[name] for name in AMOUNTS))


def _added_up(
	company: str,
	period: Period | None,
	part: PartOf,
	found: Sequence[Change],
	names: Sequence[str],
) -> QueryBuilder:
	kinds = [_KINDS[name].value for name in names]
	changed = _changed(company, period, found, set(kinds))
	entry, amounts, sums = frappe.qb.DocType(ENTRY), [], []
	for name, kind in zip(names, kinds, strict=True):
		amount = entry.amount if len(names) == 1 else Case().when(entry.kind == kind, entry.amount).else_(0)
		amounts.append(amount.as_(name))
		sums.append(Sum(amount).as_(name))
	query, day = _entries(company, period, kinds), part(entry.day).as_("part")
	if part is not whole and not changed:
		# Whoever adds up the parts does so at once, without a table of all leads by parts.
		return query.select(entry.lead, day, *amounts)
	query = query.groupby(entry.lead)
	if part is not whole:
		query = query.groupby(frappe.qb.Field("part"))
	if not changed:
		return query.select(entry.lead, day, *sums)
	query = query.select(entry.lead, day, *sums, Count("*").as_("entries"))
	every = _with_changes(query, changed, part, names)
	sums = [Sum(every[name]).as_(name) for name in names]
	query = frappe.qb.from_(every).select(every.lead, every.part, *sums)
	return query.groupby(every.lead, every.part).having(Sum(every.entries) > 0)


def _entries(company: str, period: Period | None, kinds: Sequence[str]) -> QueryBuilder:
	"""What is stored of leads."""
	entry = frappe.qb.DocType(ENTRY)
	query = frappe.qb.from_(entry)
	if frappe.db.db_type == "mariadb":
		is_short = period is not None and period.days <= _FEW_DAYS
		query = query.force_index("company_kind_day" if is_short else "company_lead")
	query = query.where((entry.company == company) & entry.lead.isnotnull())
	if len(kinds) < len(Kind) or period is not None:
		query = query.where(entry.kind.isin(kinds))
	return query if period is None else query.where(within(entry.day, period))


class _Sum(NamedTuple):
	"""Of one lead on one day. `entries`: how many more there are of it, by which it is known whether there is any."""

	lead: str
	day: date
	amounts: dict[Kind, Decimal]
	entries: int


def _changed(company: str, period: Period | None, found: Iterable[Change], kinds: set[str]) -> list[_Sum]:
	sums: dict[tuple[str, date], _Sum] = {}
	for entry, sign in found:
		if entry.lead is None or entry.company != company or entry.kind not in kinds:
			continue
		if period is not None and not period.first <= entry.day <= period.last:
			continue
		key = (entry.lead, entry.day)
		before = sums.get(key) or _Sum(*key, dict.fromkeys(Kind, Decimal(0)), 0)
		before.amounts[Kind(entry.kind)] += sign * entry.amount
		sums[key] = before._replace(entries=before.entries + sign)
	return [one for one in sums.values() if one.entries or any(one.amounts.values())]


def _with_changes(
	query: QueryBuilder, changed: Iterable[_Sum], part: PartOf, names: Sequence[str]
) -> QueryBuilder:
	rows = union_of([_none(names), *(_written(one, names) for one in changed)], "changed")
	told = (*(rows[name] for name in names), rows.entries)
	more = frappe.qb.from_(rows).select(rows.lead, part(rows.day).as_("part"), *told)
	return union_of([query, more], "every")


def _none(names: Sequence[str]) -> QueryBuilder:
	"""No rows, but columns as those of entries are: names that are written out alone might be compared in another way."""
	entry = frappe.qb.DocType(ENTRY)
	amounts = (entry.amount.as_(name) for name in names)
	query = frappe.qb.from_(entry).select(entry.lead, entry.day, *amounts, entry.name.as_("entries"))
	return query.where(entry.name < 0)


def _written(one: _Sum, names: Sequence[str]) -> QueryBuilder:
	"""As a statement of its own, to be put together with those of others."""
	amounts = (_decimal(one.amounts[_KINDS[name]]).as_(name) for name in names)
	day: Term = Cast(ValueWrapper(one.day.isoformat()), "DATE")
	return frappe.qb.select(
		ValueWrapper(one.lead).as_("lead"), day.as_("day"), *amounts, ValueWrapper(one.entries).as_("entries")
	)


def _decimal(amount: Decimal) -> Term:
	"""Digits alone: what has an exponent is read as a float."""
	return LiteralValue(format(amount, "f"))
