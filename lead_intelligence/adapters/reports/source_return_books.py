"""In whose books Source Return reads, and what these say in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.core.doctype.user_permission.user_permission import get_user_permissions

from lead_intelligence.adapters.currencies import company_currency, places_of
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.numbers import number_of
from lead_intelligence.adapters.revenue.reconciliation import may_see_ledger, reconciled
from lead_intelligence.adapters.revenue.words import WHY
from lead_intelligence.core.money.untraced import Untraced
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.reconciliation import Reconciled


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledgers:
	"""`companies`: whose documents are read; none where they are of several currencies. `currency`: theirs, None where there are several."""

	companies: Sequence[str]
	currency: str | None

	@property
	def places(self) -> int:
		return places_of(self.currency or "")

	@property
	def may_be_seen(self) -> bool:
		return bool(self.companies) and all(may_see_ledger(company) for company in self.companies)

	def beside(self, shown: Callable[[int], bool], period: Period | None) -> Reconciled:
		"""`shown`: whether the lead of that number is one of the report's. `period`: the days of the invoices; None: all until today."""
		found = [reconciled(company, shown, period) for company in self.companies]
		why: dict[Untraced, Decimal] = {}
		for one in found:
			for reason, amount in one.why.items():
				why[reason] = why.get(reason, Decimal(0)) + amount
		vouchers = [voucher for one in found for voucher in one.vouchers]
		return Reconciled(
			customers=sum(one.customers for one in found),
			shown=sum((one.traced for one in found), Decimal(0)),
			elsewhere=sum((one.elsewhere for one in found), Decimal(0)),
			untraced=sum((one.untraced for one in found), Decimal(0)),
			why=[(WHY[reason], why[reason]) for reason in Untraced if reason in why],
			ledger=sum((one.ledger for one in found), Decimal(0)),
			vouchers=[name for name, _amount in sorted(vouchers, key=lambda voucher: -abs(voucher[1]))],
		)


def is_meant(asked: AskedLeads) -> Callable[[int], bool]:
	"""Whether the lead of that number is one of those that are asked for, whenever it came in."""
	if not asked.is_narrow:
		return lambda _number: True
	lead = frappe.qb.DocType("Lead")
	query = asked.only(frappe.qb.from_(lead).select(number_of(lead.name)), lead)
	return {int(number) for (number,) in query.run()}.__contains__


def ledgers_of(company: str | None) -> Ledgers:
	"""None: of all companies. Without those that the user's permissions leave out."""
	companies = [company] if company else frappe.get_all("Company", pluck="name", order_by="name")
	if only := {one["doc"] for one in get_user_permissions().get("Company", ())}:
		companies = [one for one in companies if one in only]
	currencies = {company_currency(one) for one in companies}
	if len(currencies) > 1 or not companies:
		return Ledgers(companies=(), currency=None)
	return Ledgers(companies=companies, currency=next(iter(currencies), "") or None)
