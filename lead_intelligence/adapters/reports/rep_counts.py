"""What each rep took in a period, answered, was handed over, won, and has open now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final

import frappe
from frappe.utils import now_datetime
from pypika.functions import Count, Min
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, EmptyCriterion, Term

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.rep_load_counts import LoadWeights, open_work
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.reports.asking import SEE_ALL, AskedLeads, users_of_team
from lead_intelligence.adapters.reports.deals import Deals, OwnerOfDeal, deals_of
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.group_numbers import grouped, ids_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.reached_opportunity import among_them
from lead_intelligence.adapters.reports.rep_answers import all_answers, answers_of_reps
from lead_intelligence.adapters.reports.response_counts import ResponseCounts, flag
from lead_intelligence.adapters.reports.taken_leads import TakenLeads, owner_is_known, without_assignment
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import ripe_before
from lead_intelligence.core.responding.deals import DealCount
from lead_intelligence.core.responding.question import BY_REP, Basis, ResponseQuestion
from lead_intelligence.core.responding.reps import LeadCount, Taken
from lead_intelligence.core.responding.responses import Responses

HANDED: Final = "Marketing to Sales"
RowsOf = Callable[..., QueryBuilder]
"""A method of `TakenLeads`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
	"""Now. `load`: open leads and opportunities as they weigh on the capacity."""

	open_leads: int
	load: float
	capacity: float


def leads_asked(filters: Filters) -> AskedLeads:
	"""Owner and team choose reps here, not leads."""
	return AskedLeads(replace(filters, owner=None, team=None))


def reps_asked(filters: Filters) -> list[str] | None:
	"""None for all. Whoever does not see others sees themselves."""
	chosen: list[set[str]] = []
	if filters.owner:
		chosen.append({filters.owner})
	if filters.team:
		chosen.append(set(users_of_team(filters.team)))
	if SEE_ALL.isdisjoint(frappe.get_roles()):
		chosen.append({frappe.session.user})
	return sorted(set.intersection(*chosen)) if chosen else None


class RepCounts:
	def __init__(self, filters: Filters, now: datetime | None = None) -> None:
		self.filters, self.now = filters, now or now_datetime()
		self.asked, self.reps = leads_asked(filters), reps_asked(filters)
		self.ripe_days = max(int(settings().get("ripe_days") or 0), 0)

	@cached_property
	def deals(self) -> Deals[OwnerOfDeal]:
		return deals_of(self.asked, OwnerOfDeal)

	@cached_property
	def won_at(self) -> dict[str, datetime]:
		"""By lead that was won, ever, when first; the latest of all moments where nobody knows."""
		found: dict[str, datetime] = {}
		for deal in self.deals.deals:
			if deal.outcome is Outcome.WON:
				at = deal.closed_at or datetime.max
				found[deal.lead] = min(at, found.get(deal.lead, at))
		return found

	def is_of_reps(self, user: str | None) -> bool:
		return user not in NOBODY and (self.reps is None or user in self.reps)

	@cached_property
	def taken_leads(self) -> TakenLeads:
		return TakenLeads(self.asked, self.reps)

	def taken(self) -> tuple[dict[str, Taken], Taken]:
		"""By user, and of all leads, each once."""
		leads, nothing = self.taken_leads, LeadCount()
		recorded = self._counted(leads.recorded)
		told = {user: one for user, one in self._told.items() if user}
		passed_on = self._counted(leads.passed_on) if leads.are_passed_on else {}
		by_user = {
			user: Taken(recorded=recorded.get(user, nothing), told=told.get(user, nothing))
			for user in {*recorded, *told}
		}
		once = sum(recorded.values(), nothing) - sum(passed_on.values(), nothing)
		return by_user, Taken(recorded=once, told=sum(told.values(), nothing))

	@cached_property
	def _told(self) -> dict[str, LeadCount]:
		"""By owner, and by nobody those that have none."""
		return self._counted(self.taken_leads.told, self.taken_leads.unrecorded)

	def _counted(self, rows_of: RowsOf, also: RowsOf | None = None) -> dict[str, LeadCount]:
		"""`also`: rows of nobody too, of which is only counted how many they are."""
		rows = (also or rows_of)().as_("taken")
		ripe = {"ripe": flag(self.is_ripe(rows.at))}
		found: dict[str, LeadCount] = {}
		users: dict[tuple[int, int], str] = {}
		query = frappe.qb.from_(rows)
		for one, other, is_ripe, user, leads in grouped(
			query, {**ids_of(rows.user), **ripe}, Min(rows.user), Count("*")
		):
			users[one, other] = user
			found[user] = found.get(user, LeadCount()) + LeadCount(leads=leads, ripe=leads * is_ripe)
		rows = rows_of().as_("taken")
		query, made = among_them(rows)
		query = query.where(self.is_ripe(rows.at)).where(self.is_after(rows, made, rows_of))
		for one, other, leads in grouped(query, ids_of(rows.user), Count("*")):
			found[users[one, other]] += LeadCount(opportunities=leads)
		for user, is_ripe, was_after, _lead in self.won_leads(rows_of):
			found[user] = found.get(user, LeadCount()) + LeadCount(won_ever=1, won=int(is_ripe and was_after))
		return found

	def is_after(self, rows: Any, made: Any, rows_of: RowsOf) -> Criterion:
		"""Whether the lead came to an opportunity since it was taken, where that moment is recorded."""
		return EmptyCriterion() if rows_of == self.taken_leads.told else made.at >= rows.at

	def won_leads(self, rows_of: RowsOf) -> Iterator[tuple[str, bool, bool, str]]:
		"""Of leads that were won: who took them, whether they are ripe, and whether they were won afterwards."""
		names, is_told = sorted(self.won_at), rows_of == self.taken_leads.told
		for some in some_at_a_time(names):
			rows = rows_of(some).as_("taken")
			for user, at, lead in frappe.qb.from_(rows).select(rows.user, rows.at, rows.lead).run():
				was_after = is_told or self.won_at[lead].date() >= at.date()
				yield user, at < self.ripe_before, was_after, lead

	@property
	def ripe_before(self) -> datetime:
		return ripe_before(self.now.date(), self.ripe_days)

	def is_ripe(self, at: Term) -> Criterion:
		return at < self.ripe_before

	def owners_of_unrecorded(self, told: LeadCount) -> tuple[Tally, Tally]:
		"""Of leads of which nothing records who took them: how many of the won, and of the others, have an owner. `told`: of those with
		an owner, whoever it is."""

		def unowned(leads: list[str]) -> int:
			query = without_assignment(self.asked, leads).where(owner_is_known().negate())
			return int(query.select(Count("*")).run()[0][0])

		names = sorted(self.won_at)
		every = self._told.get("", LeadCount()).leads
		won = sum(map(unowned, some_at_a_time(names))) if every else 0
		others = told.leads - told.won_ever
		return (
			Tally(leads=told.won_ever + won, won=told.won_ever),
			Tally(leads=others + every - won, won=others),
		)

	def answers(self) -> tuple[dict[str, Responses], Responses]:
		"""By who answered, and of all of them together."""
		found = answers_of_reps(self.answer_counts)
		counts = {user: one for user, one in found.items() if self.is_of_reps(user)}
		return {user: one.figures for user, one in counts.items()}, all_answers(counts.values()).figures

	@property
	def answer_counts(self) -> ResponseCounts:
		question = ResponseQuestion(by=BY_REP, basis=Basis.ANSWERED)
		return ResponseCounts(self.asked, question, self.now)

	def handovers(self) -> dict[str, dict[str, int]]:
		"""By who was to accept them, and how that ended."""
		row = frappe.qb.DocType("Lead Handover")
		query = self.handed().select(row.to_user, row.status, Count("*")).groupby(row.to_user, row.status)
		found: dict[str, dict[str, int]] = {}
		for user, status, number in query.run():
			if self.is_of_reps(user):
				found.setdefault(user, {})[status] = number
		return found

	def handed(self) -> Any:
		row, lead = frappe.qb.DocType("Lead Handover"), frappe.qb.DocType("Lead")
		query = frappe.qb.from_(row)
		if self.asked.is_narrow:
			query = self.asked.only(query.join(lead).on(lead.name == row.lead), lead)
		query = query.where((row.act == HANDED) & row.to_user.isnotnull() & row.lead.isnotnull())
		return query.where(within(row.handed_at, self.filters.period))

	def deals_of_period(self) -> Iterator[tuple[str, Deal]]:
		"""Opened in it or, where nobody knows that, closed in it; with whoever owns the lead."""
		begin, end = self.filters.period.begin, self.filters.period.end
		for deal in self.deals.deals:
			at, owner = deal.opened_at or deal.closed_at, self.deals.leads[deal.lead].owner
			if at and begin <= at < end and self.is_of_reps(owner):
				yield owner or "", deal

	def deal_counts(self) -> dict[str, DealCount]:
		found: dict[str, DealCount] = {}
		currency_in = cache(currency_of)
		for owner, deal in self.deals_of_period():
			currency = currency_in(self.deals.leads[deal.lead].company)
			found.setdefault(owner, DealCount()).add(deal, currency)
		return found

	def loads(self, users: list[str]) -> dict[str, Load]:
		weights, profiles = LoadWeights(), profiles_of(users)
		return {
			user: Load(open_leads=work.leads, load=weights.of_work(work), capacity=profiles[user].capacity)
			for user, work in open_work(users).items()
		}
