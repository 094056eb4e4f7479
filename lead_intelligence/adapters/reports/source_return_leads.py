"""The leads behind a figure of Source Return."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import frappe
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.grouping import is_of_group
from lead_intelligence.adapters.reports.source_return_counts import RUNGS, Origins, leads_of_rung
from lead_intelligence.adapters.reports.source_return_deals import won_sales
from lead_intelligence.adapters.reports.source_return_money import Purse
from lead_intelligence.core.reporting.groups import group_of
from lead_intelligence.core.returns.source_return import AMOUNTS


def leads_behind(
	origins: Origins, companies: Sequence[str], key: str, column: str, *, by_cohort: bool
) -> QueryBuilder:
	"""Those that are counted in the column, or that its amount is of. `companies`: in whose books the money is."""
	group = group_of(key)
	if column == "won_amount":
		return _named(won_sales(origins, by_cohort=by_cohort).leads(group))
	if column in AMOUNTS:
		return _with_money(origins, companies, group, column, by_cohort=by_cohort)
	name = column if column in RUNGS else "leads"
	reach, moment, query = leads_of_rung(origins, name, by_cohort=by_cohort)
	if group is None:
		return query
	return query.where(is_of_group(origins.dimension, group, reach.table, moment))


def _with_money(
	origins: Origins, companies: Sequence[str], group: str | None, name: str, *, by_cohort: bool
) -> QueryBuilder:
	purse = Purse(origins=origins, companies=companies)
	found = list(purse.leads_with(name, group, by_cohort=by_cohort))
	if len(found) < 2:
		return found[0] if found else _named(())
	of_any = reduce(lambda one, other: one + other, found).as_("of_any")
	return frappe.qb.from_(of_any).select(of_any.lead)


def _named(names: Sequence[str] | set[str]) -> QueryBuilder:
	lead = frappe.qb.DocType("Lead")
	return frappe.qb.from_(lead).select(lead.name).where(lead.name.isin(sorted(names) or [""]))
