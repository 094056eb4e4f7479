"""A score as the desk shows it: every line with its words, values and points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, fmt_money, format_date, format_datetime, getdate

from lead_intelligence.adapters.engagement_explanation import halves, told
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.row_values import number_of
from lead_intelligence.core.engagement.judging import EngagementLine
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.model import AnyRule, Grade
from lead_intelligence.core.scoring.rule_sentence import rule_sentence
from lead_intelligence.core.scoring.score import Score, ScoreLine
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.values import EMPTY, UNKNOWN, Kind, Value

_COLOURS_BY_RANK = ("Gray", "Orange", "Blue", "Green")


def explain(
	score: Score,
	model: CompiledModel,
	catalogue: FieldCatalogue,
	hidden: frozenset[str] = frozenset(),
	as_of: date | None = None,
) -> dict[str, Any]:
	"""Plain data, texts in the user's language. `percent` and `bands` are on 0–100, for the picture of the score.

	`hidden`: fields whose values are not shown. `as_of`: the day of the score, if it is not today.
	"""
	return {
		"points": score.points,
		"score": score.value,
		"scale": model.scale.scale.value,
		"percent": score.percent,
		"lowest": model.scale.lowest,
		"highest": model.scale.highest,
		"grade": score.grade,
		"colour": grade_colour(model, score.points),
		"bands": bands(model),
		"model": score.version,
		"model_title": score.model,
		"earned": score.earned,
		"halves": halves(score, model),
		"lines": [
			*(_line(line, catalogue, hidden) for line in score.lines),
			*(_engagement_line(line, catalogue, as_of or getdate()) for line in score.engagement_lines),
		],
		"disqualified_by": [_line(line, catalogue, hidden) for line in score.disqualified_by],
		"unknowns": [
			{
				**_rule(unknown.rule, catalogue),
				"fields": _labels(unknown.fields, catalogue),
				"fieldnames": [actual_name(name) for name in unknown.fields],
				"problem": unknown.problem.text(_) if unknown.problem else None,
			}
			for unknown in score.unknowns
		],
		"caps": [{"group": _(cap.group), "points": cap.points, "counted": cap.counted} for cap in score.caps],
		"improvements": [
			{
				**_rule(better.rule, catalogue),
				"how": better.how,
				"gain": better.gain,
				"grade": better.grade,
				"fields": _labels(better.fields, catalogue),
				"fieldnames": [actual_name(name) for name in better.fields],
			}
			for better in score.improvements
		],
	}


def bands(model: CompiledModel) -> list[dict[str, Any]]:
	"""The grades from the lowest up, each with its first points and where these lie on 0–100, for the picture."""
	scale, found = model.scale, []
	for rank, grade in enumerate(model.bands.grades):
		points = scale.lowest if grade.at_least is None else scale.points_at(grade.at_least)
		found.append(
			{
				"grade": grade.name,
				"from_points": points,
				"from_percent": min(max(scale.percent(points), 0.0), 100.0),
				"colour": _colour(model.bands.grades, rank),
			}
		)
	return found


def grade_colour(model: CompiledModel, points: int) -> str:
	return _colour(model.bands.grades, model.bands.rank(points))


def colours_by_version() -> dict[str, dict[str, str]]:
	"""For each submitted version of a scoring model, the colours of its grades."""
	rows = frappe.get_all(
		"Lead Scoring Grade",
		filters={"parenttype": "Lead Scoring Model", "docstatus": 1},
		fields=["parent", "grade", "at_least", "colour"],
	)
	versions: dict[str, list[Grade]] = {}
	for row in rows:
		grade = Grade(name=row.grade, at_least=number_of(row.at_least), colour=row.colour)
		versions.setdefault(row.parent, []).append(grade)
	return {version: grade_colours(grades) for version, grades in versions.items()}


def grade_colours(grades: Iterable[Grade]) -> dict[str, str]:
	ranked = sorted(grades, key=lambda grade: float("-inf") if grade.at_least is None else grade.at_least)
	return {grade.name: _colour(ranked, rank) for rank, grade in enumerate(ranked)}


def _colour(grades: Sequence[Grade], rank: int) -> str:
	if grades[rank].colour:
		return str(grades[rank].colour).lower()
	# Without a colour of its own, a grade takes one by its place: the highest is green, the lowest grey.
	from_top = len(grades) - 1 - rank
	place = 0 if rank == 0 and len(grades) > 1 else max(1, len(_COLOURS_BY_RANK) - 1 - from_top)
	return _COLOURS_BY_RANK[place].lower()


def _rule(rule: AnyRule, catalogue: FieldCatalogue) -> dict[str, Any]:
	return {
		"rule": _(rule.label),
		"sentence": rule_sentence(rule, catalogue, _),
		"points": rule.points,
		"group": _(rule.group) if rule.group else None,
	}


def _line(line: ScoreLine, catalogue: FieldCatalogue, hidden: frozenset[str]) -> dict[str, Any]:
	return {
		**_rule(line.rule, catalogue),
		"half": "fit",
		"seen": shown_values(line.seen, catalogue, hidden),
	}


def _engagement_line(line: EngagementLine, catalogue: FieldCatalogue, as_of: date) -> dict[str, Any]:
	"""`points` are those that it gives as of the day, not those of the rule."""
	return {
		**_rule(line.rule, catalogue),
		"points": line.points,
		"half": "engagement",
		"seen": [],
		"told": told(line, as_of),
	}


def _labels(names: Iterable[str], catalogue: FieldCatalogue) -> list[str]:
	return [_(catalogue.label(name)) for name in names]


def shown_values(
	seen: Iterable[tuple[str, Value]], catalogue: FieldCatalogue, hidden: frozenset[str]
) -> list[dict[str, str]]:
	"""Fields with what was seen in them. `hidden`: those that the user may not see."""
	return [
		{
			"label": _(catalogue.label(name)),
			"value": _("not shown to you") if name in hidden else shown(value, name, catalogue),
		}
		for name, value in seen
	]


def shown(value: Value, name: str, catalogue: FieldCatalogue) -> str:
	"""A value as people read it."""
	field = catalogue.get(name)
	kind = field.kind if field else Kind.TEXT
	if value is UNKNOWN:
		return _("unknown")
	if value is EMPTY:
		return _("none")
	if isinstance(value, tuple):
		return ", ".join(value)
	if isinstance(value, bool):
		return _("Yes") if value else _("No")
	if kind is Kind.DATETIME:
		return format_datetime(value)
	if kind is Kind.DATE:
		return format_date(value)
	if kind is Kind.MONEY:
		return fmt_money(value)
	return _(value) if kind is Kind.CHOICE else cstr(value)
