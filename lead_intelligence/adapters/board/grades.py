"""With what grades leads come in: by the first score of each, whatever has become of it since."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from pypika import Case
from pypika.functions import Coalesce, Count

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.reports.dimensions import Dimension, value_of
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.stage_reach import JOURNEY
from lead_intelligence.core.history.journey import Cause, EntryKind

_ALL_AT_ONCE = (Cause.RESCORE.value, Cause.POLICY.value, Cause.IMPORT.value, Cause.RELEASE.value)
"""What scores leads that came in long ago, which says nothing of those that come in now."""


def first_grades(board: AskedBoard) -> Sequence[dict[str, dict[str, int]]]:
	"""By period, by the day, week or month of the score, and by grade: how many leads. "" for leads below all grades."""
	journey, lead = frappe.qb.DocType(JOURNEY), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(journey)
	if board.leads.is_narrow:
		query = board.leads.only(query.join(lead).on(lead.name == journey.lead), lead)
	first = min(period.begin for period in board.periods)
	query = query.where((journey.kind == EntryKind.FIRST_SCORE.value) & journey.lead.isnotnull())
	query = query.where((journey.at >= first) & (journey.at < board.filters.period.end))
	query = query.where(journey.cause.isnull() | journey.cause.notin(_ALL_AT_ONCE))
	period, part = Case(), value_of(Dimension(board.grain.value), lead, journey.at)
	for number, one in enumerate(board.periods):
		period = period.when(within(journey.at, one), number)
	query = query.select(
		period.as_("period"), part.as_("part"), Coalesce(journey.grade_after, "").as_("grade")
	)
	query = query.select(Count("*")).groupby(*map(frappe.qb.Field, ("period", "part", "grade")))
	found: list[dict[str, dict[str, int]]] = [{} for _period in board.periods]
	for number, part_name, grade, leads in query.run():
		if number is not None:
			of_part = found[number].setdefault(part_name, {})
			of_part[grade] = of_part.get(grade, 0) + leads
	return found
