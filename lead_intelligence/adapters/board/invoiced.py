"""What was invoiced in a period by the sources of leads: of Source Return's amounts the one that a dashboard shows, from the few invoices of
its days."""

from __future__ import annotations

import frappe
from frappe.query_builder.functions import Count, Sum
from pypika import Table
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension, value_of
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.origins import in_ledger
from lead_intelligence.adapters.revenue.origins_by_name import with_lead
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.figures import Money


def invoiced_by_source(asked: AskedLeads, company: str, period: Period) -> dict[str, Money]:
	"""In the company's currency without tax, exact. "" for leads without a source; none that nothing was invoiced to."""
	query, item, lead = _items(asked, company, period)
	# No column of a table is called so, which would be grouped by instead.
	source = value_of(Dimension.SOURCE, lead, lead.creation).as_("of_source")
	query = query.select(source, exact(Sum(item.base_net_amount))).groupby(frappe.qb.Field("of_source"))
	found = {name: decimal_of(amount) for name, amount in query.run()}
	return {name: Money(invoiced=amount) for name, amount in found.items() if amount}


def leads_invoiced(asked: AskedLeads, company: str, period: Period) -> int:
	"""To how many leads anything was invoiced or credited."""
	query, _item, lead = _items(asked, company, period)
	return int(query.select(Count(lead.name).distinct()).run()[0][0])


def _items(asked: AskedLeads, company: str, period: Period) -> tuple[QueryBuilder, Table, Table]:
	"""The items invoiced in the period that come of a lead, with theirs: item, lead."""
	item, invoice = frappe.qb.DocType("Sales Invoice Item"), frappe.qb.DocType("Sales Invoice")
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(invoice).join(item).on(item.parent == invoice.name)
	query, name = with_lead(query, item)
	query = asked.only(query.join(lead).on(lead.name == name), lead)
	query = query.where(in_ledger(invoice, company))
	query = query.where((invoice.posting_date >= period.first) & (invoice.posting_date <= period.last))
	return query, item, lead
