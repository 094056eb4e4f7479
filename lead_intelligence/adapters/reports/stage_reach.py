"""When each lead first came to each stage, read from the journey: one row for each lead, in one statement."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, Count, Min, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.core.qualification.stages import LADDER, Stage

JOURNEY: Final = "Lead Journey Entry"
EVERY: Final = (*LADDER, Stage.NURTURE, Stage.DISQUALIFIED)
# Stands for a moment that nobody knows: it comes after all that are known.
_UNKNOWN: Final = "9999-12-31 00:00:00"


class Reach:
	"""A subquery with a row for each lead that came to one of `stages`: terms that say when, to select and filter by.

	`lead`: the lead's name. Moments are naive, in the system time zone, of the first time over all cycles.
	"""

	def __init__(self, asked: AskedLeads, stages: tuple[Stage, ...] = EVERY, alias: str = "reach") -> None:
		self.stages = stages
		self.query = _query(asked, stages)
		self.table = self.query.as_(alias)
		self.lead = self.table.lead

	def came_to(self, stage: Stage) -> Criterion:
		"""Whether the lead was on just that stage once, at a known moment or not."""
		return self.table[_column(stage)].isnotnull()

	def moment(self, stage: Stage) -> Term:
		"""Null where it never was, and where nobody knows when."""
		return NullIf(self.table[_column(stage)], _UNKNOWN)

	@property
	def entered(self) -> Term:
		"""The first moment on any of the stages. Null where none is known."""
		return NullIf(self.table.entered, _UNKNOWN)

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


def days_between(first: Term, then: Term) -> Function:
	return Function("DATEDIFF", then, first)


def _query(asked: AskedLeads, stages: tuple[Stage, ...]) -> QueryBuilder:
	journey, lead = frappe.qb.DocType(JOURNEY), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(journey)
	if asked.is_narrow:
		query = asked.only(query.join(lead).on(lead.name == journey.lead), lead)
	elif frappe.db.db_type == "mariadb":
		query = query.force_index("lead_stage_at")
	query = query.select(journey.lead, Min(_at(journey)).as_("entered"))
	query = query.select(
		*(
			Min(Case().when(journey.stage_after == stage.value, _at(journey))).as_(_column(stage))
			for stage in stages
		)
	)
	named = [stage.value for stage in stages]
	criterion = journey.stage_after.isin(named) if len(stages) < len(EVERY) else journey.stage_after > ""
	return query.where(criterion & journey.lead.isnotnull()).groupby(journey.lead)


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
