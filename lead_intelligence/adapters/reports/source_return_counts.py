"""How many leads Source Return counts, each in one statement over the journey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import frappe
from pypika import Case
from pypika.functions import Count, Min
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.funnel_counts import counted
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.reports.periods import place_among, within, within_any
from lead_intelligence.adapters.reports.stage_reach import Reach, reach_in_parts
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.figures import Reached

RUNGS: Final = {
	"leads": LADDER[0],
	"mql": Stage.MQL,
	"sql": Stage.SQL,
	"opportunities": Stage.OPPORTUNITY,
	"customers": Stage.CUSTOMER,
}
"""By name of a count, the stage that those leads came to, or beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
	"""Leads told apart by the `dimension`, in one of the `periods`, the first of which is the one that is asked for."""

	asked: AskedLeads
	dimension: Dimension
	periods: Sequence[Period]

	def cohort(self) -> tuple[Reach, Term]:
		"""With the moment at which each lead came in."""
		reach = Reach(self.asked, (), reached=LADDER[:1], of_lead=self.dimension not in BY_TIME)
		return reach, reach.entered

	def cohorts(self, *, numbered: bool = False, of_lead: bool | None = None) -> list[Reach]:
		"""The same in parts, without most of those that are in no period. `of_lead`: with the lead's fields, see `Reach`; None: where it is told
		apart by one."""
		came = (self.periods[-1].begin, self.periods[0].end)
		if of_lead is None:
			of_lead = self.dimension not in BY_TIME
		return reach_in_parts(self.asked, of_lead=of_lead, came=came, numbered=numbered)

	def bucket(self, moment: Term) -> Case:
		return place_among(moment, self.periods)

	def in_periods(self, moment: Term) -> Criterion:
		return within_any(moment, self.periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
	"""`reached`: by period and group. `young`: by group, those of the period itself that are too young to be judged."""

	reached: Sequence[dict[str, Reached]]
	young: Mapping[str, int]


def of_cohorts(origins: Origins, ripe_before: datetime) -> Cohorts:
	"""`ripe_before`: leads that came in since then are young."""
	counts = list(_counts(origins, ripe_before))
	names = one_name_each(told for _bucket, told, *_more in counts)
	by_rung: list[dict[str, list[int]]] = [{} for _period in origins.periods]
	young: dict[str, int] = {}
	for bucket, told, rung, ripe, leads in counts:
		group = names[told]
		by_rung[bucket].setdefault(group, [0] * len(RUNGS))[rung] += leads
		if not bucket and not ripe:
			young[group] = young.get(group, 0) + leads
	reached = [{group: _reached(rungs) for group, rungs in of_period.items()} for of_period in by_rung]
	return Cohorts(reached=reached, young=young)


def _counts(origins: Origins, ripe_before: datetime) -> Iterator[tuple[int, str, int, int, int]]:
	"""Period, group, rung, whether it is old enough, and how many leads."""
	for reach in origins.cohorts():
		entered = reach.entered
		group = value_of(origins.dimension, reach.table, entered)
		terms = {
			**ids_of(group),
			"of_period": origins.bucket(entered),
			"furthest": _furthest(reach),
			"ripe": Case().when(entered < ripe_before, 1).else_(0),
		}
		query = frappe.qb.from_(reach.table).where(origins.in_periods(entered))
		for _one, _other, bucket, rung, ripe, told, leads in grouped(query, terms, Min(group), Count("*")):
			yield bucket, told, rung, ripe, leads


def is_of_cohort(origins: Origins) -> Callable[[int], bool]:
	"""Whether the lead of that number, see `numbers.number_of`, came in within the period itself. Only of leads of whom there may be a sale."""
	found: set[int] = set()
	for reach in origins.cohorts(numbered=True, of_lead=False):
		dealt = kept(_dealt(), "dealt")
		query = frappe.qb.from_(reach.table).left_join(dealt).on(dealt.number == reach.number)
		# Of a plain condition the database may think that it is better to begin with those, and to look for each among all leads.
		query = query.where(Case().when(dealt.number.isnotnull(), 1).else_(0) == 1)
		query = query.where(within(reach.entered, origins.periods[0]))
		found.update(int(number) for (number,) in query.select(reach.number).run())
	return found.__contains__


def one_name_each(names: Iterable[str]) -> dict[str, str]:
	"""Capitals play no part, as they play none where the database tells groups apart."""
	every, first = sorted(set(names)), dict[str, str]()
	for name in every:
		first.setdefault(name.rstrip().casefold(), name)
	return {name: first[name.rstrip().casefold()] for name in every}


def _reached(furthest: Sequence[int]) -> Reached:
	"""`furthest`: how many leads came just to each of the rungs."""
	return Reached(**{name: sum(furthest[place:]) for place, name in enumerate(RUNGS)})


def _dealt() -> QueryBuilder:
	"""The numbers of all leads of whom there may be a sale: whatever else there is of a sale hangs on one of these."""
	made, offer, customer, behind, fact = (
		frappe.qb.DocType(name)
		for name in ("Opportunity", "Quotation", "Customer", "Prospect Lead", "Lead History Fact")
	)
	names = [
		frappe.qb.from_(made)
		.select(number_of(made.party_name).as_("number"))
		.where(made.opportunity_from == "Lead"),
		frappe.qb.from_(offer).select(number_of(offer.party_name)).where(offer.quotation_to == "Lead"),
		frappe.qb.from_(customer).select(number_of(customer.lead_name)).where(customer.lead_name > ""),
		frappe.qb.from_(behind).select(number_of(behind.lead)).where(behind.lead > ""),
		frappe.qb.from_(fact)
		.select(number_of(fact.lead))
		.where((fact.kind == "Opportunity") & (fact.lead > "")),
	]
	every = union_of(names, "every")
	return frappe.qb.from_(every).select(every.number).distinct()


def _furthest(reach: Reach) -> Case:
	"""The place of the last of the rungs that the lead came to."""
	case = Case()
	for place, stage in reversed(list(enumerate(RUNGS.values()))):
		if place:
			case = case.when(reach.has_reached(stage), place)
	return case.else_(0)


def of_activity(origins: Origins) -> list[dict[str, Reached]]:
	"""By period and group: leads that first came to each of the rungs in it. By the calendar, each belongs to the day of that."""
	is_by_time, since = origins.dimension in BY_TIME, origins.periods[-1].begin
	reaches = reach_in_parts(origins.asked, reached=list(RUNGS.values()), of_lead=not is_by_time, since=since)
	told = _active_by_day if is_by_time else _active
	rows = [row for reach in reaches for row in told(origins, reach)]
	one_name = one_name_each({group for _bucket, group, _rung, _leads in rows})
	found: list[dict[str, dict[str, int]]] = [{} for _period in origins.periods]
	for bucket, group, rung, leads in rows:
		counts = found[bucket].setdefault(one_name[group], dict.fromkeys(RUNGS, 0))
		counts[rung] += leads
	return [{group: Reached(**counts) for group, counts in of_period.items()} for of_period in found]


_Active = Iterator[tuple[int, str, str, int]]
"""Period, group, name of the rung, and how many leads came to it there."""


def _active(origins: Origins, reach: Reach) -> _Active:
	"""Each lead is looked at once: in which of the periods it came to each of the rungs."""
	buckets_of = {
		f"period_of_{name}": origins.bucket(reach.reached_at(stage)) for name, stage in RUNGS.items()
	}
	group = value_of(origins.dimension, reach.table, reach.entered)
	terms = {**ids_of(group), **buckets_of}
	rows = grouped(frappe.qb.from_(reach.table), terms, Min(group), Count("*"))
	for _one, _other, *buckets, told, leads in rows:
		for rung, bucket in zip(RUNGS, buckets, strict=True):
			if bucket is not None:
				yield bucket, told, rung, leads


def _active_by_day(origins: Origins, reach: Reach) -> _Active:
	"""Rung by rung, as a lead belongs to another part of the calendar with each."""
	for rung, stage in RUNGS.items():
		moment = reach.reached_at(stage)
		columns = {
			"bucket": origins.bucket(moment),
			"group": value_of(origins.dimension, reach.table, moment),
		}
		query = frappe.qb.from_(reach.table).where(origins.in_periods(moment))
		for bucket, group, leads in counted(query, columns):
			yield bucket, group, rung, leads


def leads_of_rung(origins: Origins, name: str, *, by_cohort: bool) -> tuple[Reach, Term, QueryBuilder]:
	"""Those of the period itself that are counted under the name, and the moment by which they belong to it."""
	stage = RUNGS[name]
	reach = Reach(origins.asked, (), reached=(LADDER[0] if by_cohort else stage,))
	moment = reach.reached_at(LADDER[0] if by_cohort else stage)
	query = frappe.qb.from_(reach.table).select(reach.lead).where(within(moment, origins.periods[0]))
	return reach, moment, query.where(reach.has_reached(stage)) if by_cohort else query
