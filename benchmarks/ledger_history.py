"""What was billed and paid of the leads of `report_history`, in documents and in the ledger: straight into the tables of ERPNext."""

from __future__ import annotations

import frappe

from benchmarks import sales_history
from benchmarks.report_history import CREATED, ROW
from benchmarks.sales_history import SUBMITTED, digest, later, make_table, net

_FILLED = (
	*("Opportunity", "Quotation", "Quotation Item", "Customer", "Sales Order", "Sales Order Item"),
	*("Sales Invoice", "Sales Invoice Item", "Delivery Note", "Delivery Note Item", "Payment Entry"),
	*(
		"Payment Entry Reference",
		"Payment Ledger Entry",
		"GL Entry",
		"Journal Entry",
		"Journal Entry Account",
	),
)


def fill(leads: int) -> None:
	"""Of 300,000 leads: 50,000 opportunities, 60,000 quotations, 80,000 orders, 200,000 invoices of 400,000 items, 150,000 payments."""
	company = frappe.defaults.get_global_default("company")
	abbr = frappe.get_cached_value("Company", company, "abbr")
	names = {
		"company": company,
		**{
			"debtors": f"Debtors - {abbr}",
			"sales": f"Sales - {abbr}",
			"tax": f"VAT - {abbr}",
			"bank": f"Bank - {abbr}",
		},
		"centre": f"Main - {abbr}",
	}
	_account(names["tax"], company, "Tax", "Liability")
	_account(names["bank"], company, "Bank", "Asset")
	sales_history.fill(leads, names)
	_invoices(leads, names)
	_payments(names)
	_journals(names)
	for doctype in _FILLED:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()


def _account(name: str, company: str, kind: str, root: str) -> None:
	title = name.rpartition(" - ")[0]
	above = frappe.db.get_value(
		"Account", {"company": company, "root_type": root, "is_group": 1, "parent_account": ("is", "set")}
	)
	account = {
		"account_name": title,
		"company": company,
		"account_type": kind,
		"root_type": root,
		"parent_account": above,
	}
	frappe.get_doc({"doctype": "Account", **account}).insert()


def _invoices(leads: int, names: dict[str, str]) -> None:
	"""A table of all invoices first. Each order is billed in two halves; some of the second are taken back, and some sales had no order."""
	# The database reads a table of this kind once in a statement.
	for again in ("again", "once_more"):
		make_table(f"measured_order_{again}", "as select * from measured_order")
	make_table(
		"measured_invoice",
		f"""(name varchar(140), number int, half int, sold int, sign int, rate decimal(21, 9),
			at datetime, first decimal(21, 9), second decimal(21, 9), booked decimal(21, 9), counter int primary key) as
		select name, number, half, sold, sign, rate, at, first, second, round((round(first * rate, 2) + round(second * rate, 2)) * 1.2, 2)
			as booked, counter
		from (select {digest("number", "half", "sign")} as name, number, half, sold, sign, rate, at,
			round({net("number", "1")} / 2, 2) * sign as first, round({net("number", "2")} / 2, 2) * sign as second,
			(row_number() over (order by crc32(concat(number, half, sign)))) - 1 as counter
		from (select number, 1 as half, 1 as sold, 1 as sign, rate, {later("at", "10", "0.2")} as at from measured_order
			union all select number, 2, 1, 1, rate, {later("at", "40", "0.6")} from measured_order_again
			union all select number, 2, 1, -1, rate, {later("at", "60", "0.9")} from measured_order_once_more where number mod 8 = 0
			union all select 1000000 + seq, 1, 0, 1, 1, {CREATED} from seq_1_to_{leads} where seq mod 10 = 5) billed) invoiced""",
	)
	frappe.db.sql(
		f"""insert into `tabSales Invoice` ({SUBMITTED}, customer, company, posting_date, is_return, return_against, currency,
			conversion_rate, party_account_currency, debit_to, net_total, base_net_total, grand_total, base_grand_total, status)
		select {ROW}, name, 1, concat('Buyer ', number mod @buyers), %(company)s, date(at), sign = -1,
			if(sign = -1, {digest("number", "half", "1")}, null), if(rate = 1, 'EUR', 'USD'), rate, 'EUR', %(debtors)s,
			first + second, {_BASE_NET}, round((first + second) * 1.2, 2), booked, 'Paid' from measured_invoice""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabSales Invoice Item` ({SUBMITTED}, parent, parenttype, parentfield, idx, item_code, item_name, qty, net_amount,
			base_net_amount, income_account, cost_center, sales_order, so_detail, sales_invoice_item, dn_detail)
		select {ROW}, {digest("name", "idx")}, 1, name, 'Sales Invoice', 'items', idx, 'Measured', 'Measured', sign, {_ITEM},
			round({_ITEM} * rate, 2), %(sales)s, %(centre)s,
			if(sold, concat('SAL-ORD-', number), null), if(sold and not {_BY_DELIVERY}, {digest("'ordered'", "number", "idx")}, null),
			if(sign = -1, {digest(digest("number", "half", "1"), "idx")}, null),
			if({_BY_DELIVERY}, {digest("'delivered'", "number", "idx")}, null)
		from measured_invoice, (select 1 as idx union select 2) twice""",
		names,
	)
	_ledger("Sales Invoice", "name", _PARTS, "measured_invoice", names)
	_ledger_of_payments("Sales Invoice", "name", "name", "booked", "measured_invoice", names)


_BY_DELIVERY = "(sold and half = 2 and sign = 1 and number mod 16 = 1)"
_ITEM = "if(idx = 1, first, second)"
_BASE_NET = "round(first * rate, 2) + round(second * rate, 2)"
# By account: what is booked on its debit side.
_PARTS = {"debtors": "booked", "sales": f"-({_BASE_NET})", "tax": f"{_BASE_NET} - booked"}
_PAID_PARTS = {"debtors": "-paid", "bank": "paid"}


def _ledger(voucher: str, against: str, parts: dict[str, str], table: str, names: dict[str, str]) -> None:
	"""`against`: the column with the invoice."""
	for account, amount in parts.items():
		is_debtor = account == "debtors"
		columns = {
			**{
				"posting_date": "date(at)",
				"account": f"%({account})s",
				"company": "%(company)s",
				"account_currency": "'EUR'",
			},
			**{"voucher_type": f"'{voucher}'", "voucher_no": "name", "cost_center": "%(centre)s"},
			**{"debit": f"greatest({amount}, 0)", "credit": f"greatest(-({amount}), 0)"},
			**{
				"debit_in_account_currency": f"greatest({amount}, 0)",
				"credit_in_account_currency": f"greatest(-({amount}), 0)",
			},
		}
		if is_debtor:
			columns |= {"party_type": "'Customer'", "party": "concat('Buyer ', number mod @buyers)"}
			columns |= {"against_voucher_type": "'Sales Invoice'", "against_voucher": against}
		frappe.db.sql(
			f"""insert into `tabGL Entry` ({SUBMITTED}, {", ".join(columns)})
			select {ROW}, {digest("name", f"'{account}'")}, 1, {", ".join(columns.values())} from {table}""",
			names,
		)


def _ledger_of_payments(
	voucher: str, number: str, against: str, amount: str, table: str, names: dict[str, str]
) -> None:
	frappe.db.sql(
		f"""insert into `tabPayment Ledger Entry` ({SUBMITTED}, posting_date, company, account_type, account, party_type, party,
			voucher_type, voucher_no, against_voucher_type, against_voucher_no, amount, amount_in_account_currency, account_currency)
		select {ROW}, {digest(number, against, "'ple'")}, 1, date(at), %(company)s, 'Receivable', %(debtors)s, 'Customer',
			concat('Buyer ', number mod @buyers), '{voucher}', {number}, 'Sales Invoice', {against}, round({amount}, 2),
			round({amount}, 2), 'EUR' from {table}""",
		names,
	)


def _payments(names: dict[str, str]) -> None:
	"""Three of four invoices are paid, a third of these in part."""
	make_table(
		"measured_payment",
		f"""as select concat('ACC-PAY-', counter) as name, name as invoice, number, sign,
			{later("at", "counter mod 60", "0.8")} as at, round(booked * if(counter mod 3, 1, 0.5), 2) as paid
		from measured_invoice where counter mod 4""",
	)
	frappe.db.sql(
		f"""insert into `tabPayment Entry` ({SUBMITTED}, payment_type, posting_date, company, party_type, party, paid_from, paid_to,
			paid_amount, received_amount, base_paid_amount, base_received_amount, total_allocated_amount, status, source_exchange_rate,
			target_exchange_rate, paid_from_account_currency, paid_to_account_currency)
		select {ROW}, name, 1, if(sign = 1, 'Receive', 'Pay'), date(at), %(company)s, 'Customer', concat('Buyer ', number mod @buyers),
			if(sign = 1, %(debtors)s, %(bank)s), if(sign = 1, %(bank)s, %(debtors)s), abs(paid), abs(paid), abs(paid), abs(paid), abs(paid),
			'Submitted', 1, 1, 'EUR', 'EUR' from measured_payment""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabPayment Entry Reference` ({SUBMITTED}, parent, parenttype, parentfield, idx, reference_doctype,
			reference_name, allocated_amount, exchange_rate, account)
		select {ROW}, {digest("name", "'reference'")}, 1, name, 'Payment Entry', 'references', 1, 'Sales Invoice', invoice, paid, 1,
			%(debtors)s from measured_payment""",
		names,
	)
	_ledger("Payment Entry", "invoice", _PAID_PARTS, "measured_payment", names)
	_ledger_of_payments("Payment Entry", "name", "invoice", "-paid", "measured_payment", names)


def _journals(names: dict[str, str]) -> None:
	"""A few of the others came in by a bank entry."""
	make_table(
		"measured_journal",
		f"""as select concat('ACC-JV-', counter) as name, name as invoice, number, sign,
			{later("at", "counter mod 60", "0.8")} as at, booked as paid
		from measured_invoice where counter mod 64 = 0 and sign = 1""",
	)
	frappe.db.sql(
		f"""insert into `tabJournal Entry` ({SUBMITTED}, voucher_type, posting_date, company, total_debit, total_credit)
		select {ROW}, name, 1, 'Bank Entry', date(at), %(company)s, paid, paid from measured_journal""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabJournal Entry Account` ({SUBMITTED}, parent, parenttype, parentfield, idx, account, party_type, party,
			reference_type, reference_name, debit, credit, debit_in_account_currency, credit_in_account_currency, account_currency)
		select {ROW}, {digest("name", "part")}, 1, name, 'Journal Entry', 'accounts', part, elt(part, %(debtors)s, %(bank)s),
			if(part = 1, 'Customer', null), if(part = 1, concat('Buyer ', number mod @buyers), null),
			if(part = 1, 'Sales Invoice', null), if(part = 1, invoice, null), if(part = 1, 0, paid), if(part = 1, paid, 0),
			if(part = 1, 0, paid), if(part = 1, paid, 0), 'EUR'
		from measured_journal, (select 1 as part union select 2) parts""",
		names,
	)
	_ledger("Journal Entry", "invoice", _PAID_PARTS, "measured_journal", names)
	_ledger_of_payments("Journal Entry", "name", "invoice", "-paid", "measured_journal", names)
