"""Scoring models as JSON: one format for the desk's export and import and for the audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any, Final, TypeVar

from ..problems import Problem, Refused
from ..rules.conditions import AllOf, Condition, condition_to_data, parse_condition
from .model import Grade, Group, Rule, RuleSet, Scale, ScoringModel
from .validation import GRADE_ROW, GROUP_ROW, RULE_ROW

Row = TypeVar("Row")

FORMAT: Final = "lead-intelligence/scoring-model/1"
_NOT_A_TEXT: Final = "'{key}' is '{value}'; it must be a text."
_NOT_WHOLE: Final = "'{key}' is '{value}'; it must be a whole number."
_NOT_A_DAY: Final = "'{key}' is '{value}'; it must be a date, written as YYYY-MM-DD."
_NOT_A_NUMBER: Final = "'{key}' is '{value}'; it must be a number."
_NOT_TRUE_OR_FALSE: Final = "'{key}' is '{value}'; it must be true or false."
_NOT_A_SCALE: Final = "'{key}' is '{value}'; it must be '0-100' or 'points'."
_MODEL_KEYS: Final = frozenset({"format", "name", "version", "scale", "grades", "fit"})
_FIT_KEYS: Final = frozenset({"groups", "rules"})
_GRADE_KEYS: Final = frozenset({"grade", "at_least", "colour"})
_GROUP_KEYS: Final = frozenset({"group", "at_most", "at_least"})
_RULE_KEYS: Final = frozenset(
	{"rule", "condition", "points", "group", "valid_from", "valid_to", "disqualifies"}
)


def model_from_json(data: str | bytes | Mapping[str, Any]) -> ScoringModel:
	"""Read a model from JSON text or plain data. Raises Refused with every problem of form, each with its row.

	Only the form is checked here; `validation.problems_of` checks the model against the fields of the leads.
	"""
	if not isinstance(data, Mapping):
		data = _load(data)
	problems: list[Problem] = []
	_refuse_unknown_keys(data, _MODEL_KEYS, problems)
	if data.get("format") != FORMAT:
		message = "This is not a scoring model: 'format' is '{found}', expected '{format}'."
		raise Refused(Problem(message=message, values={"found": data.get("format"), "format": FORMAT}))
	fit = data.get("fit")
	if not isinstance(fit, Mapping):
		raise Refused(Problem(message="The model has no part 'fit' with its groups and rules."))
	_refuse_unknown_keys(fit, _FIT_KEYS, problems)
	model = ScoringModel(
		name=_text(data, "name", problems) or "",
		version=_text(data, "version", problems),
		scale=_scale(data.get("scale", Scale.PERCENT.value), problems),
		grades=_rows(data, "grades", GRADE_ROW, _grade, problems),
		fit=RuleSet(
			groups=_rows(fit, "groups", GROUP_ROW, _group, problems),
			rules=_rows(fit, "rules", RULE_ROW, _rule, problems),
		),
	)
	if problems:
		raise Refused(*problems)
	return model


def _load(text: object) -> Mapping[str, Any]:
	try:
		data = json.loads(text) if isinstance(text, (str, bytes)) else text
	except (ValueError, RecursionError) as reason:
		message = "The model is not valid JSON: {reason}."
		raise Refused(
			Problem(message=message, values={"reason": str(reason) or "nested too deeply"})
		) from None
	if not isinstance(data, dict):
		raise Refused(
			Problem(message="The model is not a JSON object. Export one from the desk to see the form.")
		)
	return data


def _rows(
	data: Mapping[str, Any],
	key: str,
	place: str,
	read: Callable[[Mapping[str, Any], list[Problem]], Row],
	problems: list[Problem],
) -> tuple[Row, ...]:
	rows = data.get(key, [])
	if not isinstance(rows, list):
		problems.append(Problem(message="'{key}' must be a list of rows.", values={"key": key}))
		return ()
	kept = []
	for number, row in enumerate(rows, start=1):
		found: list[Problem] = []
		if isinstance(row, Mapping):
			kept.append(read(row, found))
		else:
			found.append(Problem(message="The row must be an object with named values."))
		problems += [problem.at(place, row=number) for problem in found]
	return tuple(kept)


def _refuse_unknown_keys(data: Mapping[str, Any], known: frozenset[str], problems: list[Problem]) -> None:
	for key in sorted(str(key) for key in data.keys() - known):
		message = "'{key}' is not known here. Known are: {known}."
		problems.append(Problem(message=message, values={"key": key, "known": ", ".join(sorted(known))}))


def _wrong(key: str, value: object, message: str) -> Problem:
	shown = str(value)
	values = {"key": key, "value": shown if len(shown) <= 60 else shown[:57] + "..."}
	return Problem(message=message, values=values)


def _text(data: Mapping[str, Any], key: str, problems: list[Problem]) -> str | None:
	value = data.get(key)
	if value is None or isinstance(value, str):
		return value.strip() or None if value else None
	problems.append(_wrong(key, value, _NOT_A_TEXT))
	return None


def _whole_number(data: Mapping[str, Any], key: str, problems: list[Problem]) -> int | None:
	value = data.get(key)
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	if value is None or (isinstance(value, int) and not isinstance(value, bool)):
		return value
	problems.append(_wrong(key, value, _NOT_WHOLE))
	return None


def _number(data: Mapping[str, Any], key: str, problems: list[Problem]) -> int | float | None:
	value = data.get(key)
	if value is None or (isinstance(value, int) and not isinstance(value, bool)):
		return value
	if isinstance(value, float) and isfinite(value):
		return value
	problems.append(_wrong(key, value, _NOT_A_NUMBER))
	return None


def _day(data: Mapping[str, Any], key: str, problems: list[Problem]) -> date | None:
	value = data.get(key)
	if value is None or value == "":
		return None
	try:
		return date.fromisoformat(value)
	except (TypeError, ValueError):
		problems.append(_wrong(key, value, _NOT_A_DAY))
		return None


def _scale(value: object, problems: list[Problem]) -> Scale:
	for scale in Scale:
		if value == scale.value:
			return scale
	problems.append(_wrong("scale", value, _NOT_A_SCALE))
	return Scale.PERCENT


def _grade(row: Mapping[str, Any], problems: list[Problem]) -> Grade:
	_refuse_unknown_keys(row, _GRADE_KEYS, problems)
	return Grade(
		name=_text(row, "grade", problems) or "",
		at_least=_number(row, "at_least", problems),
		colour=_text(row, "colour", problems),
	)


def _group(row: Mapping[str, Any], problems: list[Problem]) -> Group:
	_refuse_unknown_keys(row, _GROUP_KEYS, problems)
	return Group(
		name=_text(row, "group", problems) or "",
		at_most=_whole_number(row, "at_most", problems),
		at_least=_whole_number(row, "at_least", problems),
	)


def _rule(row: Mapping[str, Any], problems: list[Problem]) -> Rule:
	_refuse_unknown_keys(row, _RULE_KEYS, problems)
	disqualifies = row.get("disqualifies") or False
	if not isinstance(disqualifies, bool):
		problems.append(_wrong("disqualifies", disqualifies, _NOT_TRUE_OR_FALSE))
	return Rule(
		label=_text(row, "rule", problems) or "",
		condition=_condition(row.get("condition"), problems),
		points=_whole_number(row, "points", problems) or 0,
		group=_text(row, "group", problems),
		valid_from=_day(row, "valid_from", problems),
		valid_to=_day(row, "valid_to", problems),
		disqualifies=disqualifies is True,
	)


def _condition(data: object, problems: list[Problem]) -> Condition:
	try:
		return parse_condition(data)
	except Refused as refusal:
		problems += refusal.problems
		return AllOf(parts=())


def model_to_data(model: ScoringModel) -> dict[str, Any]:
	"""The plain data of a model; `model_from_json` gives the model back. What is not set is left out."""
	data: dict[str, Any] = {"format": FORMAT, "name": model.name}
	if model.version is not None:
		data["version"] = model.version
	data["scale"] = model.scale.value
	data["grades"] = [
		_set_only({"grade": g.name, "at_least": g.at_least, "colour": g.colour}) for g in model.grades
	]
	data["fit"] = {
		"groups": [
			_set_only({"group": g.name, "at_most": g.at_most, "at_least": g.at_least})
			for g in model.fit.groups
		],
		"rules": [_rule_to_data(rule) for rule in model.fit.rules],
	}
	return data


def _rule_to_data(rule: Rule) -> dict[str, Any]:
	return _set_only(
		{
			"rule": rule.label,
			"condition": condition_to_data(rule.condition),
			"points": rule.points,
			"group": rule.group,
			"valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
			"valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
			"disqualifies": rule.disqualifies or None,
		}
	)


def _set_only(data: dict[str, Any]) -> dict[str, Any]:
	return {key: value for key, value in data.items() if value is not None}


def model_to_json(model: ScoringModel) -> str:
	"""Canonical JSON: the same model gives the same text."""
	return json.dumps(model_to_data(model), ensure_ascii=False, indent=1) + "\n"
