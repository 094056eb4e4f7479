"""With what grades leads come in: by the first score of each, whatever has become of it since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import frappe
from pypika.functions import Coalesce, Count
from pypika.terms import Function

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.milestones.journey_moments import JOURNEY
from lead_intelligence.adapters.reports.outsiders import outsiders
from lead_intelligence.core.board.spans import part_of
from lead_intelligence.core.history.journey import Cause, EntryKind

_ALL_AT_ONCE: Final = (Cause.RESCORE.value, Cause.POLICY.value, Cause.IMPORT.value, Cause.RELEASE.value)
"""What scores leads that came in long ago, which says nothing of those that come in now."""

_DAYS_BEFORE_ORDINALS: Final = 365
"""MariaDB counts days from the year 0 on, Python from the year 1."""


def first_grades(board: AskedBoard) -> Sequence[dict[str, dict[str, int]]]:
	"""By period, by the day, week or month of the score, and by grade: how many leads. "" for leads below all grades."""
	journey, lead = frappe.qb.DocType(JOURNEY), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(journey)
	if frappe.db.db_type == "mariadb":
		# Of a year, the database thinks that it is better to look at all first scores there ever were.
		query = query.force_index("kind_at_grade")
	others = outsiders(board.leads)
	if others is None:
		query = board.leads.only(query.join(lead).on(lead.name == journey.lead), lead)
	elif others:
		query = query.where(journey.lead.notin(others))
	first = min(period.begin for period in board.periods)
	query = query.where((journey.kind == EntryKind.FIRST_SCORE.value) & journey.lead.isnotnull())
	query = query.where((journey.at >= first) & (journey.at < board.filters.period.end))
	query = query.where(journey.cause.isnull() | journey.cause.notin(_ALL_AT_ONCE))
	day = Function("TO_DAYS", journey.at).as_("day")
	query = query.select(day, Coalesce(journey.grade_after, "").as_("grade"), Count("*"))
	found: list[dict[str, dict[str, int]]] = [{} for _period in board.periods]
	for number, grade, leads in query.groupby(*map(frappe.qb.Field, ("day", "grade"))).run():
		happened = date.fromordinal(number - _DAYS_BEFORE_ORDINALS)
		for place, period in enumerate(board.periods):
			if period.first <= happened <= period.last:
				of_part = found[place].setdefault(part_of(happened, board.grain), {})
				of_part[grade] = of_part.get(grade, 0) + leads
	return found
