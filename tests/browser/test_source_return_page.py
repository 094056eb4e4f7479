"""Source Return on its page: its figures first, and what the general ledger says once that is known."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.bench.people import Person, hire
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.report_pages import fits, row, shown, words

CONTROLLER = Person("clea@atelier-lumiere.example", "Cléa", "Roux", ("Sales Manager", "Accounts User"))
STATEMENT = "**/api/method/lead_intelligence.api.report.statement*"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def company(live_site) -> Iterator[str]:
	live_site.run(hire, CONTROLLER)
	company = live_site.run(with_sales)
	yield company
	live_site.run(without_sales, company)


def with_sales() -> str:
	import frappe

	from tests.site.report_builders import a_company, a_journey
	from tests.site.stored_sales import a_cost, an_invoice, sold

	company, came = a_company(), "2025-01-15"
	for source, net in (("Fair", 1000), ("Web", 300)):
		lead = a_journey(company, {"source": source, "creation": came}, Lead=came, MQL="2025-01-20")
		customer = sold(company, lead, net, paid=0.5)
	an_invoice(company, None, 50.5, customer)
	a_cost(company, 200, "Fair")
	frappe.db.commit()
	return company


def without_sales(company: str) -> None:
	import frappe

	leads = frappe.get_all("Lead", {"company": company}, pluck="name")
	for doctype, field in (
		("Lead Journey Entry", "lead"),
		("Lead Milestones", "name"),
		("Lead Deal", "lead"),
	):
		frappe.db.delete(doctype, {field: ("in", leads)})
	frappe.db.delete("Customer", {"lead_name": ("in", leads)})
	documents = ("Lead", "Quotation", "Sales Order", "Sales Invoice", "Payment Entry", "GL Entry")
	for doctype in (*documents, "Payment Ledger Entry", "Marketing Cost", "Lead Revenue Entry"):
		frappe.db.delete(doctype, {"company": company})
	frappe.db.delete("Company", company)
	frappe.db.commit()


def address(company: str) -> str:
	days = {"from_date": "2025-01-01", "to_date": "2025-03-31"}
	return f"/app/query-report/Source%20Return?{urlencode({'company': company, **days})}"


@SIZES
def test_figures_stand_while_the_ledger_is_looked_up(page_as, company, size):
	desk, waiting = page_as(CONTROLLER, size=size), []
	desk.page.route(STATEMENT, lambda route: waiting.append(route))
	desk.page.goto(address(company))
	page = desk.page.locator("#page-query-report")
	note = page.get_by_role("status").filter(has_text="Comparing with the general ledger")
	note.wait_for()
	assert "1 000" in row(desk, "Fair").replace("\u202f", " ").replace(",", " ")
	desk.screenshot(f"source-return-comparing-{size['width']}")
	(route,) = waiting
	route.continue_()
	desk.page.unroute(STATEMENT)
	desk.wait()
	page.get_by_text("is what the general ledger holds for them, to the cent.").wait_for()
	assert note.count() == 0
	beside = page.locator(".li-report-beside")
	assert words(beside.locator("summary")) == "Customers of these leads, beside the general ledger: 2"
	beside.locator("summary").click()
	beside.get_by_text("Untraced: Invoiced, but Not for a Lead").wait_for()
	assert fits(desk, size)
	assert_accessible(desk, ".li-report-message")
	desk.screenshot(f"source-return-compared-{size['width']}")


def test_what_could_not_be_compared_says_so_and_is_tried_again(page_as, company):
	desk = page_as(CONTROLLER)
	desk.page.route(STATEMENT, lambda route: route.fulfill(status=500, body="{}"))
	desk.open(address(company))
	page = shown(desk)
	failed = page.get_by_role("alert").filter(has_text="This could not be compared with the general ledger")
	failed.wait_for()
	desk.screenshot("source-return-not-compared")
	desk.page.unroute(STATEMENT)
	failed.get_by_role("button", name="Try Again").click()
	page.get_by_text("is what the general ledger holds for them, to the cent.").wait_for()
	assert failed.count() == 0
	desk.errors.clear()
