"""How leads ended, read from what ERPNext made of them: customers, opportunities, their own status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import frappe

from lead_intelligence.core.tuning.outcome import Outcome, Signs, outcome_of


class EndedOrNot(Protocol):
	@property
	def name(self) -> str: ...

	@property
	def created(self) -> datetime: ...

	@property
	def status(self) -> str | None: ...


def outcomes_of(leads: Sequence[EndedOrNot], now: datetime, lost_after: timedelta) -> dict[str, Outcome]:
	"""The outcome of each of the leads, which are to be neighbours in the database's order of names: two queries read all that lies
	between the first and the last of them."""
	if not leads:
		return {}
	first, last = leads[0].name, leads[-1].name
	customers, opportunities = _customers(first, last), _opportunities(first, last)
	return {
		lead.name: outcome_of(
			Signs(
				created=lead.created,
				status=lead.status,
				customer_at=customers.get(lead.name),
				opportunities=tuple(opportunities.get(lead.name, ())),
			),
			now,
			lost_after,
		)
		for lead in leads
	}


def _customers(first: str, last: str) -> dict[str, datetime]:
	"""When the first customer came of each lead."""
	customer = frappe.qb.DocType("Customer")
	query = frappe.qb.from_(customer).select(customer.lead_name, customer.creation)
	found: dict[str, datetime] = {}
	for lead, at in query.where(customer.lead_name[first:last]).run():
		found[lead] = min(at, found.get(lead, at))
	return found


def _opportunities(first: str, last: str) -> dict[str, list[tuple[str, datetime]]]:
	opportunity = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(opportunity).select(
		opportunity.party_name, opportunity.status, opportunity.creation
	)
	found: dict[str, list[tuple[str, datetime]]] = {}
	for lead, status, at in query.where(
		opportunity.party_name[first:last] & (opportunity.opportunity_from == "Lead")
	).run():
		found.setdefault(lead, []).append((status, at))
	return found
