"""What became of the leads that were handed over in a period: each once, with its last hand-over of the period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import frappe
from pypika.functions import Coalesce, Count, Max, Min
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.handovers import ACCEPTED, DOCTYPE
from lead_intelligence.adapters.reports.deals import CompanyOfDeal, deals_of
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.handover_period import HandoversOfPeriod, flag
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.funnel.handed_leads import DealCount, LeadCount, LeadSort


@dataclass(slots=True)
class Became:
	"""Of one group. `stages`: on which the leads are now. `currencies` of its deals; the names of the leads behind its figures."""

	leads: LeadCount = field(default_factory=LeadCount)
	stages: Counter[str] = field(default_factory=Counter)
	deals: DealCount = field(default_factory=DealCount)
	currencies: set[str] = field(default_factory=set)
	names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

	def add_all(self, other: Became) -> None:
		self.leads.add_all(other.leads)
		self.stages += other.stages
		self.deals.add_all(other.deals)
		self.currencies |= other.currencies
		for column, names in other.names.items():
			self.names[column] |= names


@dataclass(slots=True)
class OfLeads:
	"""By group, and how many deals could not be told from those of before the hand-over, because nobody knows when they were."""

	groups: dict[str, Became]
	undated: int


@dataclass(frozen=True, slots=True)
class _Handed:
	group: str
	since: date
	sort: LeadSort


def what_became_of(handed: HandoversOfPeriod) -> OfLeads:
	"""Deals count from the day of the first hand-over of the period on."""
	groups: dict[str, Became] = defaultdict(Became)
	counted = _counted(handed)
	deals = deals_of(handed.leads(), CompanyOfDeal)
	of_leads = _handed(handed, {deal.lead for deal in deals.deals})
	undated, currency = 0, cache(currency_of)
	for deal in deals.deals:
		lead = of_leads.get(deal.lead)
		if lead is None:
			continue
		day = _day(deal)
		if day is None:
			undated += 1
		elif day >= lead.since:
			became = groups[lead.group]
			became.deals.add(deal)
			became.currencies.add(currency(deals.leads[deal.lead].company))
			_name(became, deal)
	for group, became in groups.items():
		for name in became.names["opportunities"]:
			sort = of_leads[name].sort
			counted[group][sort] -= 1
			counted[group][sort._replace(converted=True)] += 1
			if sort.is_ripe:
				became.names["converted"].add(name)
	for group, sorts in counted.items():
		for sort, number in sorts.items():
			groups[group].leads.add(sort, number)
			groups[group].stages[sort.stage or ""] += number
	return OfLeads(groups=groups, undated=undated)


def _day(deal: Deal) -> date | None:
	"""When it began; of a sale without an opportunity, when it was made."""
	moment = deal.opened_at or deal.closed_at
	return moment.date() if moment else None


def _name(became: Became, deal: Deal) -> None:
	became.names["opportunities"].add(deal.lead)
	if deal.outcome is Outcome.WON:
		became.names["won"].add(deal.lead)
	elif deal.outcome is Outcome.LOST:
		became.names["lost"].add(deal.lead)


def _counted(handed: HandoversOfPeriod) -> dict[str, Counter[LeadSort]]:
	found: dict[str, Counter[LeadSort]] = defaultdict(Counter)
	for query, told in _queries(handed):
		for raw, is_ripe, accepted, *stage, number in query.select(Count("*")).groupby(*told).run():
			sort = LeadSort(
				is_ripe=bool(is_ripe), accepted=bool(accepted), stage=next(iter(stage), None) or None
			)
			found[handed.group.group_of(raw)][sort] += number
	return found


def _queries(handed: HandoversOfPeriod) -> Iterator[_Query]:
	"""Stages are looked up where they are told; of all leads at once where these are read anyway."""
	if handed.stages_of_all or handed.group.is_of_lead:
		yield _sorted(handed)
		return
	handover = frappe.qb.DocType(DOCTYPE)
	kept = (handover.status == ACCEPTED) & (handover[handed.group.moment] < handed.agreed.ripe_before)
	for with_stage, which in ((True, kept), (False, kept.negate())):
		query, told = _sorted(handed, with_stage=with_stage)
		yield query.where(which), told


def _handed(handed: HandoversOfPeriod, names: Iterable[str]) -> dict[str, _Handed]:
	"""Those of the leads that were handed over."""
	found: dict[str, _Handed] = {}
	for some in some_at_a_time(sorted(names)):
		query, _told = _sorted(handed, some)
		last, handover = query._from[0], frappe.qb.DocType(DOCTYPE)
		for raw, is_ripe, accepted, stage, lead, since in query.select(handover.lead, last.since).run():
			sort = LeadSort(is_ripe=bool(is_ripe), accepted=bool(accepted), stage=stage or None)
			found[lead] = _Handed(handed.group.group_of(raw), since.date(), sort)
	return found


def last_of_period(handed: HandoversOfPeriod, among: list[str] | None = None) -> QueryBuilder:
	"""For each lead, the name of its last hand-over of the period, and the moment of the first."""
	handover = frappe.qb.DocType(DOCTYPE)
	query = handed.read(with_lead=False)
	if among is not None:
		query = query.where(handover.lead.isin(among))
	first = Min(handover[handed.group.moment])
	# Not the lead, which that hand-over has: the names of tens of thousands are more than the database keeps in memory.
	return query.select(Max(handover.name).as_("last"), first.as_("since")).groupby(handover.lead)


def leads_behind(
	handed: HandoversOfPeriod,
	group: str | None,
	*,
	ripe_only: bool = False,
	stages: Sequence[str] | None = None,
) -> QueryBuilder:
	"""Those whose last hand-over of the period is in a group; None for all groups. `stages`: on one of which they are now."""
	last = last_of_period(handed).as_("last_one")
	handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(last).join(handover).on(handover.name == last.last)
	query = query.join(lead).on(lead.name == handover.lead).select(handover.lead)
	if group is not None:
		query = query.where(handed.group.raw(handover, lead).isin(handed.raw_of(group) or [""]))
	if stages is not None:
		query = query.where(Coalesce(lead.li_stage, "").isin(stages))
	return query.where(handover[handed.group.moment] < handed.agreed.ripe_before) if ripe_only else query


def leads_named(handed: HandoversOfPeriod, group: str | None, column: str) -> QueryBuilder:
	"""Those of which deals came, by what became of the deals: `opportunities`, `converted` (of ripe leads), `won` or `lost`."""
	groups = what_became_of(handed).groups
	if group is not None and not handed.group.is_folded:
		group = handed.group.group_of(group)
	wanted = groups.values() if group is None else [groups.get(group, Became())]
	names = sorted(set().union(*(became.names.get(column, ()) for became in wanted)))
	lead = frappe.qb.DocType("Lead")
	return frappe.qb.from_(lead).select(lead.name).where(lead.name.isin(names or [""]))


_Query = tuple[QueryBuilder, list[Term]]


def _sorted(handed: HandoversOfPeriod, among: list[str] | None = None, *, with_stage: bool = True) -> _Query:
	"""A row for each lead, and the terms by which it is counted."""
	last = last_of_period(handed, among).as_("last_one")
	handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(last).join(handover).on(handover.name == last.last)
	if with_stage or handed.group.is_of_lead:
		query = query.join(lead).on(lead.name == handover.lead)
	told = [
		handed.group.raw(handover, lead),
		flag(handover[handed.group.moment] < handed.agreed.ripe_before),
		flag(handover.status == ACCEPTED),
		*([Coalesce(lead.li_stage, "")] if with_stage else []),
	]
	return query.select(*told), told
