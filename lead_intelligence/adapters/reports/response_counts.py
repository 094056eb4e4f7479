"""Lead Response Time counted by the database: how many leads of each group are alike, how long their answers took, who was won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import frappe
from frappe.utils import now_datetime
from pypika import Case
from pypika.functions import Count, Floor, Min, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term, ValueWrapper

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import CompanyOfDeal, deals_of
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.how_often import how_often
from lead_intelligence.adapters.reports.reached_opportunity import among_them
from lead_intelligence.adapters.reports.response_groups import group_in, group_term, needs_lead
from lead_intelligence.adapters.reports.response_rows import ResponseRows, repeated_clocks
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.reporting.period import ripe_before
from lead_intelligence.core.responding.buckets import Bucket
from lead_intelligence.core.responding.question import ResponseQuestion
from lead_intelligence.core.responding.responses import (
	ANSWERED,
	Alike,
	Responses,
	Standing,
	Time,
	bucket_for,
	responses,
)

_Id = tuple[int, int]
"""Of a group, in the statements of one report."""


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
		self.repeated = repeated_clocks(question.basis, asked.filters.period)
		self.rows = self.rows_of(None)

	def rows_of(self, leads: Sequence[str] | None) -> ResponseRows:
		return ResponseRows(self.asked, self.question.basis, self.now, self.repeated, leads)

	def groups(self) -> dict[str, Counted]:
		found: dict[str, Counted] = {}
		names: dict[_Id, str] = {}
		for number, name, alike in self._alike():
			names[number] = name
			found.setdefault(name, Counted()).alike.append(alike)
		if not found:
			return found
		for time in Time:
			for number, second, leads in self._seconds(time):
				seconds = found[names[number]].seconds[time]
				seconds[second] = seconds.get(second, 0) + leads
		for number, buckets, leads in self._won():
			won = found[names[number]].won
			won[buckets] = won.get(buckets, 0) + leads
		return found

	def answers(self) -> dict[str, Counted]:
		"""As `groups`, without the elapsed time and without what became of the leads, which takes longer than all else."""
		found: dict[str, Counted] = {}
		names: dict[_Id, str] = {}
		for number, name, alike in self._alike(followed=False):
			names[number] = name
			found.setdefault(name, Counted()).alike.append(alike)
		for number, second, leads in self._seconds(Time.WORKING):
			seconds = found[names[number]].seconds[Time.WORKING]
			seconds[second] = seconds.get(second, 0) + leads
		return found

	def joined(
		self, rows: ResponseRows, query: QueryBuilder | None = None, *, answered: bool = False
	) -> tuple[QueryBuilder, Term]:
		"""A query of the rows beside the leads that tell their group, and the group. `query`: one that reads the rows already.
		`answered`: whether it will only be of leads that were answered."""
		lead = frappe.qb.DocType("Lead")
		query = query or frappe.qb.from_(rows.table)
		group = group_term(self.question.by, rows, lead, answered=answered)
		if needs_lead(self.question.by, rows, answered=answered):
			query = query.join(lead).on(lead.name == rows.table.lead)
		return query, ValueWrapper("") if group is None else group

	def is_ripe(self, rows: ResponseRows) -> Criterion:
		"""Due a first response so many days ago."""
		return rows.table.since < ripe_before(self.now.date(), self.ripe_days)

	def won_leads(self) -> list[str]:
		deals = deals_of(self.asked, CompanyOfDeal).deals
		return sorted({deal.lead for deal in deals if deal.outcome is Outcome.WON})

	def _alike(self, *, followed: bool = True) -> Iterator[tuple[_Id, str, Alike]]:
		"""`followed`: whether it is told apart who came to an opportunity."""
		rows = self.rows
		query, group = self.joined(rows)
		terms = {
			**ids_of(group),
			"standing": rows.table.standing,
			"in_working": rows.step(rows.table.working),
			"in_elapsed": rows.step(rows.table.elapsed),
			"ripe": flag(self.is_ripe(rows)),
		}
		more = (Min(group), Count("*"), Sum(rows.table.attempts), Sum(flag(rows.table.attempts > 0)))
		made: dict[tuple[Any, ...], int] = {}
		if followed:
			of_opportunities, _group = self.joined(rows, among_them(rows.table)[0])
			made = {tuple(key): leads for *key, leads in grouped(of_opportunities, terms, Count("*"))}
		for *key, value, leads, attempts, attempted in grouped(query, terms, *more):
			one, other, standing, working, elapsed, ripe = key
			alike = Alike(
				leads=leads - made.get(tuple(key), 0),
				standing=Standing(standing),
				working=bucket_for(Standing(standing), _whole(working)),
				elapsed=bucket_for(Standing(standing), _whole(elapsed)),
				is_ripe=bool(ripe),
				has_opportunity=False,
				attempts=int(attempts or 0),
				attempted=int(attempted or 0),
			)
			group_name = group_in(self.question.by, value)
			yield (one, other), group_name, alike
			if tuple(key) in made:
				yield (
					(one, other),
					group_name,
					replace(alike, leads=made[tuple(key)], has_opportunity=True, attempts=0, attempted=0),
				)

	def _seconds(self, time: Time) -> Iterator[tuple[_Id, int, int]]:
		rows = self.rows
		query, group = self.joined(rows, answered=True)
		taken = rows.table.working if time is Time.WORKING else rows.table.elapsed
		query = query.where(rows.table.standing.isin(sorted(one.value for one in ANSWERED)))
		query = query.where(taken.isnotnull())
		for (one, other), often in how_often(query, ids_of(group), Floor(taken)):
			for second, leads in often.items():
				yield (one, other), second, leads

	def _won(self) -> Iterator[tuple[_Id, tuple[Bucket, Bucket], int]]:
		names = self.won_leads()
		for some in some_at_a_time(names):
			rows = self.rows_of(some)
			query, group = self.joined(rows)
			query = query.where(self.is_ripe(rows))
			terms = {
				**ids_of(group),
				"in_working": rows.bucket(rows.table.working),
				"in_elapsed": rows.bucket(rows.table.elapsed),
			}
			for one, other, working, elapsed, leads in grouped(query, terms, Count("*")):
				yield (one, other), (Bucket(working), Bucket(elapsed)), leads


def _whole(number: Any) -> int | None:
	return None if number is None else int(number)


def flag(criterion: Criterion) -> Case:
	return Case().when(criterion, 1).else_(0)
