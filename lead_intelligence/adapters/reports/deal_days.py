"""When the cycle of each deal began, and what its lead had come to before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import frappe
from pypika.functions import Count

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import Deals
from lead_intelligence.adapters.reports.stage_reach import Reach
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.cycle_question import Start
from lead_intelligence.core.funnel.deal import Deal
from lead_intelligence.core.qualification.stages import CONVERTED, LADDER, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
	"""`since`: when the lead came to the stage from which on is counted, or in. `furthest`: the last stage that it was on before it was an
	opportunity."""

	since: datetime | None = None
	furthest: Stage | None = None


_NO_WAY = Way()


def ways_of(asked: AskedLeads, leads: Collection[str], start: Start) -> dict[str, Way]:
	found: dict[str, Way] = {}
	for some in some_at_a_time(sorted(set(leads))):
		reach = Reach(asked, (start.stage,) if start.stage else (), of_lead=False, leads=some)
		since = reach.moment(start.stage) if start.stage else reach.entered
		for lead, moment, mask in frappe.qb.from_(reach.table).select(reach.lead, since, reach.mask).run():
			found[lead] = Way(since=moment, furthest=_furthest(int(mask)))
	return found


def _furthest(mask: int) -> Stage | None:
	rungs = [stage for place, stage in enumerate(LADDER) if mask >> place & 1 and stage not in CONVERTED]
	return rungs[-1] if rungs else None


def begun_at(deal: Deal, deals: Deals, ways: Mapping[str, Way], start: Start) -> datetime | None:
	"""None where nobody knows."""
	if start is Start.OPPORTUNITY:
		return deal.opened_at
	since = ways.get(deal.lead, _NO_WAY).since
	if start is not Start.FIRST_CONTACT:
		return since
	created = deals.leads[deal.lead].created
	return min(created, since) if since else created


def answers_of(leads: Collection[str]) -> dict[str, int]:
	"""To how many questions an answer of each lead is known."""
	answer = frappe.qb.DocType("Lead Qualification Answer")
	latest = frappe.qb.from_(answer).select(answer.lead, answer.answer)
	found: dict[str, int] = {}
	for some in some_at_a_time(sorted(set(leads))):
		newer = frappe.qb.DocType("Lead Qualification Answer").as_("newer")
		query = latest.left_join(newer).on(
			(newer.lead == answer.lead)
			& (newer.framework == answer.framework)
			& (newer.question == answer.question)
			& (newer.name > answer.name)
		)
		query = query.where(newer.name.isnull() & (answer.answer > "") & answer.lead.isin(some))
		counts = frappe.qb.from_(query.as_("latest"))
		counts = counts.select(frappe.qb.Field("lead"), Count("*")).groupby(frappe.qb.Field("lead"))
		found.update(counts.run())
	return found
