"""The opportunities that came of leads, as ERPNext and imported history hold them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import frappe
import pytest

from lead_intelligence.adapters.reports.asking import AskedLeads, asked
from lead_intelligence.adapters.reports.deals import deals_of
from lead_intelligence.core.funnel.deal import Deal, Outcome
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import REP, SECOND_REP
from tests.site.raw_documents import inserted
from tests.site.report_builders import a_bare_lead, a_company, a_past_deal

MADE = "2025-02-01 09:30:00"


@pytest.fixture
def company() -> str:
	return a_company()


@pytest.fixture
def lead(company) -> str:
	return a_bare_lead(company)


@pytest.fixture
def found(company):
	def of(**filters: Any) -> list[Deal]:
		return list(deals_of(AskedLeads(asked({"company": company, **filters}))).deals)

	return of


def stored(doctype: str, creation: str = MADE, **values: Any) -> str:
	"""As it is stored, without its events."""
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = f"DEAL-{uuid4().hex[:12]}"
	inserted(doc)
	frappe.db.set_value(doctype, doc.name, "creation", creation, update_modified=False)
	return str(doc.name)


def an_opportunity(lead: str, status: str = "Open", **values: Any) -> str:
	link = {"opportunity_from": "Lead", "party_name": lead}
	return stored("Opportunity", **{**link, "status": status, "transaction_date": "2025-02-01", **values})


def a_quotation(lead: str, opportunity: str | None = None) -> str:
	return stored("Quotation", quotation_to="Lead", party_name=lead, opportunity=opportunity, docstatus=1)


def an_order(day: str, *, quotation: str | None = None, customer: str = "Nobody", docstatus: int = 1) -> str:
	order = stored("Sales Order", customer=customer, transaction_date=day, docstatus=docstatus)
	stored("Sales Order Item", parent=order, parenttype="Sales Order", prevdoc_docname=quotation)
	return order


def a_customer(**values: Any) -> str:
	return stored("Customer", customer_name="Anyone", **values)


@pytest.mark.parametrize(
	("status", "outcome"),
	[
		("Open", Outcome.OPEN),
		("Quotation", Outcome.OPEN),
		("Replied", Outcome.OPEN),
		("Converted", Outcome.WON),
		("Lost", Outcome.LOST),
		("Closed", Outcome.CLOSED),
	],
)
def test_how_an_opportunity_ended_is_its_status(found, lead, status, outcome):
	name = an_opportunity(lead, status)
	(deal,) = found()
	assert (deal.lead, deal.record, deal.outcome) == (lead, name, outcome)
	assert (deal.closed_at, deal.amount, deal.is_history) == (None, None, False)


def test_it_was_opened_on_the_day_that_was_entered_if_that_is_the_earlier_one(found, lead):
	an_opportunity(lead, transaction_date="2025-01-15")
	an_opportunity(lead, transaction_date="2025-02-01")
	an_opportunity(lead, transaction_date="2025-03-01")
	an_opportunity(lead, transaction_date=None)
	moment = datetime(2025, 2, 1, 9, 30)
	assert sorted(deal.opened_at for deal in found()) == [datetime(2025, 1, 15), moment, moment, moment]


@pytest.mark.parametrize(
	("values", "amount", "without_rate"),
	[
		({"opportunity_amount": 100, "base_opportunity_amount": 110.5}, 110.5, 0),
		({"total": 80, "base_total": 88, "opportunity_amount": 100, "base_opportunity_amount": 110}, 88, 0),
		({"opportunity_amount": 0, "base_opportunity_amount": 0}, None, 0),
		({"opportunity_amount": 100, "base_opportunity_amount": 0}, None, 1),
		({"total": 80, "base_total": 0, "opportunity_amount": 100, "base_opportunity_amount": 110}, None, 1),
	],
)
def test_amounts_are_those_of_the_company_and_unknown_without_a_rate(
	company, lead, values, amount, without_rate
):
	an_opportunity(lead, **values)
	deals = deals_of(AskedLeads(asked({"company": company})))
	assert ([deal.amount for deal in deals.deals], deals.without_rate) == ([amount], without_rate)


def test_what_was_won_was_closed_by_the_first_order_of_its_quotations(found, lead):
	name = an_opportunity(lead, "Converted")
	quotation = a_quotation(lead, name)
	an_order("2025-03-10", quotation=quotation)
	an_order("2025-03-05", quotation=quotation)
	an_order("2025-03-01", quotation=quotation, docstatus=0)
	an_order("2025-03-02", quotation=quotation, docstatus=2)
	(deal,) = found()
	assert (deal.outcome, deal.closed_at) == (Outcome.WON, datetime(2025, 3, 5))


@pytest.mark.parametrize(("day", "closed"), [("2025-03-05", datetime(2025, 3, 5)), ("2025-01-31", None)])
def test_else_by_the_first_sale_to_its_customer_unless_that_was_before(found, lead, day, closed):
	name = an_opportunity(lead, "Converted")
	an_order(day, customer=a_customer(opportunity_name=name))
	(deal,) = found()
	assert (deal.record, deal.outcome, deal.closed_at) == (name, Outcome.WON, closed)


@pytest.mark.parametrize("link", ["lead_name", "opportunity_name"])
def test_a_sale_makes_the_opportunity_won_that_was_opened_last_before_it(found, lead, link):
	first = an_opportunity(lead, transaction_date="2025-01-01")
	meant = an_opportunity(lead, transaction_date="2025-01-20")
	an_opportunity(lead, creation="2025-06-01 08:00:00", transaction_date="2025-06-01")
	customer = a_customer(**{link: lead if link == "lead_name" else first})
	stored("Sales Invoice", customer=customer, posting_date="2025-02-10", docstatus=1)
	(won,) = [deal for deal in found() if deal.outcome is Outcome.WON]
	assert (won.record, won.closed_at) == (meant, datetime(2025, 2, 10))


def test_a_lead_that_was_sold_to_without_an_opportunity_is_won_for_an_unknown_amount(found, lead):
	an_order("2025-03-05", quotation=a_quotation(lead))
	(deal,) = found()
	assert (deal.record, deal.opened_at, deal.outcome) == (None, None, Outcome.WON)
	assert (deal.closed_at, deal.amount) == (datetime(2025, 3, 5), None)


def test_returns_drafts_and_what_was_cancelled_are_no_sales(found, lead):
	customer = a_customer(lead_name=lead)
	for values in ({"is_return": 1, "docstatus": 1}, {"docstatus": 0}, {"docstatus": 2}):
		stored("Sales Invoice", customer=customer, posting_date="2025-02-10", **values)
	an_opportunity(lead, docstatus=2)
	assert found() == []


def test_imported_history_stands_beside_what_erpnext_holds(found, lead):
	a_past_deal(lead, "Won", "2024-01-01", "2024-02-01", amount=70)
	a_past_deal(lead, "Lost", None, None)
	an_opportunity(lead)
	assert {(deal.outcome, deal.amount, deal.is_history) for deal in found()} == {
		(Outcome.WON, 70.0, True),
		(Outcome.LOST, None, True),
		(Outcome.OPEN, None, False),
	}


def test_only_the_leads_that_are_asked_for_have_deals(found, company):
	hers, his = (a_bare_lead(company, lead_owner=person.user) for person in (REP, SECOND_REP))
	for lead in (hers, his, a_bare_lead(a_company(), lead_owner=REP.user)):
		an_opportunity(lead)
		an_order("2025-03-05", customer=a_customer(lead_name=lead))
	assert {deal.lead for deal in found(owner=REP.user)} == {hers}


def test_opportunities_of_customers_and_prospects_are_none_of_leads(found, lead):
	an_opportunity(lead, opportunity_from="Customer")
	an_opportunity(lead, opportunity_from="Prospect")
	assert found() == []


def test_many_deals_take_as_many_statements_as_one(company, found):
	def statements() -> int:
		with counted_queries() as asked_for:
			found()
		return len(asked_for)

	an_opportunity(a_bare_lead(company), "Converted")
	found()
	few = statements()
	for number in range(30):
		lead = a_bare_lead(company)
		an_opportunity(lead, ("Converted", "Open")[number % 2])
		a_past_deal(lead, "Won", "2024-01-01", "2024-02-01")
	assert statements() == few
