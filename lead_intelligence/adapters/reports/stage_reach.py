"""When each lead first came to each stage, read from the journey: one row for each lead, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, Count, Max, Min, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import AggregateFunction, Criterion, Function, NullValue, Term

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage, rank

JOURNEY: Final = "Lead Journey Entry"
FIELDS_OF_LEAD: Final = (
	*("source", "campaign", "lead_owner", "territory", "company", "market_segment", "status", "creation"),
	*("li_grade", "li_definition", "li_stage", "li_cycle"),
)
"""Under their names on this site."""
_NO_LIMIT: Final = 2**63 - 1
_CONVERTED: Final = sorted(stage.value for stage in CONVERTED)


class Reach:
	"""A subquery with a row for each lead that came to a rung of the ladder: terms that say when, to select and filter by.

	`moments`: the stages whose `moment` is wanted; `reached`: those whose `reached_at` is. Each costs something for every row of the
	journey. `lead`: the lead's name. Moments are naive, in the system time zone, of the first time over all cycles. A lead that is older
	than the app was placed on its stages one day, but nobody knows when it came there: it came when it was made, and all else is unknown.
	`leads`: only these, which costs as much as they are many. `since`: only those whose moments may lie there or later, which leaves out most of
	what is not asked of a short period. With `of_lead`, `table` also has the fields by which leads are told apart (`FIELDS_OF_LEAD`): to join Lead once more takes long.
	"""

	ALIAS: Final = "reach"

	def __init__(
		self,
		asked: AskedLeads,
		moments: Sequence[Stage] = LADDER,
		alias: str = ALIAS,
		*,
		reached: Sequence[Stage] = LADDER[:1],
		of_lead: bool = True,
		leads: Sequence[str] | None = None,
		since: datetime | None = None,
	) -> None:
		found = _first_moments(moments, reached, leads)
		if since:
			found = found.having(_may_have_come(since))
		self.query = _of_leads(asked, found, reached, of_lead=of_lead)
		self.table = self.query.as_(alias)
		self.lead = self.table.lead

	@property
	def mask(self) -> Term:
		"""The stages that the lead was on, at a known moment or not: of the lowest rung the lowest bit."""
		return self.table.mask

	def came_to(self, stage: Stage) -> Criterion:
		"""Whether the lead was on just that stage once, at a known moment or not."""
		return self.came_to_any((stage,))

	def came_to_any(self, stages: Iterable[Stage]) -> Criterion:
		return self.mask.bitwiseand(sum(bit_of(stage) for stage in stages)) > 0

	def has_reached(self, stage: Stage) -> Criterion:
		"""Whether the lead came to that rung or beyond."""
		return self.mask >= bit_of(stage)

	def moment(self, stage: Stage) -> Term:
		"""Null where it never was, and where nobody knows when."""
		known = self.table[_at(stage)]
		return known if stage in CONVERTED else NullIf(known, self.table.placed)

	def reached_at(self, stage: Stage) -> Term:
		"""The first moment on this rung or a later one; on the lowest, the lead may have been made before. What ERPNext made of the lead
		counts only where nothing else is known: an order that is dated before the first contact does not say when the lead came. Null
		where no moment is known."""
		sold = self.table[_sold(stage)]
		if stage in CONVERTED:
			return sold
		since, placed, case = self.table[_since(stage)], self.table.placed, Case()
		if stage is not LADDER[0]:
			return case.when(since == placed, NullValue()).else_(Coalesce(since, sold))
		born = self.table.born
		case = case.when(placed.isnull(), Coalesce(since, born, sold)).when(since == placed, born)
		return case.else_(Function("LEAST", since, born))

	@property
	def entered(self) -> Term:
		"""When the lead came to its first stage, or was made where that is not known."""
		return self.reached_at(LADDER[0])

	def days(self, first: Stage, then: Stage) -> Term:
		"""Calendar days from one stage to another; below nought where the second came first. Null unless both are known."""
		return days_between(self.moment(first), self.moment(then))


def bit_of(stage: Stage) -> int:
	return 1 << rank(stage)


def days_between(first: Term, then: Term) -> Function:
	return Function("DATEDIFF", then, first)


def _of_leads(
	asked: AskedLeads, moments: QueryBuilder, reached: Sequence[Stage], *, of_lead: bool
) -> QueryBuilder:
	"""Those that are asked for, with their fields. When a lead was made matters only where the journey does not say when it came."""
	first, lead = moments.as_("first_moments"), frappe.qb.DocType("Lead")
	criterion = asked.criterion(lead)
	query = frappe.qb.from_(first).select(first.star)
	untold = None
	if LADDER[0] in reached:
		untold = first.placed.notnull() | first[_since(LADDER[0])].isnull()
		query = query.select(Case().when(untold, lead.creation).as_("born"))
	if of_lead or criterion is not None:
		query = query.left_join(lead).on(lead.name == first.lead)
	elif untold is not None:
		query = query.left_join(lead).on((lead.name == first.lead) & untold)
	if of_lead:
		query = query.select(*(lead[actual_name(field)] for field in FIELDS_OF_LEAD))
	if criterion is None:
		return query
	# Of a plain condition the database may think that it is better to begin with Lead, and to look each lead up in a table that it has
	# no index on: six times as slow.
	return query.where(Case().when(criterion, 1).else_(0) == 1)


def _first_moments(
	moments: Sequence[Stage], reached: Sequence[Stage], leads: Sequence[str] | None
) -> QueryBuilder:
	"""By lead. All of it is in the index, in the order in which it is wanted."""
	journey = frappe.qb.DocType(JOURNEY)
	stage, at = journey.stage_after, journey.at
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		query = query.force_index("lead_stages")
	bits = Case()
	for one in LADDER:
		bits = bits.when(stage == one.value, bit_of(one))
	# The greatest of equal names: the plain one makes the database look for a way to do it lead by lead, and then sort all rows first.
	query = query.select(Max(journey.lead).as_("lead"), Min(placed_at(journey)).as_("placed"))
	query = query.select(AggregateFunction("BIT_OR", bits).as_("mask"))
	query = query.select(*(Min(Case().when(stage == one.value, at)).as_(_at(one)) for one in moments))
	spans = {_since(one): [rung for rung in LADDER[rank(one) :] if rung not in CONVERTED] for one in reached}
	spans |= {_sold(one): [rung for rung in LADDER[rank(one) :] if rung in CONVERTED] for one in reached}
	for name, rungs in spans.items():
		if rungs:
			in_span = stage.isin([rung.value for rung in rungs])
			query = query.select(Min(Case().when(in_span, at)).as_(name))
	named = [one.value for one in LADDER]
	meant = journey.lead.isnotnull() if leads is None else journey.lead.isin(leads)
	return query.where(stage.isin(named) & meant).groupby(journey.lead)


def _may_have_come(since: datetime) -> Criterion:
	"""Holds for leads with a row of that time or later. What was never on a stage of its own at a known moment may have come when it was made,
	which the journey does not say."""
	journey = frappe.qb.DocType(JOURNEY)
	by_itself = Case().when(journey.stage_after.notin(_CONVERTED), journey.at)
	return (Max(journey.at) >= since) | Max(by_itself).isnull()


def placed_at(journey: Table) -> Case:
	"""When the app first saw a lead that is older than it is, and put it on the stages that it had come to by then."""
	by_us = journey.cause.isnull() | (journey.cause != Cause.IMPORT.value)
	first = (journey.cycle == 0) & (journey.stage_before.isnull() | (journey.stage_before == ""))
	return Case().when(first & by_us & journey.stage_after.notin(_CONVERTED), journey.at)


def _at(stage: Stage) -> str:
	return f"at_{stage.value.lower()}"


def _since(stage: Stage) -> str:
	return f"since_{stage.value.lower()}"


def _sold(stage: Stage) -> str:
	"""From all rungs but the last, the same."""
	return "sold_last" if stage is LADDER[-1] else "sold"


def worked_out(query: QueryBuilder, columns: Mapping[str, Term]) -> QueryBuilder:
	"""As a table of its own. Without the limit, MariaDB would work each column out anew wherever it is spoken of."""
	query = query.select(*(term.as_(name) for name, term in columns.items()))
	return query.limit(_NO_LIMIT).as_("made")


def nameless_leads() -> int:
	"""How many leads have been deleted, of which only rows without a name are left: they are in no figure."""
	journey = frappe.qb.DocType(JOURNEY)
	query = frappe.qb.from_(journey).select(Count("*")).where(journey.lead.isnull())
	query = query.where(
		(journey.stage_after > "") & (journey.stage_before.isnull() | (journey.stage_before == ""))
	)
	return int(query.run()[0][0])
