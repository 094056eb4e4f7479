"""Discounts that are booked on accounts of their own are no difference between leads' revenue and the ledger."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest

from lead_intelligence.adapters.revenue.reconciliation import reconciled
from tests.site.report_builders import a_bare_lead
from tests.site.sales_chains import invoiced, line, ordered, quoted, returned, tax_of
from tests.site.selling_companies import SellingCompany, a_selling_company


@pytest.fixture
def company() -> SellingCompany:
	frappe.db.set_single_value("Selling Settings", "enable_discount_accounting", 1)
	return a_selling_company(USD=0.9)


@pytest.mark.parametrize("currency", [None, "USD"])
@pytest.mark.parametrize("included", [0, 1])
@pytest.mark.parametrize("on", ["Net Total", "Grand Total"])
def test_a_discount_on_the_whole(company, on, included, currency):
	lead = a_bare_lead(company.name)
	discount = {"apply_discount_on": on, "additional_discount_percentage": 7.5}
	taxes = [tax_of(company, included_in_print_rate=included)]
	lines = [line(99.99, 3), line(33.33), line(1234.56, 0.5)]
	quotation = quoted(company, lead, lines, on="2024-03-01", currency=currency, taxes=taxes, **discount)
	account = {"additional_discount_account": company.account("Discounts")}
	invoice = invoiced(ordered(quotation, on="2024-03-02"), on="2024-03-03", **account)
	assert_agrees(company, lead, invoice)
	returned(invoice, 0.5, on="2024-03-04", **account)
	assert_agrees(company, lead)


def test_a_discount_of_an_item(company):
	lead = a_bare_lead(company.name)
	lines = [line(90, 3, price_list_rate=100), line(33.33)]
	quotation = quoted(company, lead, lines, on="2024-03-01", taxes=[tax_of(company)])
	order = ordered(quotation, on="2024-03-02")
	invoice = invoiced(order, on="2024-03-03", prepared=lambda doc: on_account(company, doc))
	assert_agrees(company, lead, invoice)


def on_account(company: SellingCompany, invoice) -> None:
	for item in invoice.items:
		item.discount_account = company.account("Discounts")


def assert_agrees(company: SellingCompany, lead: str, invoice=None) -> None:
	"""But for a cent or two, as ERPNext rounds discounts and taxes apart from each other: that is told, with its voucher."""
	found = reconciled(company.name, [lead], None)
	assert abs(found.differs) <= Decimal("0.02")
	assert found.differs == sum(amount for _name, amount in found.vouchers)
	if invoice:
		assert found.differs == 0
		assert found.ledger == sum(Decimal(str(item.base_net_amount)) for item in invoice.items)
		entries = frappe.get_all("GL Entry", {"voucher_no": invoice.name}, pluck="account")
		assert company.account("Discounts") in entries
