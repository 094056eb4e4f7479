"""The hand-overs that a report is of: those of a period, of leads that match its filters and that whoever asks may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar

import frappe
from frappe.utils import cint, flt, getdate
from pypika import Case, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion

from lead_intelligence.adapters.handovers import DOCTYPE, TO_SALES
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.handover_groups import HandoverGroup
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.funnel.agreement_findings import Bar
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import ripe_before

Meant = Callable[[Table], Criterion]
"""What holds for the rows that a figure counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
	"""What the settings say of reports, as of a day. `worked_days`, `ripe_days`: see the settings."""

	worked_days: int
	ripe_days: int
	fewest: int
	alarm: float
	today: date

	@property
	def bar(self) -> Bar:
		return Bar(alarm=self.alarm, fewest=self.fewest, days=self.worked_days)

	@property
	def ripe_before(self) -> datetime:
		return ripe_before(self.today, self.ripe_days)


def agreed() -> Agreed:
	stored = settings()
	return Agreed(
		worked_days=cint(stored.worked_days),
		ripe_days=cint(stored.ripe_days),
		fewest=cint(stored.fewest_cases),
		alarm=flt(stored.treatment_alarm) / 100,
		today=getdate(),
	)


def midnight(day: date, days_later: int) -> datetime:
	return datetime.combine(day, time.min) + timedelta(days=days_later)


def leads_asked(filters: Filters) -> AskedLeads:
	"""Whatever their agreement is now: the one that is meant is that under which a lead was handed over."""
	return AskedLeads(replace(filters, definition=None))


@dataclass(slots=True)
class LeadsAmong(AskedLeads):
	"""Of the leads that are asked for, those that have a hand-over of the period."""

	handovers: HandoversOfPeriod

	@property
	def is_narrow(self) -> bool:
		return True

	def criterion(self, lead: Table) -> Criterion:
		# Not `super()`: a dataclass with slots is another class than the one whose body this is.
		asked = AskedLeads.criterion(self, lead)
		handover = frappe.qb.DocType(DOCTYPE)
		found = frappe.qb.from_(handover).select(1).where(handover.lead == lead.name)
		found = ExistsCriterion(found.where(self.handovers.is_meant(handover)))
		# Compared as a figure, it is looked up in the index for each lead that is left. As a mere condition, the database would first write
		# down the names of all those leads, of which tens of thousands are more than it keeps in memory.
		among = flag(found) == 1
		return among if asked is None else asked & among


@dataclass(slots=True, kw_only=True)
class HandoversOfPeriod:
	"""`act`: from whom to whom they were handed over. `group.moment` is what is to be in the period."""

	filters: Filters
	group: HandoverGroup
	agreed: Agreed
	act: str = TO_SALES
	asked: AskedLeads = field(init=False)
	stages_of_all: ClassVar[bool] = False
	"""Whether the stages on which leads are now are told of all of them, and not only of those that were accepted long enough ago."""

	def __post_init__(self) -> None:
		self.asked = leads_asked(self.filters)

	def rows(self, *, with_lead: bool | None = None) -> QueryBuilder:
		"""One for each, with at least `lead` and `raw`, by which it is known to what group it belongs."""
		handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
		query = self.read(with_lead=with_lead).select(
			handover.name, handover.lead, handover.status, handover.reason
		)
		return query.select(handover.consequence, self.group.raw(handover, lead).as_("raw"))

	def read(self, *, with_lead: bool | None = None) -> QueryBuilder:
		"""Selects nothing yet. `with_lead`: whether Lead is joined; by default where the group is told by it. Hundreds of thousands of
		leads are not looked up where nothing is asked of them."""
		handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
		query = frappe.qb.from_(handover)
		if self.asked.is_narrow or (self.group.is_of_lead if with_lead is None else with_lead):
			query = self.asked.only(query.join(lead).on(lead.name == handover.lead), lead)
		return query.where(self.is_meant(handover))

	def leads(self) -> LeadsAmong:
		"""Those that have one in the period."""
		return LeadsAmong(self.asked.filters, self)

	def is_meant(self, handover: Table) -> Criterion:
		meant = self.is_of_period(handover) & handover.lead.isnotnull()
		if self.filters.definition:
			meant &= handover.definition == self.filters.definition
		return meant

	def is_of_period(self, handover: Table) -> Criterion:
		return (handover.act == self.act) & within(handover[self.group.moment], self.filters.period)

	def without_lead(self) -> int:
		"""How many are of leads that were deleted: nobody can tell any more whose they were."""
		handover = frappe.qb.DocType(DOCTYPE)
		query = frappe.qb.from_(handover).select(Count("*")).where(handover.lead.isnull())
		return int(query.where(self.is_of_period(handover)).run()[0][0])

	def behind(self, group: str | None, meant: Meant) -> QueryBuilder:
		"""The leads behind a figure. `group`: None for all."""
		rows = self.rows().as_("rows")
		query = frappe.qb.from_(rows).select(rows.lead).where(meant(rows))
		return query if group is None else query.where(rows.raw.isin(self.raw_of(group) or [""]))

	def raw_of(self, group: str) -> list[str]:
		"""What the database groups by, of all that belongs to a group."""
		if not self.group.is_folded:
			return [group]
		handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
		found = self.read().select(self.group.raw(handover, lead)).distinct().run()
		return self.group.raw_of(group, [raw for (raw,) in found])


def flag(criterion: Criterion) -> Case:
	return Case().when(criterion, 1).else_(0)
