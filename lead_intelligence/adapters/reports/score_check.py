"""Score Check: what came of the leads that a model had scored before anybody knew how they would end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from frappe.utils import cint, now_datetime
from pypika import Case, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.checked_model import CheckedModel, checked_model, of_its_company
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of
from lead_intelligence.adapters.reports.grouping import is_of_group
from lead_intelligence.adapters.reports.periods import within
from lead_intelligence.adapters.reports.score_check_shown import NO_LEADS, NO_MODEL, Found, empty, shown
from lead_intelligence.adapters.reports.scored_leads import ScoredLeads, half_of
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result
from lead_intelligence.core.score_check.check import ScoreCheck
from lead_intelligence.core.score_check.choices import Choices, Show, read_choices
from lead_intelligence.core.score_check.counts import ScoredCount

# The present grade of a lead, and the agreement by which it is judged, follow from what became of it.
_NO_GROUPS = frozenset({*BY_TIME, Dimension.GRADE, Dimension.DEFINITION})
GROUPS = (
	Dimension.SOURCE.value,
	*(one.value for one in Dimension if one not in (*_NO_GROUPS, Dimension.SOURCE)),
)
# Of what period the rows are: that of the report, the one before it, from which is learned, and the one before that, from which is
# learned what is compared.
_NOW, _BEFORE, _OLDER = 0, 1, 2


def figures(filters: Filters, values: Mapping[str, Any]) -> Result:
	choices, model = _asked(filters, values)
	if model is None:
		return empty(choices, [*AskedLeads(filters).missing(), NO_MODEL])
	filters, notes = of_its_company(filters, model)
	asked = AskedLeads(filters)
	notes += asked.missing()
	eras, without_score = _counts(asked, choices, model)
	if not eras[_NOW] and not without_score:
		return empty(choices, [*notes, NO_LEADS])
	return shown(
		Found(
			model=model,
			choices=choices,
			check=ScoreCheck(eras[_NOW], eras[_BEFORE]),
			before=ScoreCheck(eras[_BEFORE], eras[_OLDER]) if filters.before() else None,
			without_score=without_score,
			fewest=int(settings().fewest_cases or 0),
			today=now_datetime().date(),
		),
		notes,
	)


def leads(filters: Filters, values: Mapping[str, Any], key: str, column: str) -> QueryBuilder:
	"""`key` is one of: all, points:LOW:BELOW, quarter:2026-Q1, group:NAME."""
	choices, model = _asked(filters, values)
	if model is None:
		lead = frappe.qb.DocType("Lead")
		return frappe.qb.from_(lead).select(lead.name).where(lead.name.isnull())
	filters, _notes = of_its_company(filters, model)
	lead = frappe.qb.DocType("Lead")
	kind, _colon, rest = key.partition(":")
	scored = ScoredLeads(
		AskedLeads(filters), model.name, choices.basis, choices.lost_after_days, now_datetime()
	)
	scored.where(within(lead.creation, filters.period))
	if kind in ("quarter", "group"):
		dimension = Dimension.QUARTER if kind == "quarter" else Dimension(choices.group_by)
		scored.where(is_of_group(dimension, rest, lead, lead.creation))
	table = scored.table
	query = frappe.qb.from_(table).select(table.lead).where(table.points.isnotnull())
	for criterion in _of_column(table, column, model):
		query = query.where(criterion)
	if kind == "points":
		low, _colon, below = rest.partition(":")
		query = query.where(table.points >= cint(low)) if low else query
		query = query.where(table.points < cint(below)) if below else query
	return query


def _asked(filters: Filters, values: Mapping[str, Any]) -> tuple[Choices, CheckedModel | None]:
	"""Raises Refused with sentences on what cannot be understood."""
	choices = read_choices(values, GROUPS)
	return choices, checked_model(filters, choices.model)


def _of_column(table: Table, column: str, model: CheckedModel) -> list[Term]:
	best, worst = model.bands[0], model.bands[-1]
	if column == "open":
		return [table.won.isnull()]
	if column == "won":
		return [table.won == 1]
	if column == "best_lost":
		return [table.won == 0, *([table.points >= best.low] if best.low is not None else [])]
	if column == "worst_won":
		return [table.won == 1, *([table.points < worst.below] if worst.below is not None else [])]
	return [table.won.isnotnull()]


def _counts(
	asked: AskedLeads, choices: Choices, model: CheckedModel
) -> tuple[tuple[list[ScoredCount], list[ScoredCount], list[ScoredCount]], int]:
	"""Of the three eras, and how many leads of the period have no score that counts."""
	lead, period = frappe.qb.DocType("Lead"), asked.filters.period
	before = period.before()
	older = before.before() if before and asked.filters.compare else None
	columns = {
		"era": _era(lead.creation, period, before),
		"half": half_of(lead),
		# Earlier leads are only learned from: there, nothing is told apart.
		"part": Case().when(lead.creation >= period.begin, _part(lead, choices)).else_(""),
	}
	now = now_datetime()
	scored = ScoredLeads(asked, model.name, choices.basis, choices.lost_after_days, now, columns)
	first = (older or before or period).begin
	table = scored.where((lead.creation >= first) & (lead.creation < period.end)).table
	names = ("era", "points", "won", "half", "part")
	query = frappe.qb.from_(table).select(*(table[name] for name in names), Count("*"))
	query = query.groupby(*(table[name] for name in names))
	eras: tuple[list[ScoredCount], ...] = ([], [], [])
	without_score = 0
	is_family = choices.show is Show.ERRORS and Dimension(choices.group_by) is Dimension.FAMILY
	families: dict[str, str] = {}
	for era, points, won, half, part, many in query.run():
		if points is None:
			without_score += many if era == _NOW else 0
			continue
		if is_family:
			if part not in families:
				families[part] = family_of(part) or ""
			part = families[part]
		one = ScoredCount(
			points=int(points), won=None if won is None else bool(won), leads=many, half=int(half), group=part
		)
		eras[era].append(one)
	return (eras[_NOW], eras[_BEFORE], eras[_OLDER]), without_score


def _part(lead: Table, choices: Choices) -> Term:
	if choices.show is Show.TIME:
		return value_of(Dimension.QUARTER, lead, lead.creation)
	if choices.show is Show.ERRORS:
		return value_of(Dimension(choices.group_by), lead, lead.creation)
	return ValueWrapper("")


def _era(creation: Term, period: Period, before: Period | None) -> Term:
	found = Case().when(creation >= period.begin, _NOW)
	if before:
		found = found.when(creation >= before.begin, _BEFORE)
	return found.else_(_OLDER)
