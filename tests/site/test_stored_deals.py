"""What is stored of deals, with what the marks say has changed since, is at each moment what all documents say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe
import pytest

from lead_intelligence.adapters.deals import stored
from lead_intelligence.adapters.deals.marking import mark_what_is_there
from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.history_facts import forget_lead
from lead_intelligence.adapters.reports import deals as module
from lead_intelligence.adapters.reports.asking import AskedLeads, asked
from lead_intelligence.adapters.reports.deals import deals_of
from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.events.revenue import on_change
from tests.bench.base_company import COMPANY
from tests.site.random_funnel import RandomFunnel
from tests.site.report_builders import a_past_deal
from tests.site.revenue_builders import (
	DAY,
	a_customer,
	a_lead,
	a_quotation,
	an_invoice,
	an_opportunity,
	an_order,
	an_order_of,
	rows,
)
from tests.site.stored_figures import settled, worked_out_anew


def told(company: str | None = None) -> list[Deal]:
	found = deals_of(AskedLeads(asked({"company": company} if company else {})))
	return sorted(found.deals, key=repr)


def found_anew() -> list[Deal]:
	with worked_out_anew(Figures.DEALS):
		return told()


def agreed() -> list[Deal]:
	"""Read with the marks, and again once they are settled lead by lead."""
	marks = marked(Figures.DEALS, 1000)
	assert not marks.is_all
	with_marks, anew = told(), found_anew()
	assert with_marks == anew
	stored.replace(sorted(marks.records))
	frappe.db.delete("Lead Figure Mark", {"figures": Figures.DEALS.value})
	assert told() == anew
	assert stored.renew() == 0
	return anew


def deals_of_lead(found: list[Deal], lead: str) -> list[tuple[Any, ...]]:
	return [
		(deal.outcome, deal.closed_at and str(deal.closed_at.date())) for deal in found if deal.lead == lead
	]


@pytest.mark.parametrize("seed", range(4))
def test_of_anything_that_may_have_happened(seed):
	settled(Figures.DEALS)
	funnel = RandomFunnel(seed, leads=40)
	assert len(told(funnel.company)) > 15
	agreed()


def offered() -> tuple[str, Any]:
	lead = a_lead()
	made = an_opportunity(lead, 100)
	return lead, a_quotation(lead, 100, opportunity=made.name)


def ordered() -> tuple[str, Any]:
	lead, quotation = offered()
	return lead, an_order_of(quotation)


def an_order_is_submitted() -> Callable[[], str]:
	lead, quotation = offered()

	def act() -> str:
		an_order_of(quotation)
		return lead

	return act


def an_order_is_cancelled() -> Callable[[], str]:
	lead, order = ordered()

	def act() -> str:
		order.reload()
		order.cancel()
		return lead

	return act


def a_cancelled_order_is_deleted() -> Callable[[], str]:
	lead, order = ordered()

	def act() -> str:
		order.reload()
		order.cancel()
		frappe.delete_doc("Sales Order", order.name)
		return lead

	return act


def an_opportunity_is_made() -> Callable[[], str]:
	lead = a_lead()

	def act() -> str:
		an_opportunity(lead, 50)
		return lead

	return act


def an_opportunity_is_lost() -> Callable[[], str]:
	made = an_opportunity(a_lead(), 50)

	def act() -> str:
		made.db_set("status", "Lost")
		return str(made.party_name)

	return act


def an_opportunity_is_given_to_another_lead() -> Callable[[], str]:
	lead, other = a_lead(), a_lead()
	made = an_opportunity(lead, 50)

	def act() -> str:
		made.party_name = other
		made.save()
		assert deals_of_lead(told(), lead) == []
		return other

	return act


def an_opportunity_is_renamed() -> Callable[[], str]:
	made = an_opportunity(a_lead(), 50)

	def act() -> str:
		frappe.rename_doc("Opportunity", made.name, f"{made.name}-NEW", force=True)
		return str(made.party_name)

	return act


def an_opportunity_is_deleted() -> Callable[[], str]:
	lead = a_lead()
	an_opportunity(lead, 40)
	made = an_opportunity(lead, 50)

	def act() -> str:
		frappe.delete_doc("Opportunity", made.name)
		assert len(deals_of_lead(told(), lead)) == 1
		return lead

	return act


def a_customer_of_the_lead_buys() -> Callable[[], str]:
	lead = a_lead()
	customer = a_customer(lead_name=lead)

	def act() -> str:
		an_order(customer, 80)
		return lead

	return act


def a_customer_of_an_opportunity_is_invoiced() -> Callable[[], str]:
	lead = a_lead()
	customer = a_customer(opportunity_name=an_opportunity(lead, 70).name)

	def act() -> str:
		an_invoice(customer, 80)
		return lead

	return act


def a_customer_is_said_to_come_of_the_lead() -> Callable[[], str]:
	lead, customer = a_lead(), a_customer()
	an_order(customer, 80)

	def act() -> str:
		doc = frappe.get_doc("Customer", customer)
		doc.lead_name = lead
		doc.save()
		return lead

	return act


def a_customer_is_merged_into_that_of_the_lead() -> Callable[[], str]:
	lead = a_lead()
	customer, other = a_customer(lead_name=lead), a_customer()
	an_order(other, 80)

	def act() -> str:
		frappe.rename_doc("Customer", other, customer, merge=True, force=True)
		return lead

	return act


def a_past_deal_is_known() -> Callable[[], str]:
	lead = a_lead()

	def act() -> str:
		a_past_deal(lead, "Won", "2025-01-01", "2025-02-01", amount=12.345678912)
		return lead

	return act


def a_lead_is_renamed() -> Callable[[], str]:
	lead = a_lead()
	an_opportunity(lead, 50)
	a_past_deal(lead, "Won", "2025-01-01", "2025-02-01", amount=5)

	def act() -> str:
		frappe.rename_doc("Lead", lead, f"{lead}-NEW", force=True)
		return f"{lead}-NEW"

	return act


def a_lead_is_merged() -> Callable[[], str]:
	lead, other = a_lead(), a_lead()
	a_past_deal(other, "Won", "2025-01-01", "2025-02-01", amount=5)

	def act() -> str:
		frappe.rename_doc("Lead", other, lead, merge=True, force=True)
		return lead

	return act


ACTS = (
	an_order_is_submitted,
	an_order_is_cancelled,
	a_cancelled_order_is_deleted,
	an_opportunity_is_made,
	an_opportunity_is_lost,
	an_opportunity_is_given_to_another_lead,
	an_opportunity_is_renamed,
	an_opportunity_is_deleted,
	a_customer_of_the_lead_buys,
	a_customer_of_an_opportunity_is_invoiced,
	a_customer_is_said_to_come_of_the_lead,
	a_customer_is_merged_into_that_of_the_lead,
	a_past_deal_is_known,
	a_lead_is_renamed,
	a_lead_is_merged,
)


@pytest.mark.parametrize("begin", ACTS, ids=lambda act: act.__name__)
def test_after_each_act(begin):
	act = begin()
	settled(Figures.DEALS)
	before = told()
	lead = act()
	found = agreed()
	assert deals_of_lead(found, lead)
	assert found != before


def test_a_lead_without_history_any_more():
	lead = a_lead()
	a_past_deal(lead, "Won", "2025-01-01", "2025-02-01", amount=5)
	settled(Figures.DEALS)
	forget_lead(lead)
	assert deals_of_lead(agreed(), lead) == []


def test_a_deleted_lead_has_no_deals():
	lead = a_lead()
	an_opportunity(lead, 50)
	settled(Figures.DEALS)
	frappe.db.delete("Lead", {"name": lead})
	assert deals_of_lead(agreed(), lead) == []


def test_what_was_changed_behind_everything_is_found_by_filling_anew():
	made = an_opportunity(a_lead(), 50)
	settled(Figures.DEALS)
	frappe.db.set_value("Opportunity", made.name, "status", "Lost")
	assert deals_of_lead(told(), made.party_name) == [(Outcome.OPEN, None)]
	assert stored.renew() == 2
	assert deals_of_lead(told(), made.party_name) == [(Outcome.LOST, None)]


def test_too_many_marks_are_as_good_as_all(monkeypatch):
	settled(Figures.DEALS)
	for _number in range(3):
		an_opportunity(a_lead(), 50)
	monkeypatch.setattr(module, "MOST_MARKED", 2)
	monkeypatch.setattr(module, "_stored", lambda *asked: pytest.fail("was read"))
	assert len(told()) >= 3


def test_what_was_there_before_the_app_is_marked_when_it_is_installed():
	an_opportunity(a_lead(), 50)
	settled(Figures.DEALS)
	mark_what_is_there()
	assert marked(Figures.DEALS, 1000).is_all


def test_where_all_transactions_are_deleted_all_is_marked():
	settled(Figures.DEALS)
	record = frappe.get_doc({"doctype": "Transaction Deletion Record", "company": COMPANY})
	on_change(record)
	assert marked(Figures.DEALS, 1000).records == frozenset()
	record.docstatus = 1
	on_change(record)
	assert marked(Figures.DEALS, 1000).is_all
	assert marked(Figures.REVENUE, 1000).is_all


def test_drafts_leave_no_mark():
	lead = a_lead()
	settled(Figures.DEALS)
	values = {"doctype": "Quotation", "quotation_to": "Lead", "party_name": lead, "items": rows(10)}
	frappe.get_doc({**values, "company": COMPANY, "transaction_date": DAY}).insert()
	assert marked(Figures.DEALS, 1000).records == frozenset()
