"""Costs from purchase invoices are, to the cent, what the general ledger holds on the cost centre."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import frappe
import pytest
from erpnext.accounts.doctype.purchase_invoice.purchase_invoice import make_debit_note

from tests.bench.base_company import COMPANY
from tests.site.cost_builders import a_rule, another_centre, costs, supplied

INVOICES = 20


@pytest.fixture
def centres(rolled_back) -> list[str]:
	for supplier in ("Agence des Coûts", "Agency of Dollars"):
		supplied(COMPANY, supplier)
	marketing = another_centre(COMPANY, "Marketing of the Ledger", is_group=1)
	below = [another_centre(COMPANY, f"{name} of the Ledger", marketing) for name in ("Fairs", "Press")]
	a_rule(company=COMPANY, cost_center=marketing, source="Radio of the Coast")
	a_rule(company=COMPANY, cost_center=below[1], source="Press of the Coast", spread="Days", spread_days=7)
	return [marketing, *below, frappe.get_cached_value("Company", COMPANY, "cost_center")]


def an_account(name: str, parent: str, **fields: Any) -> str:
	account = {"doctype": "Account", "account_name": name, "company": COMPANY, "parent_account": parent}
	return str(frappe.get_doc({**account, **fields}).insert().name)


def random_invoice(random: Random, centres: list[str], accounts: dict[str, str]) -> Any:
	in_dollars = random.random() < 0.3
	day = f"2024-{random.randint(1, 11):02}-{random.randint(1, 28):02}"
	rows = [
		{
			"item_code": "Marketing Service",
			"qty": random.randint(1, 7),
			"rate": random.randint(1, 99_999) / 100,
			"cost_center": random.choice(centres[1:]),
			"discount_percentage": random.choice((0, 0, 12.5)),
		}
		for _row in range(random.randint(1, 4))
	]
	more: dict[str, Any] = {}
	if in_dollars:
		more.update(
			currency="USD", conversion_rate=random.choice((0.9173, 1.1)), credit_to=accounts["dollars"]
		)
	if random.random() < 0.4:
		more.update(
			apply_discount_on=random.choice(("Net Total", "Grand Total")), additional_discount_percentage=7.77
		)
	if random.random() < 0.5:
		tax = {
			"charge_type": "On Net Total",
			"account_head": accounts["tax"],
			"description": "Tax",
			"rate": 20,
		}
		more["taxes"] = [{**tax, "included_in_print_rate": random.choice((0, 1))}]
	base = {"doctype": "Purchase Invoice", "company": COMPANY}
	# ERPNext keeps a supplier to the currency of its first entry.
	base["supplier"] = "Agency of Dollars" if in_dollars else "Agence des Coûts"
	base.update(set_posting_time=1, posting_date=day, due_date=day, bill_no=frappe.generate_hash(length=8))
	doc = frappe.get_doc({**base, "items": rows, **more}).insert()
	doc.submit()
	return doc


def given_back(random: Random, invoice: Any) -> None:
	note = make_debit_note(invoice.name)
	note.update({"set_posting_time": 1, "posting_date": "2024-12-10", "due_date": "2024-12-10"})
	if len(note.items) > 1 and random.random() < 0.5:
		note.items = note.items[:1]
	note.insert()
	note.submit()


def of_ledger(centres: list[str]) -> Decimal:
	"""Read by account and cost centre alone."""
	entry, account = frappe.qb.DocType("GL Entry"), frappe.qb.DocType("Account")
	query = frappe.qb.from_(entry).join(account).on(account.name == entry.account)
	query = query.select(entry.debit, entry.credit).where(account.root_type == "Expense")
	query = query.where((entry.is_cancelled == 0) & (entry.voucher_type == "Purchase Invoice"))
	rows = query.where(entry.cost_center.isin(centres)).run()
	return sum((Decimal(str(debit)) - Decimal(str(credit)) for debit, credit in rows), Decimal(0))


@pytest.mark.parametrize("seed", [1, 2])
def test_costs_are_what_the_ledger_holds(centres, seed):
	random = Random(seed)
	accounts = {
		"tax": an_account("Input Tax of the Ledger", "Duties and Taxes - AL", account_type="Tax"),
		"dollars": an_account(
			"Creditors of the Ledger", "Accounts Payable - AL", account_type="Payable", account_currency="USD"
		),
	}
	invoices = [random_invoice(random, centres, accounts) for _number in range(INVOICES)]
	for invoice in random.sample(invoices, 8):
		if random.random() < 0.5:
			given_back(random, invoice)
		else:
			invoice.cancel()
	found = costs("2024-01-01", "2024-12-31", company=COMPANY)
	_marketing, fairs, press, _other = centres
	by_source = found.by("Source")
	assert by_source["Radio of the Coast"] == of_ledger([fairs])
	assert by_source["Press of the Coast"] == of_ledger([press])
	assert found.total == of_ledger([fairs, press])
	assert sum(found.by("Month").values()) == found.total
