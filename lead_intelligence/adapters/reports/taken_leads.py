"""Who took which leads in a period: by what was recorded of assignments, else by who owns them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce, Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.routing_requests import DOCTYPE as ASSIGNMENT
from lead_intelligence.adapters.routing_requests import RequestState
from lead_intelligence.adapters.statements import some_at_a_time

_TAKEN: Final = (RequestState.ASSIGNED.value, RequestState.BY_HAND.value)
_NOBODY: Final = sorted(user for user in NOBODY if user)


class TakenLeads:
	"""Queries of leads that reps took: user, lead, at. `reps`: only these.

	A lead that a rep got twice was taken the first time. `each_once`: a lead that several took was taken by the first.
	"""

	def __init__(self, asked: AskedLeads, reps: Sequence[str] | None) -> None:
		self._asked, self._reps = asked, reps
		self._again, self._passed_on = self._later_ones()

	def recorded(self, leads: Sequence[str] | None = None, *, each_once: bool = False) -> QueryBuilder:
		"""What assignments say."""
		row = frappe.qb.DocType(ASSIGNMENT)
		later = [*self._again, *self._passed_on] if each_once else self._again
		query = self._recorded(leads)
		return query.where(row.name.notin(later)) if later else query

	@property
	def are_passed_on(self) -> bool:
		return bool(self._passed_on)

	def passed_on(self, leads: Sequence[str] | None = None) -> QueryBuilder:
		"""What others took after somebody in the period had taken it: what `recorded` has more without `each_once`."""
		row = frappe.qb.DocType(ASSIGNMENT)
		return self._recorded(leads).where(row.name.isin(self._passed_on or [0]))

	def _recorded(self, leads: Sequence[str] | None) -> QueryBuilder:
		row, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
		query = frappe.qb.from_(row)
		if self._asked.is_narrow:
			query = self._asked.only(query.join(lead).on(lead.name == row.lead), lead)
		query = query.where(self._is_taken(row)).select(
			row.to_user.as_("user"), row.lead, row.decided_at.as_("at")
		)
		return query if leads is None else query.where(row.lead.isin(leads))

	def told(self, leads: Sequence[str] | None = None) -> QueryBuilder:
		"""Leads of which only their owner says who took them; `at` is when they were made."""
		lead = frappe.qb.DocType("Lead")
		query = without_assignment(self._asked, leads).where(_is_somebody(lead.lead_owner))
		query = query.select(lead.lead_owner.as_("user"), lead.name.as_("lead"), lead.creation.as_("at"))
		return query if self._reps is None else query.where(lead.lead_owner.isin(self._reps or [""]))

	def unrecorded(self) -> QueryBuilder:
		"""What `told` has and, unless only some reps are asked for, those besides that nobody owns: their user is empty."""
		if self._reps is not None:
			return self.told()
		lead = frappe.qb.DocType("Lead")
		user = Case().when(_is_somebody(lead.lead_owner), lead.lead_owner).else_("")
		query = without_assignment(self._asked)
		return query.select(user.as_("user"), lead.name.as_("lead"), lead.creation.as_("at"))

	def _is_taken(self, row: Table) -> Criterion:
		is_taken = row.state.isin(_TAKEN) & _is_somebody(row.to_user) & row.lead.isnotnull()
		is_taken &= within(row.decided_at, self._asked.filters.period)
		return is_taken if self._reps is None else is_taken & row.to_user.isin(self._reps or [""])

	def _later_ones(self) -> tuple[list[int], list[int]]:
		"""Assignments of leads to who had got them before in the period, and to others after the first. Most leads have one."""
		row = frappe.qb.DocType(ASSIGNMENT)
		taken = frappe.qb.from_(row).where(self._is_taken(row))
		several = taken.select(row.lead).groupby(row.lead).having(Count("*") > 1).run(pluck=True)
		again: list[int] = []
		passed_on: list[int] = []
		for some in some_at_a_time(several):
			query = taken.where(row.lead.isin(some))
			takers: dict[str, set[str]] = {}
			rows = query.select(row.lead, row.to_user, row.name).orderby(row.decided_at).orderby(row.name)
			for lead, user, name in rows.run():
				before = takers.setdefault(lead, set())
				if user in before:
					again.append(name)
				elif before:
					passed_on.append(name)
				before.add(user)
		return again, passed_on


def without_assignment(asked: AskedLeads, leads: Sequence[str] | None = None) -> QueryBuilder:
	"""Leads that were made in the period and of which nothing records who took them."""
	row, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).left_join(row).on((row.lead == lead.name) & row.state.isin(_TAKEN))
	query = asked.only(query, lead).where(row.name.isnull() & within(lead.creation, asked.filters.period))
	return query if leads is None else query.where(lead.name.isin(leads))


def owner_is_known() -> Criterion:
	return _is_somebody(Coalesce(frappe.qb.DocType("Lead").lead_owner, ""))


def _is_somebody(user: Term) -> Criterion:
	return user.isnotnull() & user.notin(["", *_NOBODY])
