"""The deals that came of leads: opportunities, sales without an opportunity, and imported history, with what is told of their leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

import frappe
from pypika import Table
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.deals.found import FoundDeal, deals_found
from lead_intelligence.adapters.deals.stored import DEAL, FIELDS, row_of
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.reporting.period import Period

MOST_MARKED = 1000
OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_FIELDS = {
	"owner": "lead_owner",
	"grade": "li_grade",
	"segment": "market_segment",
	"definition": "li_definition",
	"stage": "li_stage",
	"created": "creation",
}
"""Of Lead, where they are not called what they are told as."""


class CompanyOfDeal(NamedTuple):
	"""`company` may be empty, which means the default company."""

	company: str | None


class LeadOfDeal(NamedTuple):
	"""What is told of the lead behind a deal. `company`: see `CompanyOfDeal`."""

	source: str | None
	owner: str | None
	territory: str | None
	company: str | None
	campaign: str | None
	grade: str | None
	segment: str | None
	definition: str | None
	stage: str | None
	created: datetime


class OwnerOfDeal(NamedTuple):
	"""`company`: see `CompanyOfDeal`."""

	owner: str | None
	company: str | None


Told = TypeVar("Told", LeadOfDeal, CompanyOfDeal, OwnerOfDeal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals(Generic[Told]):
	"""`leads`: those behind the deals, by name. `without_rate`: opportunities whose amount is unknown, as their currency has no rate."""

	deals: tuple[Deal, ...]
	leads: Mapping[str, Told]
	without_rate: int


def deals_of(
	asked: AskedLeads,
	told: type[Told] = LeadOfDeal,
	*,
	closed_in: Period | None = None,
	outcome: Outcome | None = None,
) -> Deals[Told]:
	"""All of the leads that are asked for, whenever; only those that were won or lost on the days `closed_in`, or that ended so, where that
	is asked. `told`: what is told of their leads; the less, the faster."""
	rows = _rows(asked, told, FIELDS, closed_in, outcome)
	leads: dict[str, Told] = {}
	deals: list[Deal] = []
	without_rate = 0
	for lead, record, is_history, opened_at, ended, closed_at, has_amount, amount, has_rate, *of_lead in rows:
		if lead not in leads:
			leads[lead] = told._make(of_lead)
		without_rate += not has_rate
		deals.append(
			Deal(
				lead=lead,
				record=record,
				opened_at=opened_at,
				outcome=OUTCOMES[ended],
				closed_at=closed_at,
				amount=amount if has_amount else None,
				is_history=bool(is_history),
			)
		)
	return Deals(deals=tuple(deals), leads=leads, without_rate=without_rate)


def won_leads(asked: AskedLeads, period: Period) -> Iterator[tuple[str, datetime, LeadOfDeal]]:
	"""The lead of each sale that was won in the period, when that was, and what is told of the lead."""
	for lead, closed_at, *told in _rows(asked, LeadOfDeal, ("lead", "closed_at"), period, Outcome.WON):
		yield lead, closed_at, LeadOfDeal._make(told)


def _rows(
	asked: AskedLeads,
	told: type[Told],
	fields: Sequence[str],
	closed_in: Period | None,
	outcome: Outcome | None,
) -> list[tuple[Any, ...]]:
	"""Those fields of each deal, and what is told of its lead: as it is stored, or as it is found where something has changed since."""
	changed = changed_leads()
	rows = [] if changed is None else _stored(asked, told, fields, changed, closed_in, outcome)
	return [*rows, *told_deals(asked, told, fields, found_deals(changed, closed_in, outcome))]


def changed_leads() -> list[str] | None:
	"""The leads of which something has changed since their deals were stored. None: nothing that is stored may be read."""
	marks = marked(Figures.DEALS, MOST_MARKED)
	return None if marks.is_all else marks.names("Lead")


def found_deals(
	changed: Sequence[str] | None, closed_in: Period | None, outcome: Outcome | None
) -> list[FoundDeal]:
	found = deals_found(changed) if changed is None or changed else []
	return [deal for deal in found if _is_meant(deal, closed_in, outcome)]


def _stored(
	asked: AskedLeads,
	told: type[Told],
	fields: Sequence[str],
	changed: Sequence[str],
	closed_in: Period | None,
	outcome: Outcome | None,
) -> list[tuple[Any, ...]]:
	query, deal, _lead = stored_deals(asked, changed)
	query = query.select(*(deal[field] for field in fields), *fields_of_lead(told))
	if closed_in:
		query = query.where(within(deal.closed_at, closed_in))
	if outcome:
		query = query.where(deal.outcome == outcome.value)
	return list(query.run())


def stored_deals(asked: AskedLeads, changed: Sequence[str]) -> tuple[QueryBuilder, Table, Table]:
	"""What is stored, without the deals of leads of which something has changed since."""
	deal, lead = frappe.qb.DocType(DEAL), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(deal).join(lead).on(lead.name == deal.lead)
	if changed:
		query = query.where(deal.lead.notin(changed))
	return asked.only(query, lead), deal, lead


def _is_meant(deal: FoundDeal, closed_in: Period | None, outcome: Outcome | None) -> bool:
	if closed_in and not (deal.closed_at and closed_in.begin <= deal.closed_at < closed_in.end):
		return False
	return outcome in (None, deal.outcome)


def told_deals(
	asked: AskedLeads, told: type[Told], fields: Sequence[str], deals: Sequence[FoundDeal]
) -> list[tuple[Any, ...]]:
	"""Those of leads that are asked for, as they would be stored, with what is told of the lead."""
	names, lead = sorted({deal.lead for deal in deals}), frappe.qb.DocType("Lead")
	query = asked.only(frappe.qb.from_(lead).select(lead.name, *fields_of_lead(told)), lead)
	known: dict[str, list[Any]] = {}
	for some in some_at_a_time(names):
		known |= {name: of_lead for name, *of_lead in query.where(lead.name.isin(some)).run()}
	places = [FIELDS.index(field) for field in fields]
	rows = [(row_of(deal), known[deal.lead]) for deal in deals if deal.lead in known]
	return [(*(row[place] for place in places), *of_lead) for row, of_lead in rows]


def fields_of_lead(told: type[Told]) -> list[Term]:
	lead = frappe.qb.DocType("Lead")
	return [lead[actual_name(_FIELDS.get(name, name))] for name in told._fields]
