"""Which leads came to an opportunity or beyond, and when first."""

from __future__ import annotations

import frappe
from pypika.functions import Coalesce, Min
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.stage_reach import JOURNEY
from lead_intelligence.core.qualification.stages import CONVERTED

UNKNOWN = "9999-12-31 00:00:00"
"""Stands for a moment that nobody knows, which comes after all others."""


def reached_opportunity() -> QueryBuilder:
	"""A row for each of them: lead, at. Whoever uses it sees to it which leads may be seen."""
	journey = frappe.qb.DocType(JOURNEY)
	query = frappe.qb.from_(journey).select(journey.lead, Min(Coalesce(journey.at, UNKNOWN)).as_("at"))
	query = query.where(journey.stage_after.isin(sorted(stage.value for stage in CONVERTED)))
	return query.where(journey.lead.isnotnull()).groupby(journey.lead)
