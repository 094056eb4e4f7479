"""Scoring models as JSON: one format for the desk's export and import and for the audit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ..problems import Problem, Refused
from ..rules.conditions import condition_to_data
from .engagement_exchange import engagement_from_data, engagement_to_data
from .json_values import choice, condition, day, number, refuse_unknown_keys, rows, text, whole_number, wrong
from .model import Grade, Group, Rule, RuleSet, Scale, ScoringModel
from .validation import GRADE_ROW, GROUP_ROW, RULE_ROW

FORMAT: Final = "lead-intelligence/scoring-model/1"
_NOT_TRUE_OR_FALSE: Final = "'{key}' is '{value}'; it must be true or false."
_NOT_A_SCALE: Final = "'{key}' is '{value}'; it must be '0-100' or 'points'."
_MODEL_KEYS: Final = frozenset({"format", "name", "version", "scale", "grades", "fit", "engagement"})
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
	refuse_unknown_keys(data, _MODEL_KEYS, problems)
	if data.get("format") != FORMAT:
		message = "This is not a scoring model: 'format' is '{found}', expected '{format}'."
		raise Refused(Problem(message=message, values={"found": data.get("format"), "format": FORMAT}))
	fit = data.get("fit")
	if not isinstance(fit, Mapping):
		raise Refused(Problem(message="The model has no part 'fit' with its groups and rules."))
	refuse_unknown_keys(fit, _FIT_KEYS, problems)
	model = ScoringModel(
		name=text(data, "name", problems) or "",
		version=text(data, "version", problems),
		scale=choice(data.get("scale", Scale.PERCENT.value), Scale.PERCENT, "scale", _NOT_A_SCALE, problems),
		grades=rows(data, "grades", GRADE_ROW, _grade, problems),
		fit=RuleSet(
			groups=rows(fit, "groups", GROUP_ROW, _group, problems),
			rules=rows(fit, "rules", RULE_ROW, _rule, problems),
		),
		engagement=engagement_from_data(data.get("engagement"), _group, problems),
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


def _grade(row: Mapping[str, Any], problems: list[Problem]) -> Grade:
	refuse_unknown_keys(row, _GRADE_KEYS, problems)
	return Grade(
		name=text(row, "grade", problems) or "",
		at_least=number(row, "at_least", problems),
		colour=text(row, "colour", problems),
	)


def _group(row: Mapping[str, Any], problems: list[Problem]) -> Group:
	refuse_unknown_keys(row, _GROUP_KEYS, problems)
	return Group(
		name=text(row, "group", problems) or "",
		at_most=whole_number(row, "at_most", problems),
		at_least=whole_number(row, "at_least", problems),
	)


def _rule(row: Mapping[str, Any], problems: list[Problem]) -> Rule:
	refuse_unknown_keys(row, _RULE_KEYS, problems)
	disqualifies = row.get("disqualifies") or False
	if not isinstance(disqualifies, bool):
		problems.append(wrong("disqualifies", disqualifies, _NOT_TRUE_OR_FALSE))
	return Rule(
		label=text(row, "rule", problems) or "",
		condition=condition(row.get("condition"), problems),
		points=whole_number(row, "points", problems) or 0,
		group=text(row, "group", problems),
		valid_from=day(row, "valid_from", problems),
		valid_to=day(row, "valid_to", problems),
		disqualifies=disqualifies is True,
	)


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
		"groups": [_group_to_data(group) for group in model.fit.groups],
		"rules": [_rule_to_data(rule) for rule in model.fit.rules],
	}
	if model.engagement.groups or model.engagement.rules:
		data["engagement"] = engagement_to_data(model.engagement, _group_to_data)
	return data


def _group_to_data(group: Group) -> dict[str, Any]:
	return _set_only({"group": group.name, "at_most": group.at_most, "at_least": group.at_least})


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
