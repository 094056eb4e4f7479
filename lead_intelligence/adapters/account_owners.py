"""Who looks after the company that a lead is of, and who had the lead before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import frappe

from lead_intelligence.adapters.statements import MOST_VALUES, rows_of_leads
from lead_intelligence.core.rules.text import fold

_Account = tuple[str, str]
"""The customer or prospect, and the user who looks after it."""


def account_owners(companies: Mapping[str, str]) -> dict[str, _Account]:
	"""By lead, where the company that it names is a customer or a prospect that somebody looks after: customers first. `companies`: by
	lead. Names are compared without regard to case and blanks; of several accounts of one name, the latest counts."""
	names = sorted({" ".join(company.split()) for company in companies.values() if company.strip()})
	known: dict[str, _Account] = {}
	for name, account, user in (*_prospects(names), *_customers(names)):
		known[fold(name)] = (account, user)
	return {lead: found for lead, company in companies.items() if (found := known.get(fold(company)))}


def _customers(names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
	table = frappe.qb.DocType("Customer")
	for start in range(0, len(names), MOST_VALUES):
		query = frappe.qb.from_(table).select(table.customer_name, table.name, table.account_manager)
		query = query.where(
			table.customer_name.isin(names[start : start + MOST_VALUES])
			& (table.disabled == 0)
			& (table.account_manager != "")
		)
		yield from query.orderby(table.creation).run()


def _prospects(names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
	"""They are called by their company."""
	table = frappe.qb.DocType("Prospect")
	for start in range(0, len(names), MOST_VALUES):
		query = frappe.qb.from_(table).select(table.company_name, table.name, table.prospect_owner)
		query = query.where(
			table.name.isin(names[start : start + MOST_VALUES]) & (table.prospect_owner != "")
		)
		yield from query.run()


def previous_owners(leads: Sequence[str]) -> dict[str, str]:
	"""By lead, to whom it was given last, be it by routing or by hand."""
	found: dict[str, str] = {}
	for start in range(0, len(leads), MOST_VALUES):
		some = leads[start : start + MOST_VALUES]
		for lead, user, decided_at in rows_of_leads(
			"Lead Assignment", ("lead", "to_user", "decided_at"), some, lock=False
		):
			if user and decided_at:
				found[lead] = user
	return found
