"""The sales that Source Return tells of as won, and how long they took from the first contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from lead_intelligence.adapters.reports.deal_days import Way, begun_at, ways_of
from lead_intelligence.adapters.reports.deal_groups import GROUP_OF_LEAD
from lead_intelligence.adapters.reports.deals import Deals, LeadOfDeal, deals_of
from lead_intelligence.adapters.reports.dimensions import BY_TIME
from lead_intelligence.adapters.reports.source_return_counts import Origins
from lead_intelligence.core.funnel.cycle import days_of
from lead_intelligence.core.funnel.cycle_question import Start
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.responding.stagnant import label_of
from lead_intelligence.core.returns.figures import Won


class WonSales:
	"""`undated`: those of which nobody knows when they were won, where that decides; else nought."""

	def __init__(self, origins: Origins, *, by_cohort: bool) -> None:
		self._origins, self._by_cohort = origins, by_cohort
		self._deals: Deals[LeadOfDeal] = deals_of(origins.asked)
		self._won = [deal for deal in self._deals.deals if deal.outcome is Outcome.WON]
		self._ways: Mapping[str, Way] = ways_of(
			origins.asked, {deal.lead for deal in self._won}, Start.FIRST_CONTACT
		)
		self.undated = 0 if by_cohort else sum(deal.closed_at is None for deal in self._won)

	def by_group(self) -> list[dict[str, Won]]:
		"""By period and group."""
		found: list[dict[str, Won]] = [{} for _period in self._origins.periods]
		for bucket, group, deal in self._dated():
			won = found[bucket].setdefault(group, Won())
			won.add(deal.amount, days_of(self._begun(deal), deal.closed_at))
		return found

	def leads(self, group: str | None) -> set[str]:
		"""Of the period itself; None: of all groups."""
		return {deal.lead for bucket, name, deal in self._dated() if not bucket and group in (None, name)}

	def _dated(self) -> Iterator[tuple[int, str, Deal]]:
		for deal in self._won:
			day = self._came_in(deal) if self._by_cohort else deal.closed_at
			if day is None:
				continue
			for number, period in enumerate(self._origins.periods):
				if period.begin <= day < period.end:
					yield number, self._group(deal, day), deal

	def _came_in(self, deal: Deal) -> datetime | None:
		way = self._ways.get(deal.lead)
		return way.since if way else None

	def _begun(self, deal: Deal) -> datetime | None:
		return begun_at(deal, self._deals, self._ways, Start.FIRST_CONTACT)

	def _group(self, deal: Deal, day: datetime) -> str:
		dimension = self._origins.dimension
		if dimension in BY_TIME:
			return label_of(day.date(), dimension.value)
		return GROUP_OF_LEAD[dimension](self._deals.leads[deal.lead]) or ""
