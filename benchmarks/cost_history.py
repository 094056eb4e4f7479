"""What the leads of `report_history` cost: entered by hand, and billed by suppliers to the cost centre of marketing."""

from __future__ import annotations

import frappe

from benchmarks.report_history import CAMPAIGNS, DAYS, META, ROW, SOURCES
from benchmarks.sales_history import SUBMITTED, digest

COSTS, BILLS = 2_000, 5_000
"""Of 300,000 leads."""


def fill(leads: int) -> None:
	company = frappe.defaults.get_global_default("company")
	abbr = frappe.get_cached_value("Company", company, "abbr")
	names = {"company": company, "centre": f"Main - {abbr}", "account": f"Marketing Expenses - {abbr}"}
	share = leads / 300_000
	frappe.db.sql(
		f"""insert into `tabMarketing Cost` ({META}, source, campaign, from_date, to_date, company, amount, currency, conversion_rate,
			base_amount, origin)
		select {ROW}, {digest("'cost'", "seq")}, concat('Source ', seq mod {SOURCES}), concat('Campaign ', (seq * 13) mod {CAMPAIGNS}),
			curdate() - interval (seq * 7) mod {DAYS} day, curdate() - interval (seq * 7) mod {DAYS} day + interval 29 day, %(company)s,
			100 + (seq * 37) mod 5000, 'EUR', 1, 100 + (seq * 37) mod 5000, 'Manual' from seq_1_to_{int(COSTS * share)}""",
		names,
	)
	bills = int(BILLS * share)
	frappe.db.sql(
		f"""insert into `tabPurchase Invoice` ({SUBMITTED}, supplier, company, posting_date, currency, conversion_rate)
		select {ROW}, concat('ACC-PINV-', seq), 1, 'Measured', %(company)s, curdate() - interval (seq * 7) mod {DAYS} day, 'EUR', 1
		from seq_1_to_{bills}""",
		names,
	)
	frappe.db.sql(
		f"""insert into `tabPurchase Invoice Item` ({SUBMITTED}, parent, parenttype, parentfield, idx, item_code, item_name,
			base_net_amount, cost_center, expense_account)
		select {ROW}, {digest("'bought'", "seq", "idx")}, 1, concat('ACC-PINV-', seq), 'Purchase Invoice', 'items', idx, 'Measured',
			'Measured', 50 + (seq * 31) mod 2000, %(centre)s, if(idx = 1, %(account)s, null)
		from seq_1_to_{bills}, (select 1 as idx union select 2) twice""",
		names,
	)
	rule = {"company": company, "cost_center": names["centre"], "expense_account": names["account"]}
	rule |= {"source": "Source 3", "spread": "Posting Date"}
	frappe.get_doc({"doctype": "Marketing Cost Rule", **rule}).insert()
	for doctype in ("Marketing Cost", "Purchase Invoice", "Purchase Invoice Item"):
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()
