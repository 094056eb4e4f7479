"""The sales that Source Return tells of as won, and how long they took from the first contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lead_intelligence.adapters.reports.deal_days import ways_of
from lead_intelligence.adapters.reports.deal_groups import GROUP_OF_LEAD
from lead_intelligence.adapters.reports.deals import BirthOfDeal, LeadOfDeal, WonDeal, won_deals
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.adapters.reports.numbers import digest
from lead_intelligence.adapters.reports.source_return_counts import Came, Cohorts, Origins
from lead_intelligence.core.funnel.cycle import days_of
from lead_intelligence.core.funnel.cycle_question import Start
from lead_intelligence.core.responding.stagnant import label_of
from lead_intelligence.core.returns.figures import Won

_Told = tuple[int, str, WonDeal, datetime, datetime | None]
"""In which of the periods, of which group, the sale, when its lead was made, and when it came in, where that is known."""


class WonSales:
	"""Of cohorts, where there are any: of leads that came in within one of their periods, by these. Else those that were won in one of the
	periods. `undated`: those of which nobody knows when they were won, where that decides; else nought."""

	def __init__(self, origins: Origins, cohorts: Cohorts | None) -> None:
		self._origins, self._cohorts = origins, cohorts
		# Of cohorts, it is known already by what their leads are told apart.
		told: type[Any] = BirthOfDeal if cohorts else LeadOfDeal
		self._won: list[tuple[WonDeal, Any]] = list(won_deals(origins.asked, told))
		self.undated = 0 if cohorts else sum(deal.closed_at is None for deal, _lead in self._won)

	def by_group(self) -> list[dict[str, Won]]:
		"""By period and group."""
		found: list[dict[str, Won]] = [{} for _period in self._origins.periods]
		for bucket, group, deal, created, came in self._of_cohorts() if self._cohorts else self._with_ways():
			won = found[bucket].setdefault(group, Won())
			won.add(deal.amount, days_of(min(created, came) if came else created, deal.closed_at))
		return found

	def leads(self, group: str | None) -> set[str]:
		"""Of the period itself; None: of all groups."""
		found = self._of_cohorts() if self._cohorts else self._of_days()
		return {deal.lead for bucket, name, deal, *_moments in found if not bucket and group in (None, name)}

	def _of_cohorts(self) -> Iterator[_Told]:
		for deal, lead in self._won:
			came = self._cohorts.dealt.get(digest(deal.lead)) if self._cohorts else None
			if came:
				yield came.bucket, self._group_of(came), deal, lead.created, came.at

	def _group_of(self, came: Came) -> str:
		# Of a family, leads are told apart by their sources first.
		is_source = self._origins.dimension is Dimension.FAMILY
		return (family_of(came.group) or "") if is_source else came.group

	def _of_days(self) -> Iterator[_Told]:
		for deal, lead in self._won:
			if deal.closed_at is None:
				continue
			for number, period in enumerate(self._origins.periods):
				if period.begin <= deal.closed_at < period.end:
					yield number, self._group(lead, deal.closed_at), deal, lead.created, None

	def _with_ways(self) -> Iterator[_Told]:
		"""With when their leads came in."""
		found = list(self._of_days())
		ways = ways_of(
			self._origins.asked, {deal.lead for _bucket, _group, deal, *_ in found}, Start.FIRST_CONTACT
		)
		for bucket, group, deal, created, _came in found:
			way = ways.get(deal.lead)
			yield bucket, group, deal, created, way.since if way else None

	def _group(self, lead: LeadOfDeal, day: datetime) -> str:
		dimension = self._origins.dimension
		if dimension in BY_TIME:
			return label_of(day.date(), dimension.value)
		return GROUP_OF_LEAD[dimension](lead) or ""
