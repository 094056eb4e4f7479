"""What leads of `report_history` were quoted and ordered, straight into the tables of ERPNext."""

from __future__ import annotations

import frappe

from benchmarks.report_history import CREATED, LEAD, META, REP, REPS, ROW

SUBMITTED = f"{META}, docstatus"


def digest(*parts: str) -> str:
	return f"left(md5(concat_ws('-', {', '.join(parts)})), 12)"


def later(moment: str, days: str, share: str) -> str:
	"""So many days later, but no more than this share of the time from then to now: nothing is in the future, and today is a day like
	others."""
	hours = f"least({days} * 24, timestampdiff(hour, {moment}, now()) * {share})"
	return f"({moment}) + interval floor({hours}) hour"


def fill(leads: int, names: dict[str, str]) -> None:
	"""`names`: of the accounts, the company and its cost centre."""
	_orders_to_come(leads)
	_opportunities(leads, names)
	_quotations(names)
	_customers(leads)
	_orders(names)
	_deliveries(names)


def make_table(name: str, definition: str) -> None:
	"""Of this connection alone, and gone with it."""
	frappe.db.commit()
	frappe.db.sql_ddl(f"drop temporary table if exists {name}")
	frappe.db.sql_ddl(f"create temporary table {name} {definition}")


def _orders_to_come(leads: int) -> None:
	"""A table of all orders: of every sixth lead by way of an opportunity, of every thirtieth without, and of some customers who never
	were leads. `number`: from nought, in no order of leads or days."""
	make_table(
		"measured_order",
		f"""(number int primary key, seq int, lead varchar(140), opportunity varchar(140),
			at datetime, rate decimal(21, 9)) as
		select (row_number() over (order by crc32(seq * 2 + few))) - 1 as number, seq, if(few = 2, null, {LEAD}) as lead,
			if(few = 0, concat('MEASURED-OPP-', seq), null) as opportunity,
			{later(CREATED, "(seq * 7) mod 90", "(seq mod 7) / 10")} as at, if(seq mod 10 = 3 and seq mod 7 = 0, 0.9, 1) as rate
		from (select seq, 0 as few from seq_1_to_{leads} where seq mod 15 = 0 or seq mod 10 = 3
			union all select seq, 1 from seq_1_to_{leads} where seq mod 30 = 1
			union all select seq, 2 from seq_1_to_{leads} where seq mod 15 = 7) sold""",
	)


def _opportunities(leads: int, names: dict[str, str]) -> None:
	"""Besides those that `report_history` made."""
	frappe.db.sql(
		f"""insert into tabOpportunity ({META}, opportunity_from, party_name, status, company, opportunity_owner, currency,
			conversion_rate, opportunity_amount, base_opportunity_amount, transaction_date)
		select {CREATED} + interval 5 hour, now(6), 'Administrator', 'Administrator', concat('MEASURED-OPP-', seq), 'Lead', {LEAD},
			elt(1 + seq mod 3, 'Converted', 'Lost', 'Open'), %(company)s, {REP.format(reps=REPS)}, 'EUR', 1, (seq * 17) mod 50000,
			(seq * 17) mod 50000, date({CREATED}) from seq_1_to_{leads} where seq mod 10 = 3""",
		names,
	)


def _quotations(names: dict[str, str]) -> None:
	frappe.db.sql(
		f"""insert into tabQuotation ({SUBMITTED}, quotation_to, party_name, opportunity, company, transaction_date, status, currency,
			conversion_rate)
		select {ROW}, concat('SAL-QTN-', number), 1, 'Lead', lead, opportunity, %(company)s, date(at), 'Ordered', 'EUR', rate
		from measured_order where lead is not null""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabQuotation Item` ({SUBMITTED}, parent, parenttype, parentfield, idx, item_code, item_name, qty,
			prevdoc_doctype, prevdoc_docname, base_net_amount)
		select {ROW}, {digest("'quoted'", "number", "idx")}, 1, concat('SAL-QTN-', number), 'Quotation', 'items', idx, 'Measured',
			'Measured', 1, if(opportunity is null, null, 'Opportunity'), opportunity, {net("number", "idx")} * rate
		from measured_order, (select 1 as idx union select 2) twice where lead is not null""",
		names,
	)


def net(number: str, idx: str) -> str:
	"""The amount of an order's item, in the order's currency."""
	return f"round(200 + (({number} * 2 + {idx}) * 7919 mod 900000) / 100, 2)"


def _customers(leads: int) -> None:
	"""Some bought more than once. Of two thirds it is known of which lead they were made."""
	frappe.db.sql(
		f"""insert into tabCustomer ({META}, customer_name, lead_name)
		select {ROW}, concat('Buyer ', number), concat('Buyer ', number), if(number mod 3, lead, null)
		from measured_order where number < {leads // 10}"""
	)


def _orders(names: dict[str, str]) -> None:
	buyers = "(select count(*) from tabCustomer where name like 'Buyer %%')"
	frappe.db.sql("set @buyers = " + buyers.replace("%%", "%"))
	frappe.db.sql(
		f"""insert into `tabSales Order` ({SUBMITTED}, customer, company, transaction_date, status, currency, conversion_rate,
			base_net_total)
		select {ROW}, concat('SAL-ORD-', number), 1, concat('Buyer ', number mod @buyers), %(company)s, date(at),
			if(number mod 40, 'To Deliver', 'Closed'), if(rate = 1, 'EUR', 'USD'), rate,
			({net("number", "1")} + {net("number", "2")}) * rate from measured_order""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabSales Order Item` ({SUBMITTED}, parent, parenttype, parentfield, idx, item_code, item_name, qty, amount,
			net_amount, base_net_amount, billed_amt, prevdoc_docname, quotation_item, transaction_date)
		select {ROW}, {digest("'ordered'", "number", "idx")}, 1, concat('SAL-ORD-', number), 'Sales Order', 'items', idx, 'Measured',
			'Measured', 1, {net("number", "idx")}, {net("number", "idx")}, {net("number", "idx")} * rate, {net("number", "idx")},
			if(lead is null, null, concat('SAL-QTN-', number)), if(lead is null, null, {digest("'quoted'", "number", "idx")}), date(at)
		from measured_order, (select 1 as idx union select 2) twice""",
		names,
	)


def _deliveries(names: dict[str, str]) -> None:
	"""Of some orders the second half was billed from a delivery."""
	frappe.db.sql(
		f"""insert into `tabDelivery Note Item` ({SUBMITTED}, parent, parenttype, parentfield, idx, item_code, item_name, so_detail,
			against_sales_order)
		select {ROW}, {digest("'delivered'", "number", "idx")}, 1, concat('MAT-DN-', number), 'Delivery Note', 'items', idx, 'Measured',
			'Measured', {digest("'ordered'", "number", "idx")}, concat('SAL-ORD-', number)
		from measured_order, (select 1 as idx union select 2) twice where number mod 16 = 1""",
		names,
	)
