"""When each lead first came to each stage, read from the journey: one row for each lead, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add, or_
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Cast, Coalesce, Count, Max, Min, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage, rank

JOURNEY: Final = "Lead Journey Entry"
EVERY: Final = (*LADDER, Stage.NURTURE, Stage.DISQUALIFIED)
FIELDS_OF_LEAD: Final = (
	*("source", "campaign", "lead_owner", "territory", "company", "market_segment", "status", "creation"),
	*("li_grade", "li_definition", "li_stage", "li_cycle"),
)
"""Under their names on this site."""
# Stands for a moment that nobody knows: it comes after all that are known. As a text it would make texts of all moments.
_UNKNOWN: Final = Cast("9999-12-31 00:00:00", "DATETIME(6)")


class Reach:
	"""A subquery with a row for each lead that came to one of `stages`: terms that say when, to select and filter by.

	`lead`: the lead's name. Moments are naive, in the system time zone, of the first time over all cycles. A lead that is older than the
	app was placed on its stages one day, but nobody knows when it came there: it entered when it was made, and all else is unknown.
	`table` also has the fields of the lead by which leads are told apart (`FIELDS_OF_LEAD`): to join Lead once more takes long.
	"""

	ALIAS: Final = "reach"

	def __init__(self, asked: AskedLeads, stages: tuple[Stage, ...] = EVERY, alias: str = ALIAS) -> None:
		self.stages = stages
		self.query = _of_leads(asked, stages)
		self.table = self.query.as_(alias)
		self.lead = self.table.lead

	def came_to(self, stage: Stage) -> Criterion:
		"""Whether the lead was on just that stage once, at a known moment or not."""
		return self.table[_column(stage)].isnotnull()

	def moment(self, stage: Stage) -> Term:
		"""Null where it never was, and where nobody knows when."""
		known = NullIf(self.table[_column(stage)], _UNKNOWN)
		return known if stage in CONVERTED else NullIf(known, self.table.placed)

	@property
	def entered(self) -> Term:
		"""The first moment on any of the stages, or that in which the lead was made where it is older than what is known of its stages."""
		return NullIf(self.table.entered, _UNKNOWN)

	def reached_at(self, stage: Stage) -> Term:
		"""The first moment on this rung of the ladder or a later one; on the lowest, the lead may have been made before. What ERPNext made of
		the lead counts only where nothing else is known: an order that is dated before the first contact does not say when the lead came.
		Null where no moment is known."""
		rungs = [one for one in LADDER[rank(stage) :] if one in self.stages]
		before_sales = [self.moment(one) for one in rungs if one not in CONVERTED]
		if stage is LADDER[0]:
			before_sales.append(self.table.born)
		sold = [self.moment(one) for one in rungs if one in CONVERTED]
		moments = [_earliest(some) for some in (before_sales, sold) if some]
		return Coalesce(*moments) if len(moments) > 1 else moments[0]

	def came_to_any(self, stages: Iterable[Stage]) -> Criterion:
		return reduce(or_, (self.came_to(stage) for stage in stages))

	@property
	def mask(self) -> Term:
		"""The stages that the lead was on: of the first in `stages` the lowest bit."""
		bits = (
			Case().when(self.came_to(stage), 1 << place).else_(0) for place, stage in enumerate(self.stages)
		)
		return reduce(add, bits)

	def days(self, first: Stage, then: Stage) -> Term:
		"""Calendar days from one stage to another; below nought where the second came first. Null unless both are known."""
		return days_between(self.moment(first), self.moment(then))


def _earliest(moments: Sequence[Term]) -> Term:
	if len(moments) == 1:
		return moments[0]
	return NullIf(Function("LEAST", *(Coalesce(moment, _UNKNOWN) for moment in moments)), _UNKNOWN)


def days_between(first: Term, then: Term) -> Function:
	return Function("DATEDIFF", then, first)


def _of_leads(asked: AskedLeads, stages: tuple[Stage, ...]) -> QueryBuilder:
	"""Those that are asked for, with their fields. When a lead was made matters only where the journey does not say when it came."""
	first, lead = _first_moments(stages).as_("first_moments"), frappe.qb.DocType("Lead")
	before_sales = [stage for stage in stages if stage not in CONVERTED and stage in LADDER]
	untold = first.placed.notnull() | (first.entered == _UNKNOWN)
	if before_sales:
		untold |= Coalesce(*(NullIf(first[_column(stage)], _UNKNOWN) for stage in before_sales)).isnull()
	born = Case().when(untold, lead.creation)
	query = frappe.qb.from_(first).left_join(lead).on(lead.name == first.lead)
	query = query.select(first.lead, first.placed, *(first[_column(stage)] for stage in stages))
	query = query.select(born.as_("born"))
	query = query.select(Function("LEAST", first.entered, Coalesce(born, _UNKNOWN)).as_("entered"))
	query = query.select(*(lead[actual_name(field)] for field in FIELDS_OF_LEAD))
	criterion = asked.criterion(lead)
	if criterion is None:
		return query
	# Of a plain condition the database may think that it is better to begin with Lead, and to look each lead up in a table that it has
	# no index on: six times as slow.
	return query.where(Case().when(criterion, 1).else_(0) == 1)


def _first_moments(stages: tuple[Stage, ...]) -> QueryBuilder:
	"""By lead. All of it is in the index, in the order in which it is wanted."""
	journey = frappe.qb.DocType(JOURNEY)
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		query = query.force_index("lead_stages")
	# The greatest of equal names: the plain one makes the database look for a way to do it lead by lead, and then sort all rows first.
	query = query.select(Max(journey.lead).as_("lead"))
	query = query.select(Min(_at(journey)).as_("entered"), Min(placed_at(journey)).as_("placed"))
	query = query.select(
		*(
			Min(Case().when(journey.stage_after == stage.value, _at(journey))).as_(_column(stage))
			for stage in stages
		)
	)
	named = [stage.value for stage in stages]
	criterion = journey.stage_after.isin(named) if len(stages) < len(EVERY) else journey.stage_after > ""
	return query.where(criterion & journey.lead.isnotnull()).groupby(journey.lead)


def placed_at(journey: Table) -> Case:
	"""When the app first saw a lead that is older than it is, and put it on the stages that it had come to by then."""
	by_us = journey.cause.isnull() | (journey.cause != Cause.IMPORT.value)
	first = (journey.cycle == 0) & (journey.stage_before.isnull() | (journey.stage_before == ""))
	converted = [stage.value for stage in CONVERTED]
	return Case().when(first & by_us & journey.stage_after.notin(converted), journey.at)


def _at(journey: Table) -> Term:
	return Coalesce(journey.at, _UNKNOWN)


def _column(stage: Stage) -> str:
	return f"at_{stage.value.lower()}"


def nameless_leads() -> int:
	"""How many leads have been deleted, of which only rows without a name are left: they are in no figure."""
	journey = frappe.qb.DocType(JOURNEY)
	query = frappe.qb.from_(journey).select(Count("*")).where(journey.lead.isnull())
	query = query.where(
		(journey.stage_after > "") & (journey.stage_before.isnull() | (journey.stage_before == ""))
	)
	return int(query.run()[0][0])
