"""What has become of hand-overs to sales within the days agreed: a row for each, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import frappe
from pypika import Interval, Table
from pypika.functions import Coalesce, Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion, Function, Term

from lead_intelligence.adapters.handovers import ACCEPTED, DOCTYPE, OPEN, REFUSED, WITHDRAWN
from lead_intelligence.adapters.reports.handover_period import HandoversOfPeriod, Meant, flag, midnight
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.funnel.handovers import HandoverCount, HandoverSort, Reply
from lead_intelligence.core.sla.closing import CLOCKS_DIFFER_BY

_REPLIES: Final = {ACCEPTED: Reply.ACCEPTED, REFUSED: Reply.REFUSED, WITHDRAWN: Reply.WITHDRAWN}
_FLAGS: Final = ("is_over", "withdrawn", "decided", "answered", "tried", "in_bulk")


class HandedOver(HandoversOfPeriod):
	"""Those that were handed over in the period."""

	def counts(self) -> dict[str, HandoverCount]:
		"""By group."""
		rows = self.rows().as_("rows")
		told = ("raw", "status", "reason", "consequence", *_FLAGS)
		query = frappe.qb.from_(rows).select(*(rows[name] for name in told), Count("*"))
		found: dict[str, HandoverCount] = defaultdict(HandoverCount)
		for raw, status, reason, consequence, *flags, number in query.groupby(
			*(rows[name] for name in told)
		).run():
			sort = HandoverSort(
				reply=_REPLIES.get(status, Reply.NONE),
				reason=reason,
				consequence=consequence,
				**{name: bool(flag) for name, flag in zip(_FLAGS, flags, strict=True)},
			)
			found[self.group.group_of(raw)].add(sort, number)
		return found

	def rows(self) -> QueryBuilder:
		"""`raw`: of which group it is. Flags are 0 or 1, see `HandoverSort`; `answered` and `tried` are 0 as well where they play no part."""
		handover = frappe.qb.DocType(DOCTYPE)
		is_over, in_days = self._is_over(handover), self._in_days(handover, handover.decided_at)
		has_reason = (handover.status == ACCEPTED) | (handover.reason > "")
		decided = flag(handover.status.isin([ACCEPTED, REFUSED]) & has_reason & in_days)
		withdrawn = flag((handover.status == WITHDRAWN) & in_days)
		# Touches are only looked up where they change anything: of most hand-overs the answer of sales says enough.
		open_ = is_over & ((decided == 0) | (handover.in_bulk == 1))
		flags = {
			"is_over": flag(is_over),
			"withdrawn": withdrawn,
			"decided": decided,
			"answered": flag(open_ & self._has(Response.ANSWER, handover)),
			"tried": flag(open_ & (decided == 0) & (withdrawn == 0) & self._has(Response.ATTEMPT, handover)),
			"in_bulk": flag(handover.in_bulk == 1),
		}
		return super().rows().select(*(term.as_(name) for name, term in flags.items()))

	def _is_over(self, handover: Table) -> Criterion:
		"""Whether the days are over within which it is to be worked: the last of them was before today."""
		return handover.handed_at < midnight(self.agreed.today, -self.agreed.worked_days)

	def _in_days(self, handover: Table, moment: Term) -> Criterion:
		return Function("DATEDIFF", moment, handover.handed_at) <= self.agreed.worked_days

	def _has(self, response: Response, handover: Table) -> Criterion:
		"""Whether somebody answered the lead, or tried to, after it was handed over and within the days."""
		touch = frappe.qb.DocType("Lead Touch")
		query = frappe.qb.from_(touch).select(1)
		query = query.where((touch.lead == handover.lead) & (touch.response == response.value))
		# As for clocks: who answers just before has answered this.
		since = handover.handed_at - Interval(minutes=CLOCKS_DIFFER_BY // timedelta(minutes=1))
		query = query.where(touch.happened_at >= since)
		return ExistsCriterion(query.where(self._in_days(handover, touch.happened_at)))


def meant_by(column: str) -> Meant | None:
	"""What holds for the rows that a column counts; None for a column that counts something else."""
	return _MEANT.get(column)


def refused_for(reason: str) -> Meant:
	return lambda rows: (rows.status == REFUSED) & (Coalesce(rows.reason, "") == reason)


def _worked(rows: Table) -> Criterion:
	return (rows.answered == 1) | (rows.decided == 1)


def _untreated(rows: Table) -> Criterion:
	return (rows.is_over == 1) & _worked(rows).negate()


_MEANT: Final[Mapping[str, Meant]] = {
	"handed_over": lambda rows: rows.lead.isnotnull(),
	"not_over": lambda rows: rows.is_over == 0,
	"due": lambda rows: (rows.is_over == 1) & (_worked(rows) | (rows.withdrawn == 0)),
	"worked": lambda rows: (rows.is_over == 1) & _worked(rows),
	"in_bulk": lambda rows: (
		(rows.is_over == 1) & (rows.answered == 0) & (rows.decided == 1) & (rows.in_bulk == 1)
	),
	"taken_back": lambda rows: _untreated(rows) & (rows.withdrawn == 1),
	"tried": lambda rows: _untreated(rows) & (rows.withdrawn == 0) & (rows.tried == 1),
	"untouched": lambda rows: _untreated(rows) & (rows.withdrawn == 0) & (rows.tried == 0),
	"accepted": lambda rows: rows.status == ACCEPTED,
	"refused": lambda rows: rows.status == REFUSED,
	"unanswered": lambda rows: rows.status.isin(OPEN),
}
