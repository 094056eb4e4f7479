"""The leads behind a figure of a report."""

from __future__ import annotations

from typing import Any

import frappe
from pypika.functions import Count
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.asking import AskedLeads


def leads_shown(asked: AskedLeads, names: QueryBuilder, start: int, most: int) -> dict[str, Any]:
	"""`names`: selects the names of leads, each as often as it likes. The newest leads come first."""
	lead = frappe.qb.DocType("Lead")
	behind = names.as_("behind")
	# The first, and only, column of what was given, whatever it is called there.
	column = behind[names._selects[0].alias or names._selects[0].name]
	query = frappe.qb.from_(lead).where(lead.name.isin(frappe.qb.from_(behind).select(column)))
	query = asked.only(query, lead)
	total = query.select(Count("*")).run()[0][0]
	rows = query.select(
		lead.name.as_("lead"),
		lead.lead_name.as_("name"),
		lead.company_name.as_("company"),
		lead.li_stage.as_("stage"),
		lead.li_grade.as_("grade"),
		lead.li_scoring_model.as_("model"),
		lead.lead_owner.as_("owner"),
		lead[actual_name("source")].as_("source"),
		lead.creation.as_("created"),
	)
	rows = rows.orderby(lead.creation, order=frappe.qb.desc).orderby(lead.name).limit(most).offset(start)
	return {"total": int(total), "leads": rows.run(as_dict=True)}
