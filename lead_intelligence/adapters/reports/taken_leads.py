"""Who took which leads in a period, as a subquery: by what was recorded of assignments, else by who owns them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import frappe
from pypika.functions import Coalesce, Max, Min
from pypika.queries import QueryBuilder, Selectable
from pypika.terms import Criterion, Term, ValueWrapper

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.routing_requests import DOCTYPE as ASSIGNMENT
from lead_intelligence.adapters.routing_requests import RequestState
from lead_intelligence.core.reporting.period import Period

_TAKEN: Final = (RequestState.ASSIGNED.value, RequestState.BY_HAND.value)
_NOBODY: Final = sorted(user for user in NOBODY if user)


class TakenLeads:
	"""Columns of `table`: user, lead, at, recorded (1, or 0 where only the owner of the lead says so, and `at` is when it was made).

	`reps`: only these. `leads`: only these. `each_once`: every lead once, whoever took it, with no user.
	"""

	def __init__(
		self,
		asked: AskedLeads,
		reps: Sequence[str] | None,
		*,
		leads: Sequence[str] | None = None,
		each_once: bool = False,
	) -> None:
		taken = _recorded(asked, reps, leads).union_all(_told(asked, reps, leads))
		self.table: Selectable = (_once(taken) if each_once else taken).as_("taken")


def _once(taken: Selectable) -> QueryBuilder:
	every = taken.as_("every")
	query = frappe.qb.from_(every).select(ValueWrapper("").as_("user"), every.lead, Min(every.at).as_("at"))
	return query.select(Max(every.recorded).as_("recorded")).groupby(every.lead)


def _recorded(asked: AskedLeads, reps: Sequence[str] | None, leads: Sequence[str] | None) -> QueryBuilder:
	row, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	query = asked.only(frappe.qb.from_(row).join(lead).on(lead.name == row.lead), lead)
	query = query.select(
		row.to_user.as_("user"), row.lead, Min(row.decided_at).as_("at"), ValueWrapper(1).as_("recorded")
	)
	query = query.where(row.state.isin(_TAKEN) & _is_somebody(row.to_user))
	query = query.where(_within(row.decided_at, asked.filters.period))
	if reps is not None:
		query = query.where(row.to_user.isin(reps or [""]))
	if leads is not None:
		query = query.where(row.lead.isin(leads))
	return query.groupby(row.to_user, row.lead)


def _told(asked: AskedLeads, reps: Sequence[str] | None, leads: Sequence[str] | None) -> QueryBuilder:
	lead = frappe.qb.DocType("Lead")
	query = without_assignment(asked, leads).where(_is_somebody(lead.lead_owner))
	query = query.select(lead.lead_owner.as_("user"), lead.name.as_("lead"), lead.creation.as_("at"))
	query = query.select(ValueWrapper(0).as_("recorded"))
	return query if reps is None else query.where(lead.lead_owner.isin(reps or [""]))


def without_assignment(asked: AskedLeads, leads: Sequence[str] | None = None) -> QueryBuilder:
	"""Leads that were made in the period and of which nothing records who took them."""
	row, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).left_join(row).on((row.lead == lead.name) & row.state.isin(_TAKEN))
	query = asked.only(query, lead).where(row.name.isnull() & _within(lead.creation, asked.filters.period))
	return query if leads is None else query.where(lead.name.isin(leads))


def owner_is_known() -> Criterion:
	return _is_somebody(Coalesce(frappe.qb.DocType("Lead").lead_owner, ""))


def _is_somebody(user: Term) -> Criterion:
	return user.isnotnull() & user.notin(["", *_NOBODY])


def _within(moment: Term, period: Period) -> Criterion:
	return (moment >= period.begin) & (moment < period.end)
