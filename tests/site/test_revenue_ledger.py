"""The ledger is read by itself: what it says differently from the documents is found and named."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest
from pypika.terms import ValueWrapper

from lead_intelligence.adapters.reports.numbers import digest
from lead_intelligence.adapters.revenue.reconciliation import may_see_ledger, reconciled
from lead_intelligence.adapters.revenue.words import WHY
from lead_intelligence.core.money.untraced import Untraced
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import REP, Person, hire
from tests.site.revenue_builders import (
	a_lead,
	a_quotation,
	agreed,
	amounts_by_lead,
	an_invoice,
	an_invoice_of,
	an_order_of,
)
from tests.site.stored_revenue import swept

CONTROLLER = Person("cleo@atelier-lumiere.example", "Cléo", "Faure", ("Sales Manager", "Accounts User"))


@pytest.fixture
def lead() -> str:
	return a_lead()


def the_income_of(invoice) -> dict[str, object]:
	account = invoice.items[0].income_account
	return {"voucher_no": invoice.name, "account": account, "is_cancelled": 0}


def test_an_invoice_that_the_ledger_says_more_of_is_named(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)))
	an_invoice(invoice.customer, 30)
	frappe.db.set_value("GL Entry", the_income_of(invoice), "credit", 107.5)
	found = reconciled(COMPANY, [lead], None)
	assert (found.ledger, found.traced, found.untraced) == (Decimal("137.5"), 100, 30)
	assert (found.differs, found.vouchers) == (Decimal("7.5"), [(invoice.name, Decimal("7.5"))])


def test_an_invoice_that_is_not_in_the_ledger_is_named(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)))
	frappe.db.delete("GL Entry", the_income_of(invoice))
	found = reconciled(COMPANY, [lead], None)
	assert (found.ledger, found.differs) == (0, -100)
	assert found.vouchers == [(invoice.name, -100)]


def test_of_many_that_differ_the_ten_greatest_are_named(lead):
	order = an_order_of(a_quotation(lead, 100))
	invoices = [an_invoice(order.customer, 10) for _ in range(11)]
	for more, invoice in enumerate(invoices, 1):
		frappe.db.set_value("GL Entry", the_income_of(invoice), "credit", 10 + more)
	found = reconciled(COMPANY, [lead], None)
	assert found.differs == 66
	assert [amount for _, amount in found.vouchers] == list(range(11, 1, -1))


def test_an_entry_on_another_day_than_its_invoice_differs_on_both(lead):
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100)), "2026-03-31")
	frappe.db.set_value("GL Entry", {"voucher_no": invoice.name}, "posting_date", "2026-04-01")
	from frappe.utils import getdate

	from lead_intelligence.core.reporting.period import Period

	for month, last, differs in (("03", 31, -100), ("04", 30, 100)):
		days = Period(first=getdate(f"2026-{month}-01"), last=getdate(f"2026-{month}-{last}"))
		found = reconciled(COMPANY, [lead], days)
		assert (found.differs, found.vouchers) == (differs, [(invoice.name, differs)])


def test_leads_may_be_told_by_their_numbers_or_by_a_query(lead):
	an_invoice_of(an_order_of(a_quotation(lead, 100)))
	number = digest(lead)
	table = frappe.qb.DocType("Lead")
	named = frappe.qb.from_(table).select(table.name.as_("lead")).where(table.name == lead)
	assert reconciled(COMPANY, lambda one: one == number, None) == agreed(lead)
	assert reconciled(COMPANY, named, None) == agreed(lead)


def test_only_who_may_read_invoices_is_told_of_the_ledger(lead, signed_in_as):
	an_invoice_of(an_order_of(a_quotation(lead, 100)))
	with signed_in_as(REP.user):
		assert not may_see_ledger(COMPANY)
		with pytest.raises(frappe.PermissionError, match="read sales invoices"):
			reconciled(COMPANY, [lead], None)
	# Somebody of its own: what roles a user has is remembered beyond the test.
	hire(CONTROLLER)
	with signed_in_as(CONTROLLER.user):
		assert may_see_ledger(COMPANY)
		assert reconciled(COMPANY, [lead], None).ledger == 100


def test_each_reason_is_said():
	assert set(WHY) == set(Untraced)


def test_many_sales_take_as_many_statements_as_one(lead):
	def statements() -> int:
		with counted_queries() as asked_for:
			reconciled(COMPANY, [lead], None)
		return len(asked_for)

	swept()
	an_invoice_of(an_order_of(a_quotation(lead, 100)))
	reconciled(COMPANY, [lead], None)
	few = statements()
	for rate in range(1, 6):
		an_invoice_of(an_order_of(a_quotation(lead, rate)))
	assert statements() == few
	swept()
	assert statements() < few


def test_reports_lock_nothing_and_write_nothing(lead):
	swept()
	an_invoice_of(an_order_of(a_quotation(lead, 100)))
	with counted_queries() as asked_for:
		assert reconciled(COMPANY, [lead], None).ledger == 100
		amounts_by_lead(COMPANY, period=None).where(ValueWrapper(1) == 1).run()
	assert all(query.lower().lstrip().startswith("select") for query in asked_for)
	assert not any("for update" in query.lower() for query in asked_for)
