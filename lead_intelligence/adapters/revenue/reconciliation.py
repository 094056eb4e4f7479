"""What was invoiced to the customers of leads, and whether all of it is what the ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.numbers import digest
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


def reconciled(
	company: str, shown: Callable[[int], bool] | Iterable[str] | QueryBuilder, period: Period | None
) -> Reconciliation:
	"""Of the customers to whom anything was sold that came of the leads that are shown, or who were made of them. `shown`: their names, a
	query of these, or whether the lead is one whose name has this number, see `number_of`. `period`: the days of the invoices; None: all until today. Raises
	PermissionError, see `may_see_ledger`."""
	if not may_see_ledger(company):
		frappe.throw(
			_("Only those who may read sales invoices may see what the ledger says."), frappe.PermissionError
		)
	if isinstance(shown, QueryBuilder):
		shown = [name for (name,) in shown.run()]
	is_shown = shown if callable(shown) else frozenset(map(digest, shown)).__contains__
	rows = invoiced_items(company, period)
	customers = {row.customer for row in rows if row.lead is not None and is_shown(row.lead)}
	customers |= {customer for customer, lead in customers_of_leads(company) if is_shown(lead)}
	rows = [row for row in rows if row.customer in customers]
	accounts = {account for row in rows for account in row.accounts}
	traced, elsewhere, why = _told_apart(rows, is_shown)
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


def _told_apart(
	rows: Iterable[Invoiced], is_shown: Callable[[int], bool]
) -> tuple[Decimal, Decimal, dict[Untraced, Decimal]]:
	traced, elsewhere = Decimal(0), Decimal(0)
	why: dict[Untraced, Decimal] = defaultdict(Decimal)
	for row in rows:
		if row.lead is None:
			why[row.why or Untraced.NO_ORDER] += row.net
		elif is_shown(row.lead):
			traced += row.net
		else:
			elsewhere += row.net
	return traced, elsewhere, {reason: why[reason] for reason in Untraced if why.get(reason)}
