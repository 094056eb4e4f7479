"""Who looks after the company that a lead is of, and who had the lead before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import frappe
from pypika.terms import NullValue, Term

from lead_intelligence.adapters.statements import MOST_VALUES, rows_of_leads
from lead_intelligence.core.rules.text import fold

_Account = tuple[str, str]
"""The customer or prospect, and the user who looks after it."""
_Row = tuple[str | None, str | None, str, str]
"""The lead that it was made of, else the name by which it was found, the account, and who looks after it."""
_CUSTOMER, _PROSPECT = "Customer", "Prospect"


def account_owners(companies: Mapping[str, str]) -> dict[str, _Account]:
	"""By lead, where its company is a customer or a prospect that somebody active looks after: what was made of the lead itself first, then
	what is called like the company that it names; customers before prospects. `companies`: by lead, blank where it names none. Names
	are compared without regard to case and blanks; of several accounts of one name, the latest counts."""
	names = sorted({" ".join(company.split()) for company in companies.values() if company.strip()})
	leads = sorted(companies)
	by_name: dict[str, _Account] = {}
	by_lead: dict[str, _Account] = {}
	for lead, name, account, user in (*_prospects(leads, names), *_customers(leads, names)):
		if lead:
			by_lead[lead] = (account, user)
		elif name:
			by_name[fold(name)] = (account, user)
	found = {
		lead: by_lead.get(lead) or by_name.get(fold(company)) if company.strip() else by_lead.get(lead)
		for lead, company in companies.items()
	}
	return {lead: account for lead, account in found.items() if account}


def _customers(leads: Sequence[str], names: Sequence[str]) -> Iterator[_Row]:
	table = frappe.qb.DocType(_CUSTOMER)
	for some_leads, some_names in _some(leads, names):
		found = [
			_looked_after(table, table.account_manager, table.lead_name, None)
			.where(table.lead_name.isin(some_leads))
			.where(table.disabled == 0)
		]
		if some_names:
			found.append(
				_looked_after(table, table.account_manager, None, table.customer_name)
				.where(table.customer_name.isin(some_names))
				.where(table.disabled == 0)
			)
		yield from _rows(found)


def _prospects(leads: Sequence[str], names: Sequence[str]) -> Iterator[_Row]:
	"""They are called by their company."""
	table, of = frappe.qb.DocType(_PROSPECT), frappe.qb.DocType("Prospect Lead")
	for some_leads, some_names in _some(leads, names):
		found = [
			_looked_after(table, table.prospect_owner, of.lead, None)
			.join(of)
			.on((of.parent == table.name) & (of.parenttype == _PROSPECT))
			.where(of.lead.isin(some_leads))
		]
		if some_names:
			found.append(
				_looked_after(table, table.prospect_owner, None, table.company_name).where(
					table.name.isin(some_names)
				)
			)
		yield from _rows(found)


def _looked_after(table: Any, by: Any, lead: Term | None, name: Term | None) -> Any:
	user = frappe.qb.DocType("User")
	query = frappe.qb.from_(table).join(user).on(user.name == by)
	query = query.select(lead or NullValue())
	query = query.select(name or NullValue())
	query = query.select(table.name.as_("account"), user.name.as_("user"), table.creation.as_("made_at"))
	return query.where((user.enabled == 1) & (user.user_type == "System User"))


def _rows(queries: Sequence[Any]) -> list[_Row]:
	"""In one statement, the latest last."""
	query = queries[0] if len(queries) == 1 else queries[0].union_all(queries[1])
	rows = sorted(query.run(), key=lambda row: (row[4], row[2]))
	return [(lead, name, account, user) for lead, name, account, user, _made_at in rows]


def _some(leads: Sequence[str], names: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
	for start in range(0, len(leads), MOST_VALUES):
		yield leads[start : start + MOST_VALUES], names[start : start + MOST_VALUES]


def previous_owners(leads: Sequence[str]) -> dict[str, str]:
	"""By lead, who had it last, be it given by routing or by hand, or handed over before there was any routing."""
	found: dict[str, str] = {}
	for start in range(0, len(leads), MOST_VALUES):
		some = leads[start : start + MOST_VALUES]
		columns = ("lead", "to_user", "from_user", "decided_at")
		for lead, to_user, from_user, decided_at in rows_of_leads(
			"Lead Assignment", columns, some, lock=False
		):
			# Who takes a lead from somebody and gives it to nobody leaves it with whoever had it.
			if decided_at and (user := to_user or from_user):
				found[lead] = user
		others = [lead for lead in some if lead not in found]
		if others:
			for lead, to_user in rows_of_leads("Lead Handover", ("lead", "to_user"), others, lock=False):
				if to_user:
					found[lead] = to_user
	return found
