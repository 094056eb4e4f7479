"""The leads behind a figure of a report."""

from __future__ import annotations

from typing import Any

import frappe
from pypika import Case, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.stage_reach import Reach


def leads_shown(asked: AskedLeads, names: QueryBuilder, start: int, most: int) -> dict[str, Any]:
	"""`names`: selects the names of leads, each as often as it likes. The newest leads come first."""
	lead = frappe.qb.DocType("Lead")
	query = _found(asked, names, lead).select(
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
	query = query.orderby(lead.creation, order=frappe.qb.desc).orderby(lead.name)
	rows = query.limit(most).offset(start).run(as_dict=True)
	if 0 < len(rows) < most or not (rows or start):
		return {"total": start + len(rows), "leads": rows}
	total = _found(asked, names, lead).select(Count("*")).run()[0][0]
	return {"total": int(total), "leads": rows}


def _found(asked: AskedLeads, names: QueryBuilder, lead: Table) -> QueryBuilder:
	behind = names.as_("behind")
	# The first, and only, column of what was given, whatever it is called there.
	column = behind[names._selects[0].alias or names._selects[0].name]
	if not _gives_each_once(names):
		behind = frappe.qb.from_(behind).select(column.as_("lead")).distinct().as_("once")
		column = behind.lead
	seen = asked.criterion(lead)
	is_shown = lead.name.isnotnull() if seen is None else lead.name.isnotnull() & seen
	query = frappe.qb.from_(behind).left_join(lead).on(lead.name == column)
	# Of a plain condition the database may think that it is better to begin with Lead, and to look each name up where there is no index.
	return query.where(Case().when(is_shown, 1).else_(0) == 1)


def _gives_each_once(names: QueryBuilder) -> bool:
	"""To keep many names in order to tell them apart takes longer than to find them, and is not needed where each row is a lead."""
	sources = names._from
	return len(sources) == 1 and not names._joins and sources[0].alias == Reach.ALIAS
