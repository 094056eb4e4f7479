"""The stored entries of orders and invoices: what they hold, how they are put right, and when they are not relied on."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest
from frappe.model.document import Document
from frappe.utils import getdate

from lead_intelligence.adapters.board.invoiced import invoiced_by_source, leads_invoiced
from lead_intelligence.adapters.figure_marks import Figures, mark
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.revenue import changes, store
from lead_intelligence.adapters.revenue.entries import Vouchers, worked_out
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.patches import stored_figures
from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	DAY,
	a_lead,
	a_payment_of,
	a_quotation,
	agreed,
	amounts,
	an_account,
	an_invoice,
	an_invoice_of,
	an_order_of,
)
from tests.site.stored_revenue import in_all_ways, marks, swept

ENTRY = "Lead Revenue Entry"
MARCH = Period(first=getdate("2026-03-01"), last=getdate("2026-03-31"))


@pytest.fixture
def lead() -> str:
	return a_lead()


@pytest.fixture
def invoice(lead) -> Document:
	return an_invoice_of(an_order_of(a_quotation(lead, 100, 60), and_items=(40,)))


def entries(voucher: str) -> list[tuple[str, str | None, str | None, float]]:
	found = frappe.get_all(
		ENTRY, {"voucher": voucher}, ["kind", "lead", "why", "amount"], order_by="kind, why"
	)
	return [(one.kind, one.lead, one.why or None, one.amount) for one in found]


def test_a_row_for_each_lead_or_reason_day_and_kind(lead, invoice):
	a_payment_of(invoice, "2026-04-01")
	swept()
	of_order = entries(invoice.items[0].sales_order)
	assert of_order == [("Ordered", lead, None, 160)]
	assert entries(invoice.name) == [
		("Invoiced", lead, None, 160),
		("Invoiced", None, "added to order", 40),
		("Paid", lead, None, 160),
	]
	row = frappe.get_last_doc(ENTRY, {"voucher": invoice.name, "kind": "Invoiced"})
	assert row.accounts == invoice.items[0].income_account
	assert (row.customer, row.company, row.day) == (invoice.customer, COMPANY, getdate(DAY))


def test_to_renew_them_repairs_what_was_changed_past_the_documents(lead, invoice):
	other = an_invoice(invoice.customer, 30)
	swept()
	assert store.renew() == 0
	frappe.db.set_value(ENTRY, {"voucher": invoice.name, "lead": lead}, "amount", 1)
	frappe.db.delete(ENTRY, {"voucher": other.name})
	row = frappe.get_last_doc(ENTRY, {"voucher": invoice.name})
	copy = frappe.copy_doc(row)
	copy.update({"voucher": "ZZ-NO-INVOICE", "name": None})
	copy.insert(ignore_permissions=True)
	assert store.renew() == 3
	assert store.renew() == 0
	assert entries("ZZ-NO-INVOICE") == []
	assert amounts(lead) == (160, 160, 0)


def test_what_is_marked_is_not_told_as_wrong(lead, invoice):
	swept()
	an_invoice(invoice.customer, 30)
	assert marks()
	assert store.renew() == 0
	assert changes.changes() == []


def test_of_more_marks_than_are_worth_it_all_documents_are_read(lead, invoice):
	swept()
	mark(Figures.REVENUE, "Quotation", [f"ANY-{number}" for number in range(changes.MOST)])
	assert changes.changes() == []
	mark(Figures.REVENUE, "Quotation", ["ANY-OTHER"])
	assert changes.changes() is None
	assert amounts(lead) == (160, 160, 0)


def test_a_customer_of_more_vouchers_than_are_worth_it(lead, invoice, monkeypatch):
	an_invoice(invoice.customer, 30)
	swept()
	mark(Figures.REVENUE, "Customer", [invoice.customer])
	assert changes.changes() == []
	monkeypatch.setattr(changes, "MOST", 1)
	assert changes.changes() is None
	monkeypatch.undo()
	assert amounts(lead) == (160, 160, 0)


def test_an_update_of_the_app_reads_all_documents_until_they_are_stored(lead, invoice):
	swept()
	frappe.db.delete(ENTRY)
	stored_figures.execute()
	assert changes.changes() is None
	assert amounts(lead) == (160, 160, 0)
	assert entries(invoice.name)


def test_accounts_that_are_renamed_or_become_others_decide_about_all_sales(lead, invoice):
	swept()
	account = an_account("Sales of the tests", "Direct Income", "")
	assert changes.changes() == ()
	an_invoice(invoice.customer, 30, income_account=account)
	assert agreed(lead).ledger == 230
	frappe.rename_doc("Account", account, f"Renamed {account}", force=True, show_alert=False)
	assert changes.changes() is None
	assert agreed(lead).ledger == 230
	frappe.get_doc("Account", f"Renamed {account}").update({"account_type": "Cash"}).save()
	assert changes.changes() is None
	assert agreed(lead).ledger == 230


def test_what_a_dashboard_shows(lead, invoice):
	source = frappe.db.get_value("Lead", lead, "source") or ""
	asked = AskedLeads(Filters(period=MARCH, company=COMPANY))
	before = in_all_ways(lambda: leads_invoiced(asked, COMPANY, MARCH))
	money = in_all_ways(lambda: invoiced_by_source(asked, COMPANY, MARCH))
	an_invoice_of(an_order_of(a_quotation(a_lead(), 7)))
	assert in_all_ways(lambda: leads_invoiced(asked, COMPANY, MARCH)) == before + 1
	more = in_all_ways(lambda: invoiced_by_source(asked, COMPANY, MARCH))
	assert more[source].invoiced - money[source].invoiced == Decimal(7)


def test_what_is_worked_out_of_no_vouchers_is_nothing():
	assert worked_out(Vouchers(orders=["NO-ORDER"], invoices=["NO-INVOICE"])) == []
