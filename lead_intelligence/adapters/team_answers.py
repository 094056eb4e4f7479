"""How soon people have answered leads lately, by what the response clocks say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import frappe
from pypika import Case
from pypika.functions import Count, Floor, Sum

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.team_leads import SeenLeads
from lead_intelligence.core.metrics.median import median_of
from lead_intelligence.core.sla.response_clock import Purpose, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
	"""`median`: of the working time until the first response, in whole minutes. `in_time`: how many of them were."""

	answers: int
	in_time: int
	median: float


def first_answers(seen: SeenLeads, since: datetime, user: str | None = None) -> dict[str, Answers]:
	"""By who answered, or only those of `user`. The database counts by the minute, so that no more rows come than there are people and minutes."""
	clock, lead = frappe.qb.DocType(CLOCK), frappe.qb.DocType("Lead")
	minutes = Floor(clock.working_time / 60)
	in_time = Sum(Case().when(clock.outcome == State.MET.value, 1).else_(0))
	query = frappe.qb.from_(clock).join(lead).on(lead.name == clock.lead)
	query = query.select(clock.answered_by, minutes, Count("*"), in_time)
	query = query.where((clock.purpose == Purpose.FIRST_RESPONSE.value) & (clock.answered_at >= since))
	query = query.where(clock.answered_by == user if user else clock.answered_by.notnull())
	query = query.groupby(clock.answered_by, minutes)
	counts: dict[str, dict[int, int]] = {}
	met: dict[str, int] = {}
	for user, minute, answers, kept in seen.only(query).run():
		counts.setdefault(user, {})[int(minute or 0)] = answers
		met[user] = met.get(user, 0) + int(kept)
	return {
		user: Answers(answers=sum(by.values()), in_time=met[user], median=median_of(by) or 0)
		for user, by in counts.items()
	}
