"""Where it cannot be found out what a document has changed, it is saved all the same, and nothing that is stored is read any more."""

import frappe
import pytest

from lead_intelligence.adapters.deals import marking
from lead_intelligence.adapters.figure_marks import Figures, marked
from lead_intelligence.adapters.revenue import marks
from tests.site.revenue_builders import a_customer, a_lead, an_invoice, an_opportunity, open_books
from tests.site.stored_figures import settled
from tests.site.test_defects_of_ours import fails_with, logged

MOST = 500
given_once = open_books
__all__ = ["logged"]


@pytest.fixture(autouse=True)
def nothing_is_marked(given_once):
	settled(*Figures)


def test_an_invoice_is_submitted_and_all_revenue_marked(monkeypatch, logged):
	monkeypatch.setattr(marks, "_of_voucher", fails_with(RuntimeError("broken on purpose")))
	invoice = an_invoice(a_customer(), 100)
	assert invoice.docstatus == 1
	assert logged()
	assert marked(Figures.REVENUE, MOST).is_all


def test_an_opportunity_is_saved_and_all_deals_marked(monkeypatch, logged):
	lead = a_lead()
	monkeypatch.setattr(marking, "_behind", fails_with(KeyError("broken on purpose")))
	assert frappe.db.exists("Opportunity", an_opportunity(lead, 100).name)
	assert logged()
	assert marked(Figures.DEALS, MOST).is_all
	assert not marked(Figures.REVENUE, MOST).is_all


@pytest.mark.parametrize("changed", [marks.opportunity_changed, marks.prospect_changed, marks.gone])
def test_of_no_document_is_a_defect_raised(changed):
	changed(frappe._dict(doctype="Sales Invoice", name="broken", docstatus=1))
	assert marked(Figures.REVENUE, MOST).is_all


def test_a_lost_transaction_is(monkeypatch):
	monkeypatch.setattr(marks, "_of_voucher", fails_with(frappe.QueryDeadlockError("deadlock")))
	with pytest.raises(frappe.QueryDeadlockError):
		an_invoice(a_customer(), 100)
	assert not marked(Figures.REVENUE, MOST).is_all
