"""Purchase invoices of a project or a cost centre are what marketing costs, where a rule says so."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import frappe
import pytest
from erpnext.accounts.doctype.purchase_invoice.purchase_invoice import make_debit_note

from lead_intelligence.api import marketing_cost as api
from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, REP
from tests.site.cost_builders import a_cost, a_rule, amounts, another_centre, costs, supplied


def given_once():
	return supplied(COMPANY)


@pytest.fixture
def project():
	project = {"doctype": "Project", "project_name": "Fair of Lyon", "company": COMPANY}
	return frappe.get_doc(project).insert().name


def rule(**fields: Any):
	return a_rule(company=COMPANY, **fields)


def an_invoice(*items: dict[str, Any], posted: str = "2024-03-10", submit: bool = True, **fields: Any):
	rows = [{"item_code": "Marketing Service", "qty": 1, **item} for item in items]
	doc = frappe.get_doc(
		{
			"doctype": "Purchase Invoice",
			"supplier": "Agence des Coûts",
			"company": COMPANY,
			"set_posting_time": 1,
			"posting_date": posted,
			"due_date": posted,
			"bill_no": frappe.generate_hash(length=8),
			"items": rows,
			**fields,
		}
	).insert()
	if submit:
		doc.submit()
	return doc


def an_account(name: str, parent: str, **fields: Any) -> str:
	account = {"doctype": "Account", "account_name": name, "company": COMPANY, "parent_account": parent}
	return frappe.get_doc({**account, **fields}).insert().name


def found(first: str = "2024-01-01", last: str = "2024-12-31", **filters: Any):
	return costs(first, last, company=COMPANY, **filters)


def test_items_of_a_project_are_costs(project):
	an_invoice({"rate": 100, "project": project}, {"rate": 7})
	assert found().total == 0
	rule(project=project, campaign="Fair of Lyon")
	assert found().total == 100
	assert found().by("Source") == {"Radio of the Coast": 100}
	assert found().by("Campaign") == {"Fair of Lyon": 100}
	assert found().by("Month") == {"2024-03": 100}
	assert found("2024-03-11").total == 0


def test_the_project_of_the_invoice_is_that_of_items_without_one(project):
	an_invoice({"rate": 100}, {"rate": 7}, project=project)
	rule(project=project)
	assert found().total == 107


def test_drafts_and_cancelled_invoices_are_no_costs(project):
	rule(project=project)
	an_invoice({"rate": 100, "project": project}, submit=False)
	cancelled = an_invoice({"rate": 50, "project": project})
	assert found().total == 50
	cancelled.cancel()
	assert found().total == 0


def test_without_tax_and_after_discounts(project):
	rule(project=project)
	tax = {
		"charge_type": "On Net Total",
		"account_head": an_account("Input Tax of Costs", "Duties and Taxes - AL", account_type="Tax"),
		"description": "Tax",
		"rate": 20,
	}
	discount = {"apply_discount_on": "Net Total", "discount_amount": 30}
	an_invoice({"rate": 100, "project": project}, {"rate": 200}, taxes=[tax], **discount)
	assert found().total == 90


def test_a_debit_note_lessens_the_costs(project):
	rule(project=project)
	invoice = an_invoice({"rate": 100, "qty": 3, "project": project})
	note = make_debit_note(invoice.name)
	note.update({"set_posting_time": 1, "posting_date": "2024-05-02", "due_date": "2024-05-02"})
	note.items[0].update({"qty": -1, "received_qty": -1})
	note.insert()
	note.submit()
	assert found().by("Month") == {"2024-03": 300, "2024-05": -100}
	assert found().total == 200


def test_in_another_currency_the_invoice_says_what_it_was(project):
	rule(project=project)
	in_dollars = {"account_type": "Payable", "account_currency": "USD"}
	creditors = an_account("Creditors in Dollars", "Accounts Payable - AL", **in_dollars)
	an_invoice({"rate": 100, "project": project}, currency="USD", conversion_rate=0.9, credit_to=creditors)
	assert found().total == 90


def test_a_cost_centre_counts_with_all_below_it():
	marketing = another_centre(COMPANY, "Marketing of Costs", is_group=1)
	fairs = another_centre(COMPANY, "Fairs of Costs", marketing)
	press = another_centre(COMPANY, "Press of Costs", marketing)
	an_invoice({"rate": 100, "cost_center": fairs}, {"rate": 10, "cost_center": press}, {"rate": 1})
	rule(cost_center=marketing)
	assert found().total == 110
	rule(cost_center=fairs, source="Fair of the Coast")
	assert found().total == 110
	assert found().by("Source") == {"Radio of the Coast": 10, "Fair of the Coast": 100}


def test_an_item_is_a_cost_once_however_many_rules_fit(project):
	marketing = another_centre(COMPANY, "Marketing of Costs")
	an_invoice({"rate": 100, "project": project, "cost_center": marketing})
	for number, place in enumerate(({"project": project}, {"cost_center": marketing})):
		rule(**place, source=f"Source {number}")
	rule(project=project, supplier="Agence des Coûts", source="Source of the supplier")
	assert found().by("Source") == {"Source of the supplier": 100}


def test_a_supplier_and_an_account_narrow_a_rule(project):
	account = frappe.db.get_value(
		"Account", {"company": COMPANY, "root_type": "Expense", "is_group": 0}, "name", order_by="name desc"
	)
	an_invoice({"rate": 100, "project": project, "expense_account": account}, {"rate": 7, "project": project})
	rule(project=project, expense_account=account)
	assert found().total == 100
	assert frappe.get_last_doc("Marketing Cost Rule").delete() is None
	rule(project=project, supplier=supplied(COMPANY, "Autre Agence"))
	assert found().total == 0


def test_spread_over_the_days_of_the_service(project):
	rule(project=project, spread="Service Dates")
	service = {"service_start_date": "2024-02-01", "service_end_date": "2024-03-31"}
	invoice = an_invoice(
		{"rate": 60, "project": project}, {"rate": 5, "project": project}, posted="2024-01-20"
	)
	# ERPNext keeps these dates of deferred expenses only, whose accounts are of no use here.
	frappe.db.set_value("Purchase Invoice Item", invoice.items[0].name, service)
	assert found().by("Month") == {"2024-01": 5, "2024-02": 29, "2024-03": 31}
	assert found("2024-03-01", "2024-03-31").total == 31


def test_spread_over_some_days(project):
	rule(project=project, spread="Days", spread_days=10)
	an_invoice({"rate": 100, "project": project}, posted="2024-03-27")
	assert found().by("Month") == {"2024-03": 50, "2024-04": 50}
	assert found("2024-04-05", "2024-04-30").total == 10
	assert found("2024-04-06", "2024-04-30").total == 0


def test_a_disabled_rule_says_nothing(project):
	an_invoice({"rate": 100, "project": project})
	doc = rule(project=project)
	doc.disabled = 1
	doc.save()
	assert found().total == 0
	rule(project=project, source="Another")
	doc.disabled = 0
	with pytest.raises(frappe.ValidationError, match="Another rule is about the same purchase invoices"):
		doc.save()


def test_costs_entered_beside_invoices_are_told(project):
	rule(project=project)
	an_invoice({"rate": 100, "project": project})
	a_cost("2024-03-01", "2024-03-31", 31, company=COMPANY)
	said = [note.text for note in found().notes]
	assert any(text.startswith("Costs were entered beside purchase invoices") for text in said)
	assert found().total == 131


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({}, "Choose a project or a cost centre"),
		({"cost_center": True, "source": ""}, "Name the source or the campaign"),
		({"cost_center": True, "spread": "Days", "spread_days": 0}, "from 1 to 1830"),
		({"cost_center": "other"}, "is of the company Autre Imprimerie"),
	],
)
def test_what_cannot_be_a_rule(fields, says):
	if fields.get("cost_center") is True:
		fields = {**fields, "cost_center": another_centre(COMPANY, "Marketing of Costs")}
	elif fields.get("cost_center"):
		fields = {"cost_center": another_centre("Autre Imprimerie", "Marketing Abroad")}
	with pytest.raises(frappe.ValidationError, match=says):
		rule(**fields)


def test_amounts_come_to_the_cent(project):
	rule(project=project)
	an_invoice(*({"rate": 0.1, "project": project} for _ in range(30)))
	assert found().total == Decimal("3.0")
	assert amounts(found().by("Campaign")) == {}


def test_what_a_rule_would_make_costs_of_is_shown_before_it_is_saved(project, signed_in_as):
	today = frappe.utils.today()
	an_invoice({"rate": 100, "project": project}, {"rate": 20, "project": project}, posted=today)
	an_invoice({"rate": 7, "project": project}, posted="2024-03-10")
	draft = {"company": COMPANY, "project": project, "source": "Radio", "name": "new-rule-1"}

	def shown(**fields: Any) -> dict[str, Any]:
		return api.rule_preview(json.dumps({**draft, **fields}))

	with signed_in_as(MANAGER.user):
		assert shown() == {"items": 2, "amount": 120, "currency": "EUR", "others": 0}
		assert shown(supplier="Nobody")["items"] == 0
		assert shown(project=None) == {}
	rule(project=project, supplier="Agence des Coûts")
	with signed_in_as(MANAGER.user):
		assert shown() == {"items": 0, "amount": 0, "currency": "EUR", "others": 2}
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		shown()
