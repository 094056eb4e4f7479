"""Deals that were closed on some days are those that all deals hold of these days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from frappe.utils import getdate

from lead_intelligence.adapters.figure_marks import Figures
from lead_intelligence.adapters.reports.asking import AskedLeads, asked
from lead_intelligence.adapters.reports.closed_deals import closed_deals
from lead_intelligence.adapters.reports.deals import Deals, deals_of
from lead_intelligence.core.reporting.period import Period
from tests.site.report_builders import a_bare_lead, a_company, a_past_deal
from tests.site.reported_company import COMPANY, reported_leads
from tests.site.stored_figures import settled
from tests.site.test_report_deals import a_customer, a_quotation, an_opportunity, an_order
from tests.site.test_report_deals import stored as written

ALWAYS = Period(first=date(2005, 1, 1), last=date(2054, 1, 1))
FEBRUARY = Period(first=date(2025, 2, 1), last=date(2025, 2, 28))


@pytest.fixture
def company() -> str:
	return a_company()


def of_days(found: Deals, period: Period) -> set[tuple]:
	return {
		(deal.lead, deal.record, deal.outcome, deal.closed_at, deal.amount)
		for deal in found.deals
		if deal.closed_at and period.begin <= deal.closed_at < period.end
	}


def compared(company: str, period: Period) -> set[tuple]:
	"""With marks, and once they are settled."""
	leads = AskedLeads(asked({"company": company}))
	every = deals_of(leads)
	for _time in range(2):
		some = deals_of(leads, closed_in=period)
		assert of_days(some, period) == of_days(every, period) == of_days(some, ALWAYS)
		added_up(leads, every, period)
		settled(Figures.DEALS)
	return of_days(some, period)


def added_up(leads: AskedLeads, every: Deals, period: Period) -> None:
	"""Beside the same days of two months before, with a gap between the two."""
	earlier = Period(first=period.first - timedelta(days=60), last=period.last - timedelta(days=60))
	found: dict[tuple, list] = {}
	for deals in closed_deals(leads, (period, earlier)):
		key = (deals.place, deals.company, deals.outcome, deals.has_amount)
		known = found.setdefault(key, [0, 0.0])
		known[0] += deals.number
		known[1] += deals.amount
	expected: dict[tuple, list] = {}
	for deal in every.deals:
		for place, one in enumerate((period, earlier)):
			if deal.closed_at and one.begin <= deal.closed_at < one.end:
				key = (place, every.leads[deal.lead].company, deal.outcome, deal.amount is not None)
				known = expected.setdefault(key, [0, 0.0])
				known[0] += 1
				known[1] += deal.amount or 0.0
	assert {key: (number, pytest.approx(amount)) for key, (number, amount) in expected.items()} == {
		key: tuple(value) for key, value in found.items()
	}


def test_each_way_to_a_sale_is_found_by_its_days(company):
	for day in ("2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01"):
		by_opportunity = a_bare_lead(company)
		made = an_opportunity(
			by_opportunity, "Converted", transaction_date="2025-01-01", creation="2025-01-01"
		)
		an_order(day, quotation=a_quotation(by_opportunity, made))
		an_order(day, quotation=a_quotation(a_bare_lead(company)))
		an_order(day, customer=a_customer(lead_name=a_bare_lead(company)))
		sold_to = a_customer(lead_name=a_bare_lead(company))
		written("Sales Invoice", customer=sold_to, posting_date=day, docstatus=1)
		of_lead = an_opportunity(a_bare_lead(company), "Quotation")
		an_order(day, customer=a_customer(opportunity_name=of_lead))
		a_past_deal(a_bare_lead(company), "Won", "2025-01-01", f"{day} 10:00:00", amount=5)
		a_past_deal(a_bare_lead(company), "Lost", "2025-01-01", f"{day} 10:00:00", amount=5)
	assert len(compared(company, FEBRUARY)) == 2 * 7


def test_a_later_sale_is_not_the_first(company):
	lead = a_bare_lead(company)
	customer = a_customer(lead_name=lead)
	an_order("2025-01-10", customer=customer)
	an_order("2025-02-10", customer=customer)
	assert compared(company, FEBRUARY) == set()


def test_an_opportunity_that_an_order_of_the_customer_closed(company):
	lead = a_bare_lead(company)
	an_opportunity(lead, "Converted", transaction_date="2025-01-05", creation="2025-01-05")
	an_order("2025-02-10", customer=a_customer(lead_name=lead))
	assert len(compared(company, FEBRUARY)) == 1


def test_a_year_of_a_company_month_by_month():
	reported_leads()
	first = getdate().replace(day=1)
	found = 0
	for _month in range(12):
		last = first - timedelta(days=1)
		first = last.replace(day=1)
		found += len(compared(COMPANY, Period(first=first, last=last)))
	assert found > 10
