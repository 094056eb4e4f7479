"""What was invoiced in a period by the sources of leads: of Source Return's amounts the one that a dashboard shows."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.query_builder.functions import Count, Sum
from pypika import Table
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.dimensions import Dimension, value_of
from lead_intelligence.adapters.revenue.by_lead import invoiced_by_lead
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.returns.figures import Money


def invoiced_by_source(asked: AskedLeads, company: str, period: Period) -> dict[str, Money]:
	"""In the company's currency without tax, exact. "" for leads without a source; none that nothing was invoiced to."""
	query, money, lead = _leads(asked, company, period)
	# No column of a table is called so, which would be grouped by instead.
	source = value_of(Dimension.SOURCE, lead, lead.creation).as_("of_source")
	query = query.select(source, exact(Sum(money.invoiced))).groupby(frappe.qb.Field("of_source"))
	found = {name: decimal_of(amount) for name, amount in query.run()}
	return {name: Money(invoiced=amount) for name, amount in found.items() if amount}


def leads_invoiced(asked: AskedLeads, company: str, period: Period) -> int:
	"""To how many leads anything was invoiced or credited."""
	query, _money, lead = _leads(asked, company, period)
	return int(query.select(Count(lead.name).distinct()).run()[0][0])


def _leads(asked: AskedLeads, company: str, period: Period) -> tuple[QueryBuilder, Any, Table]:
	"""Those that anything was invoiced to in the period: what, and the lead."""
	money, lead = invoiced_by_lead(company, period).as_("money"), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(money).join(lead).on(lead.name == money.lead)
	return asked.only(query, lead), money, lead
