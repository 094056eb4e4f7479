"""What became of the leads that were put into nurture, in one statement over the journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from pypika import Case
from pypika.functions import Coalesce, Count, Min
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Interval, Term

from lead_intelligence.adapters.milestones.journey_moments import JOURNEY, placed_at
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.funnel_counts import counted
from lead_intelligence.adapters.reports.periods import place_among, within_any
from lead_intelligence.adapters.reports.stage_reach import days_between
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage
from lead_intelligence.core.reporting.period import Period

_LADDER = [stage.value for stage in LADDER]
_CONVERTED = sorted(stage.value for stage in CONVERTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nursery:
	"""Leads that were put into nurture in one of the `periods`, the first of which is the one that is asked for, and what they became within
	so many months. Terms are of `table`, which has a row for each lead and period."""

	asked: AskedLeads
	periods: Sequence[Period]
	months: int
	now: datetime

	@property
	def table(self) -> QueryBuilder:
		put = self._put().as_("put")
		later = frappe.qb.DocType(JOURNEY).as_("later")
		query = frappe.qb.from_(put).left_join(later)
		query = query.on((later.lead == put.lead) & later.stage_after.isin(_LADDER) & (later.at > put.put_at))
		converted = Case().when(later.stage_after.isin(_CONVERTED), later.at)
		query = query.select(
			put.lead, put.bucket, put.put_at, Min(later.at).as_("back_at"), Min(converted).as_("converted_at")
		)
		return query.groupby(put.lead, put.bucket, put.put_at).as_("nursery")

	def _put(self) -> QueryBuilder:
		"""The first time in each period."""
		row = frappe.qb.DocType(JOURNEY)
		query = self._rows(row).where(within_any(row.at, self.periods))
		# A lead that is older than the app was put there before, and nobody knows when.
		query = query.where(placed_at(row).isnull())
		query = query.select(
			row.lead, place_among(row.at, self.periods).as_("bucket"), Min(row.at).as_("put_at")
		)
		return query.groupby(row.lead, frappe.qb.Field("bucket"))

	def _rows(self, row: Term) -> QueryBuilder:
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(row)
		if self.asked.is_narrow:
			query = self.asked.only(query.join(lead).on(lead.name == row.lead), lead)
		return query.where((row.stage_after == Stage.NURTURE.value) & row.lead.isnotnull())

	def undated(self) -> int:
		"""Leads that were put into nurture, of which nobody knows for any time when."""
		row = frappe.qb.DocType(JOURNEY)
		query = self._rows(row)
		known = Case().when(row.at.isnotnull() & placed_at(row).isnull(), row.at)
		query = query.select(row.lead, Min(known).as_("known")).groupby(row.lead)
		found = query.as_("found")
		return int(frappe.qb.from_(found).select(Count("*")).where(found.known.isnull()).run()[0][0])

	def in_time(self, table: QueryBuilder, moment: Term) -> Criterion:
		return moment <= table.put_at + Interval(months=self.months)

	def is_ripe(self, table: QueryBuilder) -> Criterion:
		return table.put_at + Interval(months=self.months) <= self.now

	def with_reason(self, table: QueryBuilder, query: QueryBuilder) -> tuple[QueryBuilder, Term]:
		"""Joined with what was said when the lead was put there."""
		row = frappe.qb.DocType(JOURNEY).as_("row_of_nurture")
		reasons = frappe.qb.from_(row).select(row.lead, row.at, Min(row.reason).as_("reason"))
		reasons = reasons.where((row.stage_after == Stage.NURTURE.value) & row.lead.isnotnull())
		reasons = reasons.groupby(row.lead, row.at).as_("reasons")
		query = query.left_join(reasons).on((reasons.lead == table.lead) & (reasons.at == table.put_at))
		return query, Coalesce(reasons.reason, "")

	def cases(self, table: QueryBuilder, query: QueryBuilder, group: Term) -> Sequence[Sequence]:
		"""Rows of period, group, ripe, back, converted, days until back, and leads."""
		back = self.in_time(table, table.back_at)
		return counted(
			query,
			{
				"bucket": table.bucket,
				"group": group,
				"ripe": Case().when(self.is_ripe(table), 1).else_(0),
				"back": Case().when(back, 1).else_(0),
				"converted": Case().when(self.in_time(table, table.converted_at), 1).else_(0),
				"days": Case().when(back, days_between(table.put_at, table.back_at)),
			},
		)
