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


def fill_varied(leads: int) -> None:
	"""Leads of which no two are alike, mostly incomplete, as far as the rules of the models look at them."""
	company = frappe.defaults.get_global_default("company")
	columns = {
		"lead_name": "concat('Lead ', seq)",
		"first_name": "concat('Lead ', seq)",
		"status": "elt(1 + seq mod 9, 'Lead', 'Open', 'Replied', 'Interested', 'Lead', 'Open', 'Lead', 'Lead', 'Opportunity')",
		"company": "%(company)s",
		"company_name": "if(seq mod 5, concat('Company ', seq mod 30000), null)",
		"email_id": "if(seq mod 10 < 8, concat('lead', seq, elt(1 + seq mod 3, '@gmail.com', '@acme.example', '@firm.example')), null)",
		"job_title": """if(seq mod 7 < 5, concat(elt(1 + floor(seq / 7) mod 9, 'CEO', 'Head of Sales', 'Purchasing Manager',
			'Maintenance Engineer', 'Student', 'Owner', 'Plant Director', 'Assistant', 'Buyer'), ' ', seq mod 97), null)""",
		"no_of_employees": """if(seq mod 11 < 8, elt(1 + floor(seq / 11) mod 6, '1-10', '11-50', '51-200', '201-500',
			'501-1000', '1000+'), '')""",
		"annual_revenue": "if(seq mod 13 < 6, 100000 + (seq * 7919) mod 50000000, 0)",
		"industry": "if(seq mod 3, elt(1 + seq mod 5, 'Manufacturing', 'Automotive', 'Aerospace', 'Defense', 'Consulting'), null)",
		"territory": "elt(1 + seq mod 4, 'All Territories', 'France', 'Rest Of The World', null)",
		"phone": "if(seq mod 4 = 0, concat('+33 1 ', seq), null)",
		"mobile_no": "if(seq mod 6 = 0, concat('+33 6 ', seq), null)",
		"website": "if(seq mod 3 = 0, concat('https://company', seq mod 30000, '.example'), null)",
		"source": "elt(1 + seq mod 7, 'Reference', 'Exhibition', 'Mass Mailing', 'Cold Calling', 'Campaign', null, null)",
		"request_type": "elt(1 + seq mod 5, 'Product Enquiry', 'Request for Information', 'Other', null, null)",
		"city": "elt(1 + seq mod 5, 'Lyon', 'Lille', 'Paris', null, null)",
		"unsubscribed": "seq mod 40 = 0",
		"qualification_status": "''",
	}
	frappe.db.sql(
		f"""insert into tabLead (creation, modified, owner, modified_by, name, {", ".join(columns)})
		select now(6), now(6), 'Administrator', 'Administrator', concat('CRM-LEAD-2026-', lpad(seq, 6, '0')),
			{", ".join(columns.values())} from seq_1_to_{leads}""",
		{"company": company},
	)
	frappe.db.sql("analyze table tabLead")


def give_outcomes(leads: int) -> None:
	"""The leads came in over two years; every fourth made an opportunity, and some of these customers."""
	company = frappe.defaults.get_global_default("company")
	frappe.db.sql("update tabLead set creation = now(6) - interval (crc32(name) mod 720) day")
	frappe.db.sql(
		f"""insert into tabOpportunity ({_COLUMNS}, opportunity_from, party_name, status, company)
		select creation + interval 5 day, now(6), owner, owner, concat('BULK-OPP-', name), 'Lead', name,
			elt(1 + crc32(name) mod 3, 'Open', 'Lost', 'Converted'), %s
		from tabLead where crc32(name) mod 4 = 0 and creation < now() - interval 5 day""",
		company,
	)
	frappe.db.sql(
		f"""insert into tabCustomer ({_COLUMNS}, customer_name, lead_name)
		select creation + interval 20 day, now(6), owner, owner, concat('BULK-CUST-', party_name), party_name, party_name
		from tabOpportunity where status = 'Converted'"""
	)
	for doctype in ("Lead", "Opportunity", "Customer"):
		frappe.db.sql(f"analyze table `tab{doctype}`")
