"""When each lead first came to each stage, read from the journey: one row for each lead, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import frappe
from pypika import Case
from pypika.functions import Coalesce, Count, NullIf
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.milestones.journey_moments import (
	CAME,
	JOURNEY,
	SINCE,
	SOLD,
	at_name,
	bit_of,
	reached_name,
)
from lead_intelligence.adapters.milestones.reading import Rows, Wanted, in_one, in_parts
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.outsiders import outsiders
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage

FIELDS_OF_LEAD: Final = (
	*("source", "campaign", "lead_owner", "territory", "company", "market_segment", "status", "creation"),
	*("li_grade", "li_definition", "li_stage", "li_cycle"),
)
"""Under their names on this site."""
_NO_LIMIT: Final = 2**63 - 1


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
		rows: Rows | None = None,
		others: Sequence[str] | None = None,
	) -> None:
		if rows is None:
			rows = in_one(Wanted(moments=moments, reached=reached, leads=leads, since=since))
		self._is_told = rows.told
		self.query = _of_leads(asked, rows, reached, of_lead=of_lead, others=others)
		self.table = self.query.as_(alias)
		self.lead = self.table.lead

	@property
	def number(self) -> Term:
		"""See `numbers.number_of`."""
		return self.table.number

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
		known = self.table[at_name(stage)]
		return known if stage in CONVERTED else NullIf(known, self.table.placed)

	def reached_at(self, stage: Stage) -> Term:
		"""The first moment on this rung or a later one; on the lowest, the lead may have been made before. Null where no moment is known."""
		if stage is not LADDER[0]:
			return self.table[reached_name(stage)]
		if self._is_told:
			return self.table[CAME]
		since, placed, came, born = (self.table[name] for name in (SINCE, "placed", CAME, "born"))
		case = Case().when(came.isnotnull(), came)
		case = case.when(placed.isnull(), Coalesce(born, self.table[SOLD])).when(since == placed, born)
		return case.else_(Function("LEAST", since, born))

	@property
	def entered(self) -> Term:
		"""When the lead came to its first stage, or was made where that is not known."""
		return self.reached_at(LADDER[0])

	def days(self, first: Stage, then: Stage) -> Term:
		"""Calendar days from one stage to another; below nought where the second came first. Null unless both are known."""
		return days_between(self.moment(first), self.moment(then))


def reach_in_parts(
	asked: AskedLeads,
	moments: Sequence[Stage] = (),
	*,
	reached: Sequence[Stage] = LADDER[:1],
	of_lead: bool = True,
	since: datetime | None = None,
	came: tuple[datetime, datetime] | None = None,
	numbered: bool = False,
) -> list[Reach]:
	"""For whoever adds up what each of them gives, which takes the database less than all in one. No lead is in two. `came`: only those that
	may have come in then. `numbered`: each with its `number`."""
	wanted = Wanted(
		moments=moments, reached=reached, since=since, came=came, numbered=numbered, by_name=of_lead
	)
	others = None if of_lead else outsiders(asked)
	return [
		Reach(asked, moments, reached=reached, of_lead=of_lead, rows=rows, others=others)
		for rows in in_parts(wanted)
	]


def days_between(first: Term, then: Term) -> Function:
	return Function("DATEDIFF", then, first)


def days_since_first(created: Term, came: Term, then: Term) -> Function:
	"""From the first contact: when the lead was made, or when it came in where that was earlier."""
	return days_between(Function("LEAST", created, came), then)


def _of_leads(
	asked: AskedLeads,
	rows: Rows,
	reached: Sequence[Stage],
	*,
	of_lead: bool,
	others: Sequence[str] | None,
) -> QueryBuilder:
	"""Those that are asked for, with their fields. When a lead was made matters only where the journey does not say when it came. `others`: all
	that are not asked for; None where they are too many to be told."""
	first, lead = rows.query.as_("first_moments"), frappe.qb.DocType("Lead")
	criterion = asked.criterion(lead) if others is None else None
	query = frappe.qb.from_(first).select(first.star)
	if others:
		query = query.where(first.lead.notin(others))
	untold = None
	if LADDER[0] in reached and not rows.told:
		untold = first[CAME].isnull()
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
