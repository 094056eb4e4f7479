"""By what the leads of Lead Response Time are told apart: who answers, when they came, where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import frappe
from pypika import Case, Table
from pypika.functions import Coalesce
from pypika.terms import Criterion, Function, Term

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.reports.dimensions import BY_TIME, OFFERED, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.adapters.reports.response_rows import ResponseRows
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Chart, Sentence
from lead_intelligence.core.responding.question import BY_BUCKET, BY_HOUR, BY_REP, BY_WEEKDAY, Basis
from lead_intelligence.core.responding.responses import ANSWERED
from lead_intelligence.core.sla.working_week import WEEKDAYS

DIMENSIONS: Final = tuple(one.value for one in OFFERED)
_OF_THE_ROW: Final = {BY_BUCKET, BY_HOUR, BY_WEEKDAY, *(one.value for one in BY_TIME)}
"""What is told apart by what is in the rows already."""
_OF_USERS: Final = (BY_REP, Dimension.OWNER.value)
_WEEKDAYS: Final = {str(number): Sentence(text=name) for number, name in enumerate(WEEKDAYS)}


def grouping_of(by: str) -> Grouping:
	if by == BY_WEEKDAY:
		return Grouping(label=by, in_time=True, words=_WEEKDAYS)
	in_time = by == BY_HOUR or by in {one.value for one in BY_TIME}
	return Grouping(label=by, in_time=in_time, of_users=by in _OF_USERS)


def group_term(by: str, rows: ResponseRows, lead: Table, *, answered: bool = False) -> Term | None:
	"""What the rows of the database are grouped by, a text; None where that is nothing."""
	if by == BY_BUCKET:
		return None
	if by == BY_REP:
		return rep_of(rows, lead, answered=answered)
	if by == BY_HOUR:
		return Function("CONCAT", Function("SUBSTRING", rows.moment, 12, 2), ":00")
	if by == BY_WEEKDAY:
		return Function("CONCAT", Function("WEEKDAY", rows.moment), "")
	return value_of(Dimension(by), lead, rows.moment)


def needs_lead(by: str, rows: ResponseRows, *, answered: bool = False) -> bool:
	"""Whether the lead itself tells the group. `answered`: of leads that were answered."""
	if by == BY_REP:
		return rows.basis is Basis.DUE and not answered
	return by not in _OF_THE_ROW


def rep_of(rows: ResponseRows, lead: Table, *, answered: bool = False) -> Term:
	"""Who answered. A lead that nobody has answered waits, or waited, for whoever has it now."""
	answerer = Coalesce(rows.table.answerer, "")
	if rows.basis is Basis.ANSWERED or answered:
		return answerer
	is_answered = rows.table.standing.isin(sorted(one.value for one in ANSWERED))
	return Case().when(is_answered, answerer).else_(Coalesce(lead.lead_owner, ""))


def group_in(by: str, value: object) -> str:
	"""The group of a value of the term."""
	text = str(value or "")
	return (family_of(text) or "") if by == Dimension.FAMILY.value else text


def is_in(by: str, group: str, term: Term, sources: Iterable[str]) -> Criterion:
	"""`sources`: all that there are."""
	if by == Dimension.FAMILY.value:
		return term.isin([source for source in ("", *sources) if group_in(by, source) == group] or [None])
	return term == group


def sources_of_leads() -> list[str]:
	lead = frappe.qb.DocType("Lead")
	source = lead[actual_name("source")]
	return [name for (name,) in frappe.qb.from_(lead).select(source).distinct().run() if name]


def named(chart: Chart, names: Mapping[str, str]) -> Chart:
	"""With users by their names."""
	labels = [names.get(label, label) if isinstance(label, str) else label for label in chart.labels]
	return replace(chart, labels=labels)
