"""The opportunities that came of leads, and how they ended: ERPNext's own, sales without an opportunity, and imported history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Generic, NamedTuple, TypeVar

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.sales import documents_of, first_sales, leads_sold_to
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.reporting.period import Period

_OUTCOMES = {"Converted": Outcome.WON, "Lost": Outcome.LOST, "Closed": Outcome.CLOSED}
_FACT = "Lead History Fact"
_MANY = 30_000
"""Orders and invoices. Of more, to read all of them takes no longer than to look for some."""
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
	asked: AskedLeads, told: type[Told] = LeadOfDeal, *, closed_in: Period | None = None
) -> Deals[Told]:
	"""All of the leads that are asked for, whenever. In some eight statements, however many there are. `told`: what is told of their
	leads; the less, the faster. `closed_in`: leads of which no deal was won or lost on these days may be left out, which is faster of few
	days."""
	leads: dict[str, Told] = {}
	deals: list[Deal] = []
	without_rate = 0
	only = _leads_with_a_close(closed_in) if closed_in else None
	rows = _opportunities(asked, told, only)
	converted = [row[0] for row in rows if row[1] == "Converted"]
	sales = first_sales(None if only is None else (converted, only))
	for name, status, day, creation, total, base_total, amount, base_amount, lead, *of_lead in rows:
		if lead not in leads:
			leads[lead] = told._make(of_lead)
		known, has_rate = _amount(total, base_total, amount, base_amount)
		without_rate += not has_rate
		outcome = _OUTCOMES.get(status, Outcome.OPEN)
		closed = sales.of_opportunities.get(name) if outcome is Outcome.WON else None
		deals.append(
			Deal(
				lead=lead,
				record=name,
				opened_at=_opened(day, creation),
				outcome=outcome,
				closed_at=_moment(closed),
				amount=known,
			)
		)
	for lead, number, opened, outcome, closed, has_amount, amount, *of_lead in _history(asked, told, only):
		if lead not in leads:
			leads[lead] = told._make(of_lead)
		deals.append(
			Deal(
				lead=lead,
				record=f"history-{number}",
				opened_at=opened,
				outcome=Outcome(outcome or "Open"),
				closed_at=closed,
				amount=float(amount or 0) if has_amount else None,
				is_history=True,
			)
		)
	deals = list(_with_sales(deals, _sales(sales.of_leads, asked, leads, told)))
	return Deals(deals=tuple(deals), leads=leads, without_rate=without_rate)


def _with_sales(deals: Iterable[Deal], sales: Mapping[str, date]) -> Iterable[Deal]:
	"""A lead that was sold to without any opportunity having been converted is won all the same: the opportunity that was opened
	last before the sale, or a deal of its own. What was won without an order that names it was closed by the first sale after it was opened."""
	by_lead: dict[str, list[Deal]] = {}
	for deal in deals:
		by_lead.setdefault(deal.lead, []).append(deal)
	for lead, day in sales.items():
		found = by_lead.setdefault(lead, [])
		sold_at = _moment(day)
		if any(deal.outcome is Outcome.WON for deal in found):
			by_lead[lead] = [_closed_by(deal, sold_at) for deal in found]
			continue
		open_ones = [deal for deal in found if deal.outcome is Outcome.OPEN and not deal.is_history]
		if open_ones:
			won = max(open_ones, key=lambda deal: (_is_before(deal, sold_at), deal.opened_at or datetime.min))
			found[found.index(won)] = replace(won, outcome=Outcome.WON, closed_at=sold_at)
		else:
			found.append(
				Deal(
					lead=lead,
					record=None,
					opened_at=None,
					outcome=Outcome.WON,
					closed_at=sold_at,
					amount=None,
				)
			)
	return [deal for found in by_lead.values() for deal in found]


def _closed_by(deal: Deal, sold_at: datetime | None) -> Deal:
	is_unknown = deal.outcome is Outcome.WON and deal.closed_at is None and not deal.is_history
	return replace(deal, closed_at=sold_at) if is_unknown and _is_before(deal, sold_at) else deal


def _is_before(deal: Deal, moment: datetime | None) -> bool:
	return bool(deal.opened_at and moment and deal.opened_at.date() <= moment.date())


def _amount(*values: float | None) -> tuple[float | None, bool]:
	"""In the company's currency, without tax, and whether it could be told: what the items come to, else what was entered."""
	total, base_total, amount, base_amount = (float(value or 0) for value in values)
	if total:
		return (base_total, True) if base_total else (None, False)
	if amount:
		return (base_amount, True) if base_amount else (None, False)
	# Nobody has entered one. ERPNext stores nought for that.
	return None, True


def _opened(day: date | None, creation: datetime) -> datetime:
	"""The day that was entered, where it is earlier than the record."""
	return creation if day is None or day >= creation.date() else datetime.combine(day, time.min)


def _moment(day: date | None) -> datetime | None:
	return datetime.combine(day, time.min) if day else None


def _of_lead(told: type[Told]) -> list[Term]:
	lead = frappe.qb.DocType("Lead")
	return [lead[actual_name(_FIELDS.get(name, name))] for name in told._fields]


def _joined(asked: AskedLeads, query: QueryBuilder, name: Term) -> QueryBuilder:
	lead = frappe.qb.DocType("Lead")
	return asked.only(query.join(lead).on(lead.name == name), lead)


def _leads_with_a_close(period: Period) -> list[str] | None:
	"""Those of which a deal may have been won or lost on these days. None where these are so many that all are found as soon."""
	if documents_of(period) > _MANY:
		return None
	fact = frappe.qb.DocType(_FACT)
	query = frappe.qb.from_(fact).select(fact.lead).distinct().where(within(fact.closed_at, period))
	return sorted({lead for (lead,) in query.where(fact.lead.isnotnull()).run()} | leads_sold_to(period))


def _of_each(query: QueryBuilder, name: Term, only: Sequence[str] | None) -> list[tuple]:
	if only is None:
		return list(query.run())
	starts = range(0, len(only), MOST_NAMES)
	return [row for start in starts for row in query.where(name.isin(only[start : start + MOST_NAMES])).run()]


def _opportunities(asked: AskedLeads, told: type[Told], only: Sequence[str] | None) -> list[tuple]:
	made = frappe.qb.DocType("Opportunity")
	query = _joined(asked, frappe.qb.from_(made), made.party_name)
	query = query.select(made.name, made.status, made.transaction_date, made.creation)
	query = query.select(made.total, made.base_total, made.opportunity_amount, made.base_opportunity_amount)
	query = query.select(made.party_name, *_of_lead(told)).where(made.opportunity_from == "Lead")
	return _of_each(query.where(made.docstatus < 2), made.party_name, only)


def _history(asked: AskedLeads, told: type[Told], only: Sequence[str] | None) -> list[tuple]:
	fact = frappe.qb.DocType(_FACT)
	query = _joined(asked, frappe.qb.from_(fact), fact.lead)
	query = query.select(fact.lead, fact.name, fact.at, fact.outcome, fact.closed_at)
	query = query.select(fact.has_amount, fact.amount, *_of_lead(told))
	return _of_each(query.where(fact.kind == "Opportunity"), fact.lead, only)


def _sales(
	sales: Mapping[str, date], asked: AskedLeads, leads: dict[str, Told], told: type[Told]
) -> dict[str, date]:
	"""The first sale of each lead that is asked for, and what is told of those leads besides."""
	unknown = [lead for lead in sales if lead not in leads]
	lead = frappe.qb.DocType("Lead")
	query = asked.only(frappe.qb.from_(lead).select(lead.name, *_of_lead(told)), lead)
	for name, *of_lead in _of_each(query, lead.name, unknown):
		leads[name] = told._make(of_lead)
	return {name: day for name, day in sales.items() if name in leads}
