"""Companies that can sell: with accounts, currencies and years of their own, made past the documents where these take seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import frappe
from frappe.utils import getdate

ITEM = "Glass to Measure"
SECOND_ITEM = "Glass by the Box"
ACCOUNTS = {
	"Debtors": ("Receivable", "Asset"),
	"Creditors": ("Payable", "Liability"),
	"Bank": ("Bank", "Asset"),
	"Cash": ("Cash", "Asset"),
	"Sales": ("Income Account", "Income"),
	"Service": ("Income Account", "Income"),
	"Unearned": ("", "Liability"),
	"Tax": ("Tax", "Liability"),
	"Freight": ("Chargeable", "Expense"),
	"Cost of Goods Sold": ("Cost of Goods Sold", "Expense"),
	"Advertising": ("", "Expense"),
	"Round Off": ("Round Off", "Expense"),
	"Write Off": ("", "Expense"),
	"Exchange Gain": ("", "Expense"),
	"Discounts": ("", "Expense"),
}
"""Type and root of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingCompany:
	"""`rates`: what one of a foreign currency is worth in that of the company."""

	name: str
	abbr: str
	currency: str
	rates: dict[str, float]

	def account(self, name: str) -> str:
		return f"{name} - {self.abbr}"

	@property
	def cost_center(self) -> str:
		return f"Main - {self.abbr}"

	def rate(self, currency: str | None) -> float:
		return self.rates[currency] if currency and currency != self.currency else 1

	def debtors(self, currency: str | None = None) -> str:
		"""The account of what customers owe in that currency."""
		return self.account("Debtors" if currency in (None, self.currency) else f"Debtors {currency}")


def a_selling_company(currency: str = "EUR", **rates: float) -> SellingCompany:
	"""`USD=0.9`: what one of a foreign currency is worth. Each has an account of what is owed in it."""
	name, abbr = f"Verrerie {uuid4().hex[:8]}", uuid4().hex[:6]
	company = SellingCompany(name=name, abbr=abbr, currency=currency, rates=rates)
	_store_company(company)
	for account, (kind, root) in ACCOUNTS.items():
		_store_account(company, account, kind, root, currency)
	for foreign, rate in rates.items():
		_store_account(company, f"Debtors {foreign}", "Receivable", "Asset", foreign)
		_store_account(company, f"Bank {foreign}", "Bank", "Asset", foreign)
		_store_rate(foreign, currency, rate)
		_store_rate(currency, foreign, 1 / rate)
	of_cash = {"parent": "Cash", "parenttype": "Mode of Payment", "parentfield": "accounts"}
	row = {"company": name, "default_account": company.account("Cash")}
	_store("Mode of Payment Account", uuid4().hex[:10], **of_cash, **row)
	for item in (ITEM, SECOND_ITEM):
		_store_item(item)
	# Whoever has no account in a foreign currency owes in that of the company what is asked for in the foreign one.
	allowed = "allow_multi_currency_invoices_against_single_party_account"
	frappe.db.set_single_value("Accounts Settings", allowed, 1)
	# Else each document is kept in step with a price list that nobody here asks for.
	frappe.db.set_single_value("Stock Settings", "auto_insert_price_list_rate_if_missing", 0)
	return company


def a_year(of: date | str) -> None:
	"""The fiscal year that a day lies in, if there is none yet. A new site has that of today only."""
	year = getdate(of).year
	if not frappe.db.exists("Fiscal Year", {"year_start_date": f"{year}-01-01"}):
		values = {"year": str(year), "year_start_date": f"{year}-01-01", "year_end_date": f"{year}-12-31"}
		_store("Fiscal Year", str(year), **values)
		frappe.cache.delete_value("fiscal_years")


def a_customer(company: SellingCompany, currency: str | None = None, **fields: Any) -> str:
	"""Who is of no lead, unless `lead_name` or `opportunity_name` say so. `currency`: in which it has its account."""
	name = f"Vitrier {uuid4().hex[:10]}"
	_store("Customer", name, customer_name=name, customer_type="Company", **_places(), **fields)
	if currency:
		owes_in(company, name, currency)
	return name


def owes_in(company: SellingCompany, customer: str, currency: str) -> None:
	"""From now on the customer's invoices are asked for in that currency."""
	row = {"company": company.name, "account": company.debtors(currency)}
	of = {"parent": customer, "parenttype": "Customer", "parentfield": "accounts"}
	_store("Party Account", uuid4().hex[:10], **of, **row)
	frappe.clear_document_cache("Customer", customer)


def _places() -> dict[str, str]:
	group, territory = (
		frappe.db.get_value(doctype, {"is_group": 0}) for doctype in ("Customer Group", "Territory")
	)
	return {"customer_group": group, "territory": territory}


def _store_company(company: SellingCompany) -> None:
	named = {
		"default_receivable_account": "Debtors",
		"default_payable_account": "Creditors",
		"default_bank_account": "Bank",
		"default_cash_account": "Cash",
		"default_income_account": "Sales",
		"default_expense_account": "Cost of Goods Sold",
		"default_deferred_revenue_account": "Unearned",
		"default_discount_account": "Discounts",
		"exchange_gain_loss_account": "Exchange Gain",
		"round_off_account": "Round Off",
		"write_off_account": "Write Off",
	}
	_store(
		"Company",
		company.name,
		company_name=company.name,
		abbr=company.abbr,
		default_currency=company.currency,
		country="France",
		enable_perpetual_inventory=0,
		cost_center=company.cost_center,
		round_off_cost_center=company.cost_center,
		**{field: company.account(account) for field, account in named.items()},
	)
	_store(
		"Cost Center",
		company.cost_center,
		cost_center_name="Main",
		company=company.name,
		is_group=0,
	)


def _store_account(company: SellingCompany, name: str, kind: str, root: str, currency: str) -> None:
	_store(
		"Account",
		company.account(name),
		account_name=name,
		company=company.name,
		account_type=kind,
		root_type=root,
		report_type="Profit and Loss" if root in ("Income", "Expense") else "Balance Sheet",
		account_currency=currency,
		is_group=0,
	)


def _store_rate(of: str, into: str, rate: float) -> None:
	"""Since long ago, so that nobody asks the network for it."""
	if not frappe.db.exists("Currency Exchange", {"from_currency": of, "to_currency": into}):
		values = {"from_currency": of, "to_currency": into, "exchange_rate": rate}
		_store(
			"Currency Exchange",
			f"2000-01-01-{of}-{into}",
			date="2000-01-01",
			for_buying=1,
			for_selling=1,
			**values,
		)


def _store_item(code: str) -> None:
	if not frappe.db.exists("Item", code):
		group = frappe.db.get_value("Item Group", {"is_group": 0})
		item = {"item_code": code, "item_name": code, "item_group": group, "stock_uom": "Meter"}
		kinds = {
			"is_stock_item": 0,
			"is_sales_item": 1,
			"is_purchase_item": 1,
			"include_item_in_manufacturing": 0,
		}
		doc = frappe.get_doc({"doctype": "Item", **item, **kinds})
		doc.flags.ignore_permissions = True
		doc.insert()


def _store(doctype: str, name: str, **values: Any) -> None:
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = name
	doc.db_insert()
