"""Score Check: what came of the leads that a model had scored before anybody knew how they would end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime
from pypika import Case, Table
from pypika.functions import Count
from pypika.queries import QueryBuilder
from pypika.terms import Term, ValueWrapper

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.reports.asking import AskedLeads
from lead_intelligence.adapters.reports.checked_model import CheckedModel, checked_model, of_its_company
from lead_intelligence.adapters.reports.dimensions import BY_TIME, Dimension, value_of
from lead_intelligence.adapters.reports.families import family_of, is_of_family
from lead_intelligence.adapters.reports.score_check_shown import NO_LEADS, NO_MODEL, Found, empty, shown
from lead_intelligence.adapters.reports.scored_leads import ScoredLeads, half_of
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result
from lead_intelligence.core.score_check.check import ScoreCheck
from lead_intelligence.core.score_check.choices import Choices, Show, read_choices
from lead_intelligence.core.score_check.counts import ScoredCount

# The present grade of a lead, and the agreement by which it is judged, follow from what became of it.
_NO_GROUPS = frozenset({*BY_TIME, Dimension.GRADE, Dimension.DEFINITION})
GROUPS = tuple(dimension for dimension in Dimension if dimension not in _NO_GROUPS)
# Of what period the rows are: that of the report, the one before it, and all that was earlier.
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
	before = filters.before()
	return shown(
		Found(
			model=model,
			choices=choices,
			check=ScoreCheck(eras[_NOW], [*eras[_BEFORE], *eras[_OLDER]]),
			before=ScoreCheck(eras[_BEFORE], eras[_OLDER]) if before else None,
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
	dimension = Dimension.QUARTER if kind == "quarter" else _dimension(choices)
	columns = {"part": value_of(dimension, lead, lead.creation)} if kind in ("quarter", "group") else {}
	scored = ScoredLeads(
		AskedLeads(filters), model.name, choices.basis, choices.lost_after_days, now_datetime(), columns
	)
	period = filters.period
	scored.where((lead.creation >= period.begin) & (lead.creation < period.end))
	if kind == "group" and dimension is Dimension.FAMILY:
		scored.where(_of_family(lead, rest))
	table = scored.table
	query = frappe.qb.from_(table).select(table.lead).where(table.points.isnotnull())
	for criterion in _of_column(table, column, model):
		query = query.where(criterion)
	if kind == "points":
		low, _colon, below = rest.partition(":")
		query = query.where(table.points >= int(low)) if low else query
		return query.where(table.points < int(below)) if below else query
	if kind == "quarter" or (kind == "group" and dimension is not Dimension.FAMILY):
		return query.where(table.part == rest)
	return query


def _asked(filters: Filters, values: Mapping[str, Any]) -> tuple[Choices, CheckedModel | None]:
	try:
		choices = read_choices(values)
	except Refused as refusal:
		refuse([replace(problem, place=_(problem.place)) for problem in refusal.problems])
		raise
	return choices, checked_model(filters, choices.model)


def _dimension(choices: Choices) -> Dimension:
	return next((one for one in GROUPS if one.value == choices.group_by), Dimension.SOURCE)


def _of_family(lead: Table, family: str) -> Term:
	if family:
		return is_of_family(lead, family)
	families = [is_of_family(lead, one) for one in _families()]
	criterion = lead.name.isnotnull()
	for one in families:
		criterion &= Case().when(one, 1).else_(0) == 0
	return criterion


def _families() -> list[str]:
	return frappe.get_all("Lead Source Profile", filters={"disabled": 0}, pluck="family", distinct=True)


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
	before = asked.filters.before()
	columns = {
		"era": _era(lead.creation, period, before.period if before else None),
		# Older leads are only learned from: there, nothing is told apart.
		"half": Case().when(lead.creation >= period.begin, half_of(lead)).else_(0),
		"part": Case().when(lead.creation >= period.begin, _part(lead, choices)).else_(""),
	}
	now = now_datetime()
	scored = ScoredLeads(asked, model.name, choices.basis, choices.lost_after_days, now, columns)
	table = scored.where(lead.creation < period.end).table
	names = ("era", "points", "won", "half", "part")
	query = frappe.qb.from_(table).select(*(table[name] for name in names), Count("*"))
	query = query.groupby(*(table[name] for name in names))
	eras: tuple[list[ScoredCount], ...] = ([], [], [])
	without_score = 0
	is_family = choices.show is Show.ERRORS and _dimension(choices) is Dimension.FAMILY
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
		return value_of(_dimension(choices), lead, lead.creation)
	return ValueWrapper("")


def _era(creation: Term, period: Period, before: Period | None) -> Term:
	found = Case().when(creation >= period.begin, _NOW)
	if before:
		found = found.when((creation >= before.begin) & (creation < before.end), _BEFORE)
	return found.else_(_OLDER)
