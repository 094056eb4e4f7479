"""Which leads were due a first response, or were given one, in a period: a row for each lead, as a subquery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import add
from typing import Final

import frappe
from pypika import Case, Table
from pypika.analytics import RowNumber
from pypika.functions import Coalesce, Count
from pypika.queries import QueryBuilder
from pypika.terms import Function, LiteralValue, Term, ValueWrapper

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.adapters.unions import union_of
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.buckets import LIMITS, Bucket
from lead_intelligence.core.responding.question import Basis
from lead_intelligence.core.responding.responses import OPEN, UNANSWERED, Standing
from lead_intelligence.core.sla.response_clock import Purpose, State

FACT: Final = "Lead History Fact"
_COLUMNS: Final = (
	*("lead", "since", "answered_at", "answerer", "working", "elapsed"),
	*("attempts", "standing"),
)


class ResponseRows:
	"""Each lead once: the first time in the period that it became due a first response or, on the other basis, the first answer in it.
	Leads that no clock ever timed come from imported history, with the elapsed time alone.

	Columns of `table`: lead, since, answered_at, answerer, working and elapsed (seconds), attempts, standing. `leads`: only these.
	`repeated`: the clocks that are left out, because another one of the lead came first.
	"""

	def __init__(
		self,
		asked: AskedLeads,
		basis: Basis,
		now: datetime,
		repeated: Sequence[int] = (),
		leads: Sequence[str] | None = None,
	) -> None:
		self.basis = basis
		queries = [_clocks(asked, basis, now, repeated, leads)]
		if has_answers():
			queries.append(_first(_history(asked, basis, leads)))
		self.table = union_of(queries, "response")

	@property
	def moment(self) -> Term:
		"""That by which a lead is in the period."""
		return self.table.since if self.basis is Basis.DUE else self.table.answered_at

	def step(self, seconds: Term) -> Term:
		"""How many of the limits it took longer than; null where that is unknown. What the database groups by is best a number."""
		return (
			reduce(add, (Case().when(seconds > limit, 1).else_(0) for limit in LIMITS.values())) + seconds * 0
		)

	def bucket(self, seconds: Term) -> Case:
		standing = self.table.standing
		case = Case().when(standing.isin(_names(OPEN)), Bucket.WAITING.value)
		case = case.when(standing.isin(_names(UNANSWERED)), Bucket.NEVER.value)
		case = case.when(seconds.isnull(), Bucket.UNKNOWN.value)
		for bucket, limit in LIMITS.items():
			case = case.when(seconds <= limit, bucket.value)
		return case.else_(Bucket.LATER.value)


def repeated_clocks(basis: Basis, period: Period) -> list[int]:
	"""The clocks in the period that are not the first of their lead in it. Hardly any lead has two: to look for those few is much less
	work than to put all in order."""
	clock = frappe.qb.DocType(CLOCK)
	moment = _moment(clock, basis)
	of_period = frappe.qb.from_(clock).where(clock.purpose == Purpose.FIRST_RESPONSE.value)
	of_period = of_period.where(clock.lead.isnotnull() & within(moment, period))
	several = of_period.select(clock.lead).groupby(clock.lead).having(Count("*") > 1).run(pluck=True)
	found: list[int] = []
	for some in some_at_a_time(several):
		query = of_period.where(clock.lead.isin(some))
		seen: set[str] = set()
		for lead, name in query.select(clock.lead, clock.name).orderby(moment).orderby(clock.name).run():
			if lead in seen:
				found.append(name)
			seen.add(lead)
	return found


def _moment(clock: Table, basis: Basis) -> Term:
	return clock.started_at if basis is Basis.DUE else clock.answered_at


def _names(standings: frozenset[Standing]) -> list[str]:
	return sorted(one.value for one in standings)


def has_answers() -> bool:
	"""Whether history with answers was imported."""
	return bool(frappe.db.exists(FACT, {"kind": "Answer"}))


def _first(query: QueryBuilder) -> QueryBuilder:
	every = query.as_("every")
	return frappe.qb.from_(every).select(*(every[name] for name in _COLUMNS)).where(every.place == 1)


def _clocks(
	asked: AskedLeads, basis: Basis, now: datetime, repeated: Sequence[int], leads: Sequence[str] | None
) -> QueryBuilder:
	clock, lead = frappe.qb.DocType(CLOCK), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(clock)
	if asked.is_narrow:
		query = asked.only(query.join(lead).on(lead.name == clock.lead), lead)
	query = query.select(
		clock.lead,
		clock.started_at.as_("since"),
		clock.answered_at,
		clock.answered_by.as_("answerer"),
		clock.working_time.as_("working"),
		clock.elapsed_time.as_("elapsed"),
		clock.attempts,
		_standing(clock, now).as_("standing"),
	)
	query = query.where((clock.purpose == Purpose.FIRST_RESPONSE.value) & clock.lead.isnotnull())
	query = query.where(within(_moment(clock, basis), asked.filters.period))
	if repeated:
		query = query.where(clock.name.notin(list(repeated)))
	return query if leads is None else query.where(clock.lead.isin(leads))


def _standing(clock: Table, now: datetime) -> Case:
	is_answered = clock.answered_at.isnotnull()
	return (
		Case()
		.when(is_answered & (clock.outcome == State.MET.value), Standing.IN_TIME.value)
		.when(is_answered & (clock.outcome == State.LATE.value), Standing.LATE.value)
		.when(is_answered, Standing.UNTIMED.value)
		.when(clock.outcome == State.BREACHED.value, Standing.BREACHED.value)
		.when(clock.outcome == State.NOT_APPLICABLE.value, Standing.ENDED.value)
		# What stands still has not run out, unless it had before.
		.when(Coalesce(clock.paused_since, now) > clock.due_at, Standing.OVERDUE.value)
		.else_(Standing.WAITING.value)
	)


def _history(asked: AskedLeads, basis: Basis, leads: Sequence[str] | None) -> QueryBuilder:
	"""The first answer that is known of each, since its first stage."""
	fact, clock = frappe.qb.DocType(FACT), frappe.qb.DocType(CLOCK)
	reach = Reach(asked, (), alias="came", of_lead=False)
	timed = frappe.qb.from_(clock).select(clock.lead).groupby(clock.lead)
	timed = timed.where((clock.purpose == Purpose.FIRST_RESPONSE.value) & clock.lead.isnotnull()).as_("timed")
	query = frappe.qb.from_(fact).join(reach.table).on(reach.lead == fact.lead)
	query = query.left_join(timed).on(timed.lead == fact.lead)
	seconds = Function("TIMESTAMPDIFF", LiteralValue("SECOND"), reach.entered, fact.at)
	query = query.select(
		fact.lead,
		reach.entered.as_("since"),
		fact.at.as_("answered_at"),
		fact.user.as_("answerer"),
		LiteralValue("NULL").as_("working"),
		seconds.as_("elapsed"),
		ValueWrapper(0).as_("attempts"),
		ValueWrapper(Standing.UNTIMED.value).as_("standing"),
		RowNumber().over(fact.lead).orderby(fact.at.isnull(), fact.at, fact.name).as_("place"),
	)
	query = query.where((fact.kind == "Answer") & timed.lead.isnull())
	query = query.where(within(reach.entered if basis is Basis.DUE else fact.at, asked.filters.period))
	return query if leads is None else query.where(fact.lead.isin(leads))


def nameless(period: Period, company: str | None) -> int:
	"""How many times leads that have been deleted since were due a first response in the period."""
	clock = frappe.qb.DocType(CLOCK)
	query = frappe.qb.from_(clock).select(Count("*")).where(clock.lead.isnull())
	query = query.where(clock.purpose == Purpose.FIRST_RESPONSE.value)
	if company:
		query = query.where(clock.company == company)
	return int(query.where(within(clock.started_at, period)).run()[0][0])
