"""Each way on which ERPNext's documents lead from a sale back to a lead."""

from __future__ import annotations

from lead_intelligence.adapters.revenue.reconciliation import reconciled
from lead_intelligence.core.money.untraced import Untraced
from tests.bench.base_company import COMPANY
from tests.site.revenue_builders import (
	a_lead,
	a_payment_of,
	a_quotation,
	amounts,
	an_invoice,
	an_invoice_of,
	an_order_of,
)


def test_a_quotation_to_a_lead_is_ordered_invoiced_and_paid():
	lead = a_lead()
	order = an_order_of(a_quotation(lead, 100, 50))
	assert amounts(lead) == (150, 0, 0)
	invoice = an_invoice_of(order)
	assert amounts(lead) == (150, 150, 0)
	a_payment_of(invoice)
	assert amounts(lead) == (150, 150, 150)


def test_the_ledger_says_the_same():
	lead = a_lead()
	invoice = an_invoice_of(an_order_of(a_quotation(lead, 100, 50)))
	an_invoice(invoice.customer, 30)
	found = reconciled(COMPANY, [lead], None)
	assert (found.ledger, found.traced, found.untraced, found.differs) == (180, 150, 30, 0)
	assert (found.why, found.customers) == ({Untraced.NO_ORDER: 30}, 1)
