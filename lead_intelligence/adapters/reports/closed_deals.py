"""What was won or lost in some periods, added up by the database where it is stored: these may be many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import frappe
from pypika.functions import Count, Sum

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.deals import (
	OUTCOMES,
	CompanyOfDeal,
	changed_leads,
	found_deals,
	stored_deals,
	told_deals,
)
from lead_intelligence.adapters.reports.periods import place_among, within
from lead_intelligence.core.funnel.deal import Outcome
from lead_intelligence.core.reporting.period import Period


class ClosedDeals(NamedTuple):
	"""How many deals of leads of a company ended so, in the period of this place, and what their amounts come to, where these are known.
	`company`: see `CompanyOfDeal`."""

	place: int
	company: str | None
	outcome: Outcome
	has_amount: bool
	number: int
	amount: float


def closed_deals(asked: AskedLeads, periods: Sequence[Period]) -> Iterator[ClosedDeals]:
	"""What was won or lost in each of the periods, which may have a gap. Added up by the database: these may be many."""
	fields = ("closed_at", "outcome", "has_amount", "amount")
	whole = Period(first=min(one.first for one in periods), last=max(one.last for one in periods))
	changed = changed_leads()
	if changed is not None:
		query, deal, lead = stored_deals(asked, changed)
		parts = {
			"place": place_among(deal.closed_at, periods),
			"of_company": lead.company,
			"ended": deal.outcome,
			"known": deal.has_amount,
		}
		query = query.select(*(term.as_(name) for name, term in parts.items()), Count("*"), Sum(deal.amount))
		query = query.where(within(deal.closed_at, whole) & parts["place"].notnull())
		query = query.groupby(*map(frappe.qb.Field, parts))
		for place, company, outcome, is_known, number, amount in query.run():
			yield ClosedDeals(place, company, OUTCOMES[outcome], bool(is_known), number, float(amount))
	found = found_deals(changed, whole, None)
	for closed_at, outcome, has_amount, amount, company in told_deals(asked, CompanyOfDeal, fields, found):
		for place, period in enumerate(periods):
			if period.begin <= closed_at < period.end:
				yield ClosedDeals(place, company, OUTCOMES[outcome], bool(has_amount), 1, amount)
