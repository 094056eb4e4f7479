"""Sales documents as people make them in ERPNext, one from the other, of the test sites' company or of one of their own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

import frappe
from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.selling.doctype.quotation.quotation import make_sales_order
from erpnext.selling.doctype.sales_order.sales_order import make_sales_invoice
from frappe.model.document import Document
from frappe.query_builder.functions import Sum
from frappe.utils import getdate
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.revenue import by_lead
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger
from lead_intelligence.adapters.revenue.origins_by_name import with_lead
from lead_intelligence.adapters.revenue.reconciliation import Reconciliation, reconciled
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.source_return import AMOUNTS
from tests.bench.base_company import COMPANY
from tests.site.report_builders import a_bare_lead
from tests.site.stored_revenue import in_all_ways

DAY = "2026-03-10"
ITEM = "Carafe of the tests"


def an_item() -> str:
	if not frappe.db.exists("Item", ITEM):
		item = {"doctype": "Item", "item_code": ITEM, "item_group": "All Item Groups", "is_stock_item": 0}
		frappe.get_doc(item).insert()
	return ITEM


def open_books() -> None:
	"""For the years of the tests, whenever the site was made."""
	for year in (2025, 2026, 2027):
		days = {"year_start_date": f"{year}-01-01", "year_end_date": f"{year}-12-31"}
		if not frappe.db.exists("Fiscal Year", days):
			frappe.get_doc({"doctype": "Fiscal Year", "year": f"Tests {year}", **days}).insert()


def a_lead(**fields: Any) -> str:
	open_books()
	company = fields.pop("company", COMPANY)
	return a_bare_lead(company, **{"company_name": f"Verrerie {uuid4().hex[:8]}", **fields})


def a_customer(**fields: Any) -> str:
	doc = frappe.get_doc({"doctype": "Customer", "customer_name": f"Verrerie {uuid4().hex[:8]}", **fields})
	return str(doc.insert().name)


def submitted(doc: Document) -> Document:
	doc.flags.ignore_permissions = True
	doc.insert()
	doc.submit()
	return doc


def rows(*rates: float, **fields: Any) -> list[dict[str, Any]]:
	return [{"item_code": an_item(), "qty": 1, "rate": rate, "uom": "Nos", **fields} for rate in rates]


def an_opportunity(party: str, *rates: float, of: str = "Lead", **fields: Any) -> Document:
	values = {"doctype": "Opportunity", "company": COMPANY, "opportunity_from": of, "party_name": party}
	return frappe.get_doc({**values, "items": rows(*rates), "transaction_date": DAY, **fields}).insert()


def a_prospect(*leads: str) -> str:
	name = f"Verrerie {uuid4().hex[:8]}"
	doc = frappe.get_doc({"doctype": "Prospect", "company_name": name, "company": COMPANY})
	for lead in leads:
		doc.append("leads", {"lead": lead})
	return str(doc.insert().name)


def a_quotation(party: str, *rates: float, to: str = "Lead", qty: float = 1, **fields: Any) -> Document:
	values = {"doctype": "Quotation", "company": COMPANY, "quotation_to": to, "party_name": party}
	return submitted(
		frappe.get_doc(
			{
				**values,
				"items": rows(*rates, qty=qty),
				"transaction_date": DAY,
				"valid_till": "2099-01-01",
				**fields,
			}
		)
	)


def an_order_of(quotation: Document, *, and_items: tuple[float, ...] = (), **fields: Any) -> Document:
	order = make_sales_order(quotation.name)
	for row in rows(*and_items):
		order.append("items", row)
	order.update({"transaction_date": DAY, "delivery_date": "2026-12-01", **fields})
	return submitted(order)


def an_order(customer: str, *rates: float, **fields: Any) -> Document:
	values = {"doctype": "Sales Order", "company": COMPANY, "customer": customer, "items": rows(*rates)}
	return submitted(
		frappe.get_doc({**values, "transaction_date": DAY, "delivery_date": "2026-12-01", **fields})
	)


def an_invoice_of(order: Document, day: str = DAY, **fields: Any) -> Document:
	invoice = make_sales_invoice(order.name)
	return submitted(dated(invoice, day, **fields))


def dated(doc: Document, day: str, **fields: Any) -> Document:
	doc.update({"set_posting_time": 1, "posting_date": day, "due_date": day, **fields})
	doc.set("payment_schedule", [])
	return doc


def an_invoice(
	customer: str,
	*rates: float,
	day: str = DAY,
	qty: float = 1,
	income_account: str | None = None,
	**fields: Any,
) -> Document:
	values = {
		"doctype": "Sales Invoice",
		"company": COMPANY,
		"customer": customer,
		"items": rows(*rates, qty=qty, income_account=income_account),
	}
	return submitted(dated(frappe.get_doc(values), day, **fields))


def a_payment_of(document: Document, day: str = DAY, *, bank: str | None = None, **fields: Any) -> Document:
	payment = get_payment_entry(document.doctype, document.name, bank_account=bank or cash_account())
	payment.update({"reference_no": "7", "reference_date": day, "posting_date": day, **fields})
	return submitted(payment)


def cash_account(company: str = COMPANY) -> str:
	return str(frappe.db.get_value("Account", {"company": company, "account_type": "Cash", "is_group": 0}))


def an_account(name: str, parent: str, account_type: str, company: str = COMPANY, **fields: Any) -> str:
	found = {"account_name": parent, "company": company, "is_group": 1}
	doc = {"doctype": "Account", "account_name": name, "company": company, "account_type": account_type}
	account = frappe.get_doc({**doc, "parent_account": frappe.db.get_value("Account", found), **fields})
	return str(account.insert().name)


def a_tax(rate: float, *, included: bool = False, account: str | None = None) -> dict[str, Any]:
	found = {"company": COMPANY, "account_type": "Tax", "is_group": 0}
	account = (
		account
		or frappe.db.get_value("Account", found)
		or an_account("VAT of the tests", "Duties and Taxes", "Tax")
	)
	kind = {"charge_type": "On Net Total", "rate": rate, "description": "VAT", "account_head": account}
	return {**kind, "included_in_print_rate": int(included)}


def a_company_of(currency: str) -> str:
	"""With accounts of its own."""
	name = f"Cristallerie {currency}"
	country = {"JPY": "Japan", "KWD": "Kuwait"}[currency]
	frappe.db.set_value("Currency", currency, "enabled", 1)
	company = {"doctype": "Company", "company_name": name, "abbr": f"C{currency}", "country": country}
	charts = {"create_chart_of_accounts_based_on": "Standard Template", "chart_of_accounts": "Standard"}
	frappe.get_doc({**company, **charts, "default_currency": currency}).insert()
	return name


def amounts_by_lead(company: str, *, period: Period | None) -> QueryBuilder:
	"""Without the leads that are none any more: lead, ordered, invoiced, paid."""
	money, lead = by_lead.amounts_by_lead(company, period=period).as_("told"), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).join(money).on(money.lead == lead.name)
	return query.select(lead.name.as_("lead"), *(money[name] for name in AMOUNTS))


def amounts(
	lead: str, *, first: str | None = None, last: str | None = None, company: str = COMPANY
) -> tuple[Decimal, ...] | None:
	"""What was ordered, invoiced and paid; None where the lead has no row. Whether it is marked, stored or worked out from all documents."""
	period = Period(first=getdate(first), last=getdate(last)) if first and last else None
	return in_all_ways(lambda: _amounts(lead, period, company))


def _amounts(lead: str, period: Period | None, company: str) -> tuple[Decimal, ...] | None:
	table = amounts_by_lead(company, period=period).as_("amounts")
	told = (table.ordered, table.invoiced, table.paid)
	query = frappe.qb.from_(table).select(*map(exact, told))
	found = query.where(table.lead == lead).run()
	assert len(found) < 2
	return tuple(decimal_of(text) for text in found[0]) if found else None


def agreed(*leads: str, days: tuple[str, str] | None = None, company: str = COMPANY) -> Reconciliation:
	"""What is told of the customers of the leads, which the ledger agrees with."""
	period = Period(first=getdate(days[0]), last=getdate(days[1])) if days else None
	found = in_all_ways(lambda: reconciled(company, leads, period))
	assert (found.differs, found.vouchers) == (0, ())
	assert found.ledger == found.traced + found.elsewhere + found.untraced
	assert found.untraced == sum(found.why.values())
	told = [amounts(lead, first=days and days[0], last=days and days[1], company=company) for lead in leads]
	assert found.traced == sum(one[1] for one in told if one)
	assert found.traced == followed(leads, period, company)
	return found


def followed(leads: Sequence[str], period: Period | None, company: str) -> Decimal:
	"""What was invoiced of the leads, looked up document by document, as the dashboard does it."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).join(item).on(item.parent == invoice.name)
	query, lead = with_lead(query, item)
	query = query.where(in_ledger(invoice, company) & lead.isin(list(leads) or [""]))
	if period is not None:
		query = query.where(within(invoice.posting_date, period))
	return decimal_of(query.select(exact(Sum(item.base_net_amount))).run()[0][0])
