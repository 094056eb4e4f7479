"""The deals of leads, as documents say: ERPNext's opportunities, sales without an opportunity, and imported history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Term

from lead_intelligence.adapters.deals.sales import FirstSales, first_sales
from lead_intelligence.adapters.statements import some_at_a_time
from lead_intelligence.core.funnel.deal import Outcome

_OUTCOMES = {"Converted": Outcome.WON, "Lost": Outcome.LOST, "Closed": Outcome.CLOSED}


class FoundDeal(NamedTuple):
	"""See `core.funnel.deal.Deal`. `has_rate`: whether the amount could be told in the company's currency."""

	lead: str
	record: str | None
	is_history: bool
	opened_at: datetime | None
	outcome: Outcome
	closed_at: datetime | None
	amount: float | None
	has_rate: bool


def deals_found(only: Sequence[str] | None = None) -> list[FoundDeal]:
	"""`only`: of these leads. None: of all. Leads may be among them that are deleted."""
	rows = _opportunities(only)
	sales = first_sales(None if only is None else ([row[0] for row in rows if row[2] == "Converted"], only))
	deals = [*_of_opportunities(rows, sales), *_of_history(only)]
	return list(_with_sales(deals, sales.of_leads))


def _of_opportunities(rows: Iterable[tuple], sales: FirstSales) -> Iterator[FoundDeal]:
	for name, lead, status, day, creation, *amounts in rows:
		outcome = _OUTCOMES.get(status, Outcome.OPEN)
		closed = sales.of_opportunities.get(name) if outcome is Outcome.WON else None
		yield FoundDeal(
			lead, name, False, _opened(day, creation), outcome, _moment(closed), *_amount(*amounts)
		)


def _of_history(only: Sequence[str] | None) -> Iterator[FoundDeal]:
	for lead, number, opened, outcome, closed, has_amount, amount in _history(only):
		known = float(amount or 0) if has_amount else None
		ended = Outcome(outcome or Outcome.OPEN.value)
		yield FoundDeal(lead, f"history-{number}", True, opened, ended, closed, known, True)


def _with_sales(deals: Iterable[FoundDeal], sales: Mapping[str, date]) -> Iterator[FoundDeal]:
	"""A lead that was sold to without any opportunity having been converted is won all the same: the opportunity that was opened
	last before the sale, or a deal of its own. What was won without an order that names it was closed by the first sale after it was opened."""
	by_lead: dict[str, list[FoundDeal]] = {}
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
			found[found.index(won)] = won._replace(outcome=Outcome.WON, closed_at=sold_at)
		else:
			found.append(FoundDeal(lead, None, False, None, Outcome.WON, sold_at, None, True))
	for found in by_lead.values():
		yield from found


def _closed_by(deal: FoundDeal, sold_at: datetime | None) -> FoundDeal:
	is_unknown = deal.outcome is Outcome.WON and deal.closed_at is None and not deal.is_history
	return deal._replace(closed_at=sold_at) if is_unknown and _is_before(deal, sold_at) else deal


def _is_before(deal: FoundDeal, moment: datetime | None) -> bool:
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


def _opportunities(only: Sequence[str] | None) -> list[tuple]:
	made = frappe.qb.DocType("Opportunity")
	query = frappe.qb.from_(made).where((made.opportunity_from == "Lead") & (made.party_name > ""))
	query = query.select(made.name, made.party_name, made.status, made.transaction_date, made.creation)
	query = query.select(made.total, made.base_total, made.opportunity_amount, made.base_opportunity_amount)
	return _of_each(query.where(made.docstatus < 2).orderby(made.name), made.party_name, only)


def _history(only: Sequence[str] | None) -> list[tuple]:
	fact = frappe.qb.DocType("Lead History Fact")
	query = frappe.qb.from_(fact).select(fact.lead, fact.name, fact.at, fact.outcome, fact.closed_at)
	query = query.select(fact.has_amount, fact.amount)
	query = query.where((fact.kind == "Opportunity") & (fact.lead > "")).orderby(fact.name)
	return _of_each(query, fact.lead, only)


def _of_each(query: QueryBuilder, name: Term, only: Sequence[str] | None) -> list[tuple]:
	if only is None:
		return list(query.run())
	return [row for some in some_at_a_time(only) for row in query.where(name.isin(some)).run()]
