"""Notes of stagnant leads, as the reports read them: what lay still at a moment, and what came and went as time passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import frappe
from pypika import Case, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.lead_activity import last_touches
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.stagnation_rows import DOCTYPE
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.stagnant import ENDINGS, MOST_DAYS, Age, Way

MOST_LISTED: Final = 500


class StagnantRows:
	"""Notes beside their leads, which whoever asks may see. What ended before the lead would have become stagnant, because a touch
	was recorded late, was no stagnation."""

	def __init__(self, asked: AskedLeads) -> None:
		self._asked = asked
		self.note, self.lead = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Lead")

	def query(self, *, with_leads: bool = True) -> QueryBuilder:
		"""`with_leads`: whether something is read of the leads themselves. Notes of deleted ones name none."""
		query = frappe.qb.from_(self.note).where(self.was_stagnant() & self.note.lead.isnotnull())
		if not with_leads and not self._asked.is_narrow:
			return query
		return self._asked.only(query.join(self.lead).on(self.lead.name == self.note.lead), self.lead)

	def was_stagnant(self) -> Criterion:
		return self.note.ended_at.isnull() | (self.note.ended_at > self.note.stagnant_at)

	def stands(self, moment: datetime) -> Criterion:
		"""Whether the lead was stagnant just before then."""
		ended = self.note.ended_at
		return (self.note.stagnant_at < moment) & (ended.isnull() | (ended >= moment))

	def days(self, moment: datetime) -> Function:
		"""For how many calendar days nothing had happened."""
		return Function("DATEDIFF", moment, self.note.quiet_since)

	def age(self, moment: datetime) -> Case:
		case = Case()
		for age, most in MOST_DAYS.items():
			case = case.when(self.days(moment) <= most, age.value)
		return case.else_(Age.LONGER.value)

	def came(self, period: Period) -> Criterion:
		return within(self.note.stagnant_at, period)

	def went(self, period: Period) -> Criterion:
		return within(self.note.ended_at, period)

	def way(self) -> Case:
		case = Case()
		for way in (Way.TOUCH, Way.STEP, Way.STAGE):
			case = case.when(self.note.ended_because.isin(ENDINGS[way]), way.value)
		return case.else_(Way.OTHER.value)

	def leads_by(self, term: Term, criterion: Criterion) -> dict[Any, int]:
		"""Leads, each once."""
		query = self.query(with_leads=False).select(
			term.as_("grp"), Count(_number_of(self.note.lead)).distinct()
		)
		return dict(query.where(criterion).groupby(frappe.qb.Field("grp")).run())

	def leads_by_both(self, term: Term, other: Term, criterion: Criterion) -> dict[tuple[Any, Any], int]:
		query = self.query(with_leads=False).select(
			term.as_("grp"), other.as_("other"), Count(_number_of(self.note.lead)).distinct()
		)
		query = query.where(criterion).groupby(frappe.qb.Field("grp"), frappe.qb.Field("other"))
		return {(group, way): leads for group, way, leads in query.run()}

	def days_by(
		self, term: Term, moment: datetime, *, with_leads: bool = False
	) -> Iterator[tuple[Any, int, int]]:
		"""What is stagnant then: group, days and how many leads. `with_leads`: whether the leads tell the group."""
		query = self.query(with_leads=with_leads).select(
			term.as_("grp"), self.days(moment).as_("days"), Count("*")
		)
		query = query.where(self.stands(moment)).groupby(frappe.qb.Field("grp"), frappe.qb.Field("days"))
		for group, days, leads in query.run():
			yield group, int(days), leads

	def by_day(self, moment: Term, end: datetime) -> dict[date, int]:
		"""Notes that began, or ended, on each day before then."""
		query = self.query(with_leads=False).select(Function("DATE", moment).as_("day"), Count("*"))
		return dict(query.where(moment < end).groupby(frappe.qb.Field("day")).run())

	def never_were(self) -> int:
		"""Notes of leads that turned out not to have been stagnant."""
		note = self.note
		query = self._asked.only(
			frappe.qb.from_(note).join(self.lead).on(self.lead.name == note.lead), self.lead
		)
		return int(query.where(note.ended_at <= note.stagnant_at).select(Count("*")).run()[0][0])

	def listed(self, moment: datetime) -> list[frappe._dict]:
		"""What is stagnant then, what is quiet longest first."""
		note, lead = self.note, self.lead
		query = (
			self.query()
			.where(self.stands(moment))
			.select(
				note.lead,
				lead.lead_name,
				lead.company_name,
				note.stage,
				note.owner_user,
				lead.li_grade,
				note.quiet_since,
				note.stagnant_at,
				self.days(moment).as_("days"),
			)
		)
		query = query.orderby(note.quiet_since).orderby(note.lead).limit(MOST_LISTED)
		return list(query.run(as_dict=True))


def _number_of(lead: Term) -> Term:
	"""Stands for the name: to tell numbers apart takes the database a fraction of the time that texts take."""
	return Function("CRC32", lead) * (1 << 32) + Function("CRC32", Function("REVERSE", lead))


def nameless(moment: datetime, company: str | None) -> int:
	"""Notes of before then of leads that have been deleted since."""
	note = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(note).select(Count("*")).where(note.lead.isnull() & (note.stagnant_at < moment))
	return int((query.where(note.company == company) if company else query).run()[0][0])


def touches_of(leads: Sequence[str], now: datetime) -> dict[str, datetime]:
	found: dict[str, datetime] = {}
	for some in some_at_a_time(leads):
		found |= last_touches(some, now)
	return found


def open_steps_of(leads: Sequence[str]) -> dict[str, datetime]:
	"""When the first of the open steps of each was, or is, due. To look away is none."""
	if not leads:
		return {}
	step: Table = frappe.qb.DocType("Lead Next Step")
	query = frappe.qb.from_(step).select(step.lead, Function("MIN", step.due_at))
	query = query.where(step.lead.isin(list(leads)) & (step.state == "Open") & (step.kind != SNOOZE))
	return dict(query.groupby(step.lead).run())
