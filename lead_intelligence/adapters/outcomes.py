"""How leads ended, read from what ERPNext made of them: customers, opportunities, their own status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import frappe

from lead_intelligence.core.tuning.outcome import Outcome, Signs, outcome_of


def outcomes_of(leads: Sequence[str], now: datetime, lost_after: timedelta) -> dict[str, Outcome]:
	"""The outcome of each of the leads that exist. Three queries, however many there are."""
	lead = frappe.qb.DocType("Lead")
	rows = (
		frappe.qb.from_(lead).select(lead.name, lead.creation, lead.status).where(lead.name.isin(leads)).run()
	)
	customers, opportunities = _customers(leads), _opportunities(leads)
	return {
		name: outcome_of(
			Signs(
				created=created,
				status=status,
				customer_at=customers.get(name),
				opportunities=tuple(opportunities.get(name, ())),
			),
			now,
			lost_after,
		)
		for name, created, status in rows
	}


def _customers(leads: Sequence[str]) -> dict[str, datetime]:
	"""When the first customer came of each lead."""
	customer = frappe.qb.DocType("Customer")
	query = frappe.qb.from_(customer).select(customer.lead_name, customer.creation)
	found: dict[str, datetime] = {}
	for lead, at in query.where(customer.lead_name.isin(leads)).run():
		found[lead] = min(at, found.get(lead, at))
	return found


def _opportunities(leads: Sequence[str]) -> dict[str, list[tuple[str, datetime]]]:
	opportunity = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(opportunity).select(
		opportunity.party_name, opportunity.status, opportunity.creation
	)
	found: dict[str, list[tuple[str, datetime]]] = {}
	for lead, status, at in query.where(
		opportunity.party_name.isin(leads) & (opportunity.opportunity_from == "Lead")
	).run():
		found.setdefault(lead, []).append((status, at))
	return found
