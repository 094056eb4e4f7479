"""The sales that Source Return tells of as won, and how long they took from the first contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import frappe
from pypika import Table
from pypika.functions import Count, Min, Sum
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.deals.stored import DEAL
from lead_intelligence.adapters.reports.deal_days import ways_of
from lead_intelligence.adapters.reports.deals import (
	LeadOfDeal,
	won_leads,
)
from lead_intelligence.adapters.reports.dimensions import value_of
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.grouping import is_of_group
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.source_return_counts import Origins
from lead_intelligence.adapters.reports.stage_reach import Reach, days_since_first
from lead_intelligence.adapters.reports.won_deals import (
	Changed,
	changed_since,
	group_in,
	group_of_deal,
	undated,
	won_in,
)
from lead_intelligence.core.funnel.cycle import days_of
from lead_intelligence.core.funnel.cycle_question import Start
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.returns.figures import Won


class _Sale(NamedTuple):
	"""See `core.funnel.deal.Deal`."""

	lead: str
	closed_at: datetime | None
	amount: float | None


class WonOfCohorts:
	"""Of leads that came in within the periods, whenever they were won."""

	undated = 0

	def __init__(self, origins: Origins) -> None:
		self._origins, self._changed = origins, changed_since(origins.asked)

	def by_group(self) -> list[dict[str, Won]]:
		"""By period and group."""
		origins = self._origins
		found: list[dict[str, Won]] = [{} for _period in origins.periods]
		for query, reach, deal in self._stored():
			group = value_of(origins.dimension, reach.table, reach.entered)
			terms = {
				"of_period": origins.bucket(reach.entered),
				**ids_of(group),
				"won_days": days_since_first(reach.table.creation, reach.entered, deal.closed_at),
				"won_known": deal.has_amount,
			}
			rows = grouped(query, terms, Min(group), Count("*"), Sum(deal.amount))
			for bucket, _one, _other, days, is_known, told, sales, amount in rows:
				won = found[bucket].setdefault(group_in(origins.dimension, told), Won())
				won.add(amount if is_known else None, days, sales)
		for bucket, name, begun, sale in self._changed_ones():
			won = found[bucket].setdefault(name, Won())
			won.add(sale.amount, days_of(begun, sale.closed_at))
		return found

	def leads(self, group: str | None) -> set[str]:
		"""Of the period itself; None: of all groups."""
		origins, found = self._origins, set()
		for query, reach, _deal in self._stored():
			query = query.where(within(reach.entered, origins.periods[0])).select(reach.lead).distinct()
			if group is not None:
				query = query.where(is_of_group(origins.dimension, group, reach.table, reach.entered))
			found |= {lead for (lead,) in query.run()}
		return found | {
			sale.lead
			for bucket, name, _begun, sale in self._changed_ones()
			if not bucket and group in (None, name)
		}

	def _stored(self) -> Iterator[tuple[QueryBuilder, Reach, Table]]:
		"""What is stored of those of which nothing has changed since, beside when their leads came in."""
		changed = self._changed.leads
		if changed is None:
			return
		deal = frappe.qb.DocType(DEAL)
		for reach in self._origins.cohorts(of_lead=True):
			query = frappe.qb.from_(reach.table).join(deal).on(deal.lead == reach.lead)
			query = query.where((deal.outcome == Outcome.WON.value) & self._origins.in_periods(reach.entered))
			query = query.where(reach.table.creation.isnotnull())
			yield (query.where(deal.lead.notin(changed)) if changed else query), reach, deal

	def _changed_ones(self) -> Iterator[tuple[int, str, datetime, _Sale]]:
		"""The period, the group, when the cycle began, and the sale."""
		ways = ways_of(self._origins.asked, {row[0] for row in self._changed.won}, Start.FIRST_CONTACT)
		for name, closed_at, has_amount, amount, *told in self._changed.won:
			way, lead = ways.get(name), LeadOfDeal._make(told)
			if way is None or way.since is None:
				continue
			sale = _Sale(name, closed_at, amount if has_amount else None)
			for bucket, period in enumerate(self._origins.periods):
				if period.begin <= way.since < period.end:
					group = group_of_deal(self._origins.dimension, lead, way.since)
					yield bucket, group, min(lead.created, way.since), sale


class WonOfDays:
	"""Those that were won in the periods, whenever the leads came in."""

	def __init__(self, origins: Origins) -> None:
		self._origins = origins

	@cached_property
	def _changed(self) -> Changed:
		return changed_since(self._origins.asked)

	@property
	def undated(self) -> int:
		"""Those of which nobody knows when they were won, which decides here."""
		return undated(self._origins.asked, self._changed)

	def by_group(self) -> list[dict[str, Won]]:
		"""By period and group."""
		origins = self._origins
		found: list[dict[str, Won]] = [{} for _period in origins.periods]
		for alike in won_in(origins.asked, self._changed, origins.periods, origins.dimension):
			won = found[alike.place].setdefault(alike.group, Won())
			won.add(alike.amount, alike.days, alike.sales)
		return found

	def leads(self, group: str | None) -> set[str]:
		"""Of the period itself; None: of all groups."""
		period, dimension = self._origins.periods[0], self._origins.dimension
		return {
			lead
			for lead, closed_at, told in won_leads(self._origins.asked, period)
			if group in (None, group_of_deal(dimension, told, closed_at))
		}


def won_sales(origins: Origins, *, by_cohort: bool) -> WonOfCohorts | WonOfDays:
	return WonOfCohorts(origins) if by_cohort else WonOfDays(origins)
