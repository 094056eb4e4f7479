"""Lead Response Time counted by the database: how many leads of each group are alike, how long their answers took, who was won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime
from pypika import Case
from pypika.functions import Count, Floor, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term, ValueWrapper

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import deals_of
from lead_intelligence.adapters.reports.reached_opportunity import reached_opportunity
from lead_intelligence.adapters.reports.response_groups import group_in, group_term
from lead_intelligence.adapters.reports.response_rows import ResponseRows
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.responding.buckets import Bucket
from lead_intelligence.core.responding.question import ResponseQuestion
from lead_intelligence.core.responding.responses import ANSWERED, Alike, Responses, Standing, Time, responses


@dataclass(slots=True)
class Counted:
	"""Of one group. `won`: ripe leads by the buckets of both times. `seconds`: until the answer, how often each, by time."""

	alike: list[Alike] = field(default_factory=list)
	won: dict[tuple[Bucket, Bucket], int] = field(default_factory=dict)
	seconds: dict[Time, dict[int, int]] = field(default_factory=lambda: {time: {} for time in Time})

	@property
	def figures(self) -> Responses:
		return responses(
			self.alike, sum(self.won.values()), self.seconds[Time.WORKING], self.seconds[Time.ELAPSED]
		)

	def add(self, other: Counted) -> None:
		self.alike += other.alike
		for buckets, leads in other.won.items():
			self.won[buckets] = self.won.get(buckets, 0) + leads
		for time, counts in other.seconds.items():
			for second, leads in counts.items():
				self.seconds[time][second] = self.seconds[time].get(second, 0) + leads


def everyone(groups: Mapping[str, Counted]) -> Counted:
	found = Counted()
	for one in groups.values():
		found.add(one)
	return found


class ResponseCounts:
	"""`now`: as of when what is open is late or not, and what is young is not ripe."""

	def __init__(self, asked: AskedLeads, question: ResponseQuestion, now: datetime | None = None) -> None:
		self.asked, self.question = asked, question
		self.now = now or now_datetime()
		self.ripe_days = max(int(settings().get("ripe_days") or 0), 0)
		self.rows = self.rows_of(None)

	def rows_of(self, leads: Sequence[str] | None) -> ResponseRows:
		return ResponseRows(self.asked, self.question.basis, self.now, leads)

	def groups(self, *, with_won: bool = True) -> dict[str, Counted]:
		found: dict[str, Counted] = {}
		for group, alike in self._alike():
			found.setdefault(group, Counted()).alike.append(alike)
		if not found:
			return found
		for time in Time:
			for group, second, leads in self._seconds(time):
				seconds = found[group].seconds[time]
				seconds[second] = seconds.get(second, 0) + leads
		for group, buckets, leads in self._won() if with_won else ():
			won = found[group].won
			won[buckets] = won.get(buckets, 0) + leads
		return found

	def joined(self, rows: ResponseRows) -> tuple[QueryBuilder, Term]:
		"""A query of the rows beside the leads that tell their group, and the group."""
		lead = frappe.qb.DocType("Lead")
		query = frappe.qb.from_(rows.table)
		group = group_term(self.question.by, rows, lead)
		if group is None:
			return query, ValueWrapper("")
		return query.join(lead).on(lead.name == rows.table.lead), group

	def is_ripe(self, rows: ResponseRows) -> Criterion:
		"""Due a first response so many days ago."""
		begin = datetime.combine(self.now.date() - timedelta(days=self.ripe_days - 1), datetime.min.time())
		return rows.table.since < begin

	def won_leads(self) -> list[str]:
		deals = deals_of(self.asked).deals
		return sorted({deal.lead for deal in deals if deal.outcome is Outcome.WON})

	def _alike(self) -> Iterator[tuple[str, Alike]]:
		rows, made = self.rows, reached_opportunity().as_("made")
		query, group = self.joined(rows)
		query = query.left_join(made).on(made.lead == rows.table.lead)
		alike = {
			"grp": group,
			"standing": rows.table.standing,
			"in_working": rows.bucket(rows.table.working),
			"in_elapsed": rows.bucket(rows.table.elapsed),
			"ripe": _flag(self.is_ripe(rows)),
			"made_one": _flag(made.lead.isnotnull()),
		}
		query = query.select(*(term.as_(name) for name, term in alike.items()))
		query = query.select(Count("*"), Sum(rows.table.attempts), Sum(_flag(rows.table.attempts > 0)))
		for value, standing, working, elapsed, ripe, made_one, leads, attempts, attempted in _grouped(
			query, alike
		):
			yield (
				group_in(self.question.by, value),
				Alike(
					leads=leads,
					standing=Standing(standing),
					working=Bucket(working),
					elapsed=Bucket(elapsed),
					is_ripe=bool(ripe),
					has_opportunity=bool(made_one),
					attempts=int(attempts or 0),
					attempted=int(attempted or 0),
				),
			)

	def _seconds(self, time: Time) -> Iterator[tuple[str, int, int]]:
		rows = self.rows
		query, group = self.joined(rows)
		taken = rows.table.working if time is Time.WORKING else rows.table.elapsed
		query = query.where(rows.table.standing.isin(sorted(one.value for one in ANSWERED)))
		query = query.where(taken.isnotnull())
		query = query.select(group.as_("grp"), Floor(taken).as_("seconds"), Count("*"))
		for value, seconds, leads in _grouped(query, ("grp", "seconds")):
			yield group_in(self.question.by, value), int(seconds), leads

	def _won(self) -> Iterator[tuple[str, tuple[Bucket, Bucket], int]]:
		names = self.won_leads()
		for start in range(0, len(names), MOST_NAMES):
			rows = self.rows_of(names[start : start + MOST_NAMES])
			query, group = self.joined(rows)
			query = query.where(self.is_ripe(rows)).select(
				group.as_("grp"),
				rows.bucket(rows.table.working).as_("in_working"),
				rows.bucket(rows.table.elapsed).as_("in_elapsed"),
				Count("*"),
			)
			for value, working, elapsed, leads in _grouped(query, ("grp", "in_working", "in_elapsed")):
				yield group_in(self.question.by, value), (Bucket(working), Bucket(elapsed)), leads


def _flag(criterion: Criterion) -> Case:
	return Case().when(criterion, 1).else_(0)


def _grouped(query: QueryBuilder, names: Sequence[str] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
	return list(query.groupby(*(frappe.qb.Field(name) for name in names)).run())
