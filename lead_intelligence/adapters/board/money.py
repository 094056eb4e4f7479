"""What was invoiced and what it cost: figures of Source Return by the date of revenue, told apart by source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import frappe

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.board.invoiced import invoiced_by_source
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.dimensions import Dimension
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.source_return_books import Ledgers, is_meant, ledgers_of
from lead_intelligence.adapters.reports.source_return_costs import by_group, told_costs
from lead_intelligence.core.costs.costs import Cost, Costs
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.figures import Money, Returns
from lead_intelligence.core.returns.reconciliation import Reconciled


@dataclass(frozen=True)
class MoneyOfBoard:
	board: AskedBoard

	@cached_property
	def ledgers(self) -> Ledgers:
		return ledgers_of(self.board.filters.company)

	@cached_property
	def costs(self) -> list[Costs]:
		"""By period."""
		return [
			told_costs(self.board.leads, self.board.of(period), self.ledgers.companies)
			for period in self.board.periods
		]

	def returns(self) -> list[Returns]:
		"""By period, without leads and what was won. No money where it is of several currencies."""
		found = []
		for period, costs in zip(self.board.periods, self.costs, strict=True):
			split, nameless = by_group(costs, Dimension.SOURCE)
			money = self._invoiced(period) if self.ledgers.currency else None
			found.append(Returns(money=money, costs=split, nameless=nameless, cost=costs.total))
		return found

	def _invoiced(self, period: Period) -> dict[str, Money]:
		found: dict[str, Money] = {}
		for company in self.ledgers.companies:
			for source, money in invoiced_by_source(self.board.leads, company, period).items():
				found[source] = found.get(source, Money()) + money
		return found

	def spent_on(self) -> list[Cost]:
		"""Costs of the period itself that are above nought."""
		period = self.board.filters.period
		return [cost for cost in self.costs[0].costs if cost.amount and cost.within(period) > 0]

	def origins_with_leads(self, period: Period) -> dict[str, set[str]]:
		"""The sources, and the campaigns, that leads were entered with in these days, folded."""
		lead = frappe.qb.DocType("Lead")
		found: dict[str, set[str]] = {}
		for name in ("source", "campaign"):
			value = lead[actual_name(name)]
			query = frappe.qb.from_(lead).select(value).distinct().where(within(lead.creation, period))
			found[name] = {str(one).casefold() for (one,) in query.run() if one}
		return found

	def beside_ledger(self) -> Reconciled | None:
		"""None for whoever may not see what the ledger says."""
		leads = self.board.leads
		if leads.own_only or not self.ledgers.may_be_seen:
			return None
		return self.ledgers.beside(is_meant(leads), self.board.filters.period)
