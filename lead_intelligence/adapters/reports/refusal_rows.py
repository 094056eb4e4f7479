"""The answers of sales in a period, of which the refused ones are looked at: a row for each, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

import frappe
from pypika import Case, Table
from pypika.functions import Cast, Coalesce, Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.handovers import ACCEPTED, DOCTYPE, REFUSED, WITHDRAWN
from lead_intelligence.adapters.reports.handover_period import HandoversOfPeriod, Meant, flag
from lead_intelligence.core.funnel.refusals import AnswerSort, Contest, RefusalCount

_CONTESTS: Final = {ACCEPTED: Contest.ACCEPTED, REFUSED: Contest.REFUSED, WITHDRAWN: Contest.WITHDRAWN}


class Answers(HandoversOfPeriod):
	"""Those that sales accepted or refused in the period."""

	def counts(self) -> dict[str, RefusalCount]:
		"""By group. Where it is the reason or its consequence, what was accepted has the group ""."""
		rows = self.rows().as_("rows")
		told = (rows.raw, rows.status, rows.contested, rows.contest, rows.accepted_later)
		query = frappe.qb.from_(rows).select(*told, Count("*")).groupby(*told)
		found: dict[str, RefusalCount] = defaultdict(RefusalCount)
		for raw, status, contested, contest, accepted_later, number in query.run():
			sort = AnswerSort(
				contest=_contest(contested, contest) if status == REFUSED else None,
				accepted_later=bool(accepted_later),
			)
			found[self.group.group_of(raw)].add(sort, number)
		return found

	def rows(self, *, with_lead: bool | None = None) -> QueryBuilder:
		"""`contested`, `accepted_later`: 0 or 1. `contest`: the status of the hand-over by which it was contested."""
		handover = frappe.qb.DocType(DOCTYPE)
		# By the way that names are written in the field that says what is contested.
		again = _contests().as_("again")
		query = (
			super()
			.rows(with_lead=with_lead)
			.left_join(again)
			.on(again.contest_of == Cast(handover.name, "CHAR"))
		)
		query = query.where(handover.status.isin([ACCEPTED, REFUSED]))
		refused = handover.status == REFUSED
		return query.select(
			flag(refused & (handover.contested_by > "")).as_("contested"),
			Case().when(refused, again.status).as_("contest"),
			flag(refused & _accepted_later(handover)).as_("accepted_later"),
		)

	def each(self, most: int) -> list[dict[str, Any]]:
		"""The refusals one by one, the latest first."""
		handover, lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")
		query = self.rows(with_lead=True).where(handover.status == REFUSED)
		query = query.select(handover.decided_at, handover.decided_by, handover.from_user, handover.note)
		query = query.select(handover.contested_by, lead.lead_name, lead.company_name, lead.li_stage)
		query = query.select(lead[actual_name("source")].as_("source"), lead.li_grade)
		query = query.orderby(handover.decided_at, order=frappe.qb.desc)
		rows: list[dict[str, Any]] = (
			query.orderby(handover.name, order=frappe.qb.desc).limit(most).run(as_dict=True)
		)
		for row in rows:
			row["contest"] = _contest(row["contested"], row["contest"])
		return rows

	def by_reason(self) -> dict[str, int]:
		"""How often each reason was given."""
		handover = frappe.qb.DocType(DOCTYPE)
		query = self.read(with_lead=False).where(handover.status == REFUSED)
		reason = Coalesce(handover.reason, "")
		return dict(query.select(reason, Count("*")).groupby(reason).run())


class Refusals(Answers):
	"""Only those that sales refused."""

	stages_of_all = True

	def read(self, *, with_lead: bool | None = None) -> QueryBuilder:
		return super().read(with_lead=with_lead).where(frappe.qb.DocType(DOCTYPE).status == REFUSED)


def _contests() -> QueryBuilder:
	"""A refusal is contested once."""
	handover = frappe.qb.DocType(DOCTYPE).as_("contesting")
	query = frappe.qb.from_(handover).select(handover.contest_of, handover.status)
	return query.where(handover.contest_of > "")


def _accepted_later(handover: Table) -> Criterion:
	later = frappe.qb.DocType(DOCTYPE).as_("later")
	query = frappe.qb.from_(later).select(1)
	query = query.where((later.lead == handover.lead) & (later.status == ACCEPTED))
	return ExistsCriterion(query.where(later.name > handover.name))


def _contest(contested: int, status: str | None) -> Contest:
	if not contested:
		return Contest.NOT_CONTESTED
	return _CONTESTS.get(status or "", Contest.OPEN)


def meant_by(column: str) -> Meant | None:
	"""What holds for the rows that a column counts; None for a column that counts something else."""
	return _MEANT.get(column)


def _contested(*statuses: str) -> Meant:
	return lambda rows: (rows.contested == 1) & rows.contest.isin(statuses)


_MEANT: Final[Mapping[str, Meant]] = {
	"refused": lambda rows: rows.status == REFUSED,
	"answered": lambda rows: rows.status.isin([ACCEPTED, REFUSED]),
	"contested": lambda rows: rows.contested == 1,
	"contest_accepted": _contested(ACCEPTED),
	"contest_refused": _contested(REFUSED),
	"contest_open": lambda rows: (
		(rows.contested == 1) & Coalesce(rows.contest, "").notin([ACCEPTED, REFUSED, WITHDRAWN])
	),
	"accepted_later": lambda rows: rows.accepted_later == 1,
}
