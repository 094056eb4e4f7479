"""What was invoiced to the customers of leads, and whether all of it is what the ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.revenue.customers import customers_of_leads
from lead_intelligence.adapters.revenue.invoiced_items import Invoiced, invoiced_items
from lead_intelligence.adapters.revenue.ledger import booked, most_different
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period

MOST_VOUCHERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
	"""In the company's currency, without tax, exact. `ledger`: what the general ledger says was sold to the customers. It is `traced` to
	the leads that are shown + `elsewhere`, to other leads + `untraced` + `differs`, which is nought unless ledger and documents
	disagree: then `vouchers` are the invoices that differ most, each with what the ledger says beyond its items. `why`: `untraced`,
	told apart."""

	ledger: Decimal
	traced: Decimal
	elsewhere: Decimal
	untraced: Decimal
	differs: Decimal
	vouchers: Sequence[tuple[str, Decimal]]
	customers: int
	why: Mapping[Untraced, Decimal]


def may_see_ledger(company: str) -> bool:
	"""Whether the user may be told what the company sold in all."""
	return bool(
		frappe.has_permission("Sales Invoice", "read")
		and frappe.has_permission("Company", "read", doc=company)
	)


def reconciled(company: str, shown: Iterable[str] | QueryBuilder, period: Period | None) -> Reconciliation:
	"""Of the customers to whom anything was sold that came of the leads that are shown, or who were made of them. `shown`: names, or a
	subquery with a column `lead`, each once. `period`: the days of the invoices; None: all until today. Raises PermissionError, see
	`may_see_ledger`."""
	if not may_see_ledger(company):
		frappe.throw(
			_("Only those who may read sales invoices may see what the ledger says."), frappe.PermissionError
		)
	if not isinstance(shown, QueryBuilder):
		shown = _named(shown)
	leads = shown.as_("leads")
	shown = frappe.qb.from_(leads).select(number_of(leads.lead).as_("number"))
	rows = invoiced_items(company, shown, period)
	customers = {row.customer for row in rows if row.is_shown} | customers_of_leads(company, shown)
	rows = [row for row in rows if row.customer in customers]
	accounts = {account for row in rows for account in row.accounts}
	traced, elsewhere, why = _told_apart(rows)
	untraced = sum(why.values(), Decimal(0))
	ledger = booked(company, customers, accounts, period)
	differs = ledger - traced - elsewhere - untraced
	return Reconciliation(
		ledger=ledger,
		traced=traced,
		elsewhere=elsewhere,
		untraced=untraced,
		differs=differs,
		vouchers=most_different(company, customers, accounts, period, MOST_VOUCHERS) if differs else (),
		customers=len(customers),
		why=why,
	)


def _named(names: Iterable[str]) -> QueryBuilder:
	lead = frappe.qb.DocType("Lead")
	return frappe.qb.from_(lead).select(lead.name.as_("lead")).where(lead.name.isin(list(names) or [""]))


def _told_apart(rows: Iterable[Invoiced]) -> tuple[Decimal, Decimal, dict[Untraced, Decimal]]:
	traced, elsewhere = Decimal(0), Decimal(0)
	why: dict[Untraced, Decimal] = defaultdict(Decimal)
	for row in rows:
		if row.why is not None:
			why[row.why] += row.net
		elif row.is_shown:
			traced += row.net
		else:
			elsewhere += row.net
	return traced, elsewhere, {reason: why[reason] for reason in Untraced if why.get(reason)}
