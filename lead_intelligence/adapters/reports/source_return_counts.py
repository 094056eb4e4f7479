"""How many leads Source Return counts, each in one statement over the journey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any, Final, NamedTuple

import frappe
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.milestones.journey_moments import bit_of
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.funnel_counts import counted, numbers_table
from lead_intelligence.adapters.reports.numbers import kept, number_of
from lead_intelligence.adapters.reports.periods import place_among, within, within_any
from lead_intelligence.adapters.reports.stage_reach import Reach, reach_in_parts, worked_out
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

	def cohorts(self, *, numbered: bool = False, of_lead: bool = True) -> list[Reach]:
		"""The same in parts, without most of those that are in no period."""
		came = (self.periods[-1].begin, self.periods[0].end)
		of_lead = of_lead and self.dimension not in BY_TIME
		return reach_in_parts(self.asked, of_lead=of_lead, came=came, numbered=numbered)

	def bucket(self, moment: Term) -> Case:
		return place_among(moment, self.periods)

	def in_periods(self, moment: Term) -> Criterion:
		return within_any(moment, self.periods)


class Came(NamedTuple):
	"""When a lead came in, in which of the periods, and of which group it is."""

	bucket: int
	group: str
	at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
	"""`reached`: by period and group. `young`: by group, those of the period itself that are too young to be judged. `dealt`: those of whom there
	may be a sale, by the number of the lead, see `numbers.digest`."""

	reached: Sequence[dict[str, Reached]]
	young: Mapping[str, int]
	dealt: Mapping[int, Came]

	def is_shown(self, number: int) -> bool:
		"""Whether that lead is one of the period itself."""
		came = self.dealt.get(number)
		return came is not None and not came.bucket


def of_cohorts(origins: Origins, ripe_before: datetime) -> Cohorts:
	"""`ripe_before`: leads that came in since then are young."""
	counts, came = _counts(origins, ripe_before), list(_came(origins))
	names = _one_name_each([*(row[1] for row in counts), *(one.group for _number, one in came)])
	by_rung: list[dict[str, list[int]]] = [{} for _period in origins.periods]
	young: dict[str, int] = {}
	for bucket, told, rung, ripe, leads in counts:
		group = names[told]
		by_rung[bucket].setdefault(group, [0] * len(RUNGS))[rung] += leads
		if not bucket and not ripe:
			young[group] = young.get(group, 0) + leads
	reached = [{group: _reached(rungs) for group, rungs in of_period.items()} for of_period in by_rung]
	dealt = {number: one._replace(group=names[one.group]) for number, one in came}
	return Cohorts(reached=reached, young=young, dealt=dealt)


def is_of_cohort(origins: Origins) -> Callable[[int], bool]:
	"""As `Cohorts.is_shown`, where nothing else is wanted."""
	return {number for number, came in _came(origins) if not came.bucket}.__contains__


def _counts(origins: Origins, ripe_before: datetime) -> list[Sequence[Any]]:
	found: list[Sequence[Any]] = []
	for reach in origins.cohorts():
		entered = reach.entered
		columns = {
			"bucket": origins.bucket(entered),
			"group": value_of(origins.dimension, reach.table, entered),
			"rung": _furthest(reach),
			"ripe": Case().when(entered < ripe_before, 1).else_(0),
		}
		query = frappe.qb.from_(reach.table).where(origins.in_periods(entered))
		found += counted(query, columns)
	return found


def _came(origins: Origins) -> Iterator[tuple[int, Came]]:
	"""Those of whom there may be a sale."""
	lead = frappe.qb.DocType("Lead").as_("of_lead")
	for reach in origins.cohorts(numbered=True, of_lead=False):
		entered, dealt = reach.entered, kept(_dealt(), "dealt")
		query = frappe.qb.from_(reach.table).left_join(dealt).on(dealt.number == reach.number)
		# Of a plain condition the database may think that it is better to begin with those, and to look for each among all leads.
		query = query.where(Case().when(dealt.number.isnotnull(), 1).else_(0) == 1)
		query = query.where(origins.in_periods(entered))
		if origins.dimension not in BY_TIME:
			query = query.left_join(lead).on((lead.name == reach.lead) & dealt.number.isnotnull())
		group = value_of(origins.dimension, lead, entered)
		for number, *came in query.select(reach.number, origins.bucket(entered), group, entered).run():
			yield int(number), Came(*came)


def _one_name_each(names: Iterable[str]) -> dict[str, str]:
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
	every = reduce(lambda one, other: one.union_all(other), names).as_("every")
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
	first, *higher = RUNGS.items()
	rows = [(first[0], row) for reach in origins.cohorts() for row in _came_in(origins, reach)]
	# Most leads are on the first rung alone, and need not be looked at for the others.
	since, of_lead = origins.periods[-1].begin, origins.dimension not in BY_TIME
	stages = [stage for _name, stage in higher]
	for reach in reach_in_parts(origins.asked, reached=stages, of_lead=of_lead, since=since):
		rows += ((higher[rung][0], row) for rung, *row in _climbed(origins, reach, stages))
	one_name = _one_name_each(group for _name, (_bucket, group, _leads) in rows)
	found: list[dict[str, Reached]] = [{} for _period in origins.periods]
	for name, (bucket, told, leads) in rows:
		group = one_name[told]
		found[bucket][group] = found[bucket].get(group, Reached()) + Reached(**{name: leads})
	return found


def _came_in(origins: Origins, reach: Reach) -> Sequence[Sequence[Any]]:
	"""By period and group."""
	entered = reach.entered
	columns = {
		"bucket": origins.bucket(entered),
		"group": value_of(origins.dimension, reach.table, entered),
	}
	return counted(frappe.qb.from_(reach.table).where(origins.in_periods(entered)), columns)


def _climbed(origins: Origins, reach: Reach, stages: Sequence[Stage]) -> Sequence[Sequence[Any]]:
	"""By place of the stage among these, period and group."""
	dimension = origins.dimension
	numbers, moment = numbers_table([bit_of(stage) for stage in stages]), Case()
	for number, stage in enumerate(stages):
		moment = moment.when(numbers.number == number, reach.reached_at(stage))
	query = frappe.qb.from_(reach.table).join(numbers).on(reach.mask >= numbers.bits)
	columns = {"rung": numbers.number, "moment": moment}
	if dimension not in BY_TIME:
		columns["of_lead"] = value_of(dimension, reach.table, moment)
	made = worked_out(query.where(origins.in_periods(moment)), columns)
	group = value_of(dimension, made, made.moment) if dimension in BY_TIME else made.of_lead
	bucket = origins.bucket(made.moment)
	return counted(frappe.qb.from_(made), {"rung": made.rung, "bucket": bucket, "group": group})


def leads_of_rung(origins: Origins, name: str, *, by_cohort: bool) -> tuple[Reach, Term, QueryBuilder]:
	"""Those of the period itself that are counted under the name, and the moment by which they belong to it."""
	stage = RUNGS[name]
	reach = Reach(origins.asked, (), reached=(LADDER[0] if by_cohort else stage,))
	moment = reach.reached_at(LADDER[0] if by_cohort else stage)
	query = frappe.qb.from_(reach.table).select(reach.lead).where(within(moment, origins.periods[0]))
	return reach, moment, query.where(reach.has_reached(stage)) if by_cohort else query
