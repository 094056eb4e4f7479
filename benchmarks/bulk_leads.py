"""A site with as many leads as a company has after years, written straight into its tables."""

from __future__ import annotations

import frappe

LEADS, OPPORTUNITIES, CUSTOMERS = 100_000, 50_000, 20_000

_ROW = "now(6), now(6), 'Administrator', 'Administrator'"
_COLUMNS = "creation, modified, owner, modified_by, name"


def fill() -> None:
	company = frappe.defaults.get_global_default("company")
	frappe.db.sql(
		f"""insert into tabLead ({_COLUMNS}, lead_name, first_name, company_name, email_id, status, company, territory)
		select {_ROW}, concat('BULK-', seq), concat('Lead ', seq), concat('Lead ', seq), concat('Company ', seq mod 30000),
			concat('lead', seq, '@bulk.example'), elt(1 + seq mod 3, 'Lead', 'Open', 'Replied'), %s, 'All Territories'
		from seq_1_to_{LEADS}""",
		company,
	)
	frappe.db.sql(
		f"""insert into tabOpportunity ({_COLUMNS}, opportunity_from, party_name, status, company)
		select {_ROW}, concat('BULK-OPP-', seq), 'Lead', concat('BULK-', seq * 2), 'Open', %s
		from seq_1_to_{OPPORTUNITIES}""",
		company,
	)
	frappe.db.sql(
		f"""insert into tabCustomer ({_COLUMNS}, customer_name, lead_name)
		select {_ROW}, concat('BULK-CUST-', seq), concat('Customer ', seq), concat('BULK-', seq * 5)
		from seq_1_to_{CUSTOMERS}"""
	)
	for doctype in ("Lead", "Opportunity", "Customer"):
		frappe.db.sql(f"analyze table `tab{doctype}`")
