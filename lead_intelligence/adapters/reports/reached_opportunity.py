"""Which leads came to an opportunity or beyond, and when first."""

from __future__ import annotations

import frappe
from pypika.functions import Coalesce, Min
from pypika.queries import QueryBuilder, Selectable, Table

from lead_intelligence.adapters.milestones.journey_moments import JOURNEY
from lead_intelligence.core.qualification.stages import CONVERTED

UNKNOWN = "9999-12-31 00:00:00"
"""Stands for a moment that nobody knows, which comes after all others."""


def reached_opportunity() -> QueryBuilder:
	"""A row for each of them: lead, at. Whoever uses it sees to it which leads may be seen."""
	journey = frappe.qb.DocType(JOURNEY)
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		# Lead by lead or all at once, as the database likes: this index holds all that is read.
		query = query.force_index("stage_lead_at")
	query = query.select(journey.lead, Min(Coalesce(journey.at, UNKNOWN)).as_("at"))
	query = query.where(journey.stage_after.isin(sorted(stage.value for stage in CONVERTED)))
	return query.where(journey.lead.isnotnull()).groupby(journey.lead)


def among_them(rows: Selectable) -> tuple[QueryBuilder, Table]:
	"""A query of the rows, which have a `lead`, whose lead came to an opportunity, and the table that says when. It begins with those,
	as they are few: left to itself, MariaDB looks each of all rows up."""
	made = reached_opportunity().as_("made")
	query = frappe.qb.from_(made)
	if frappe.db.db_type == "mariadb":
		query = query.modifier("STRAIGHT_JOIN")
	return query.join(rows).on(made.lead == rows.lead), made
