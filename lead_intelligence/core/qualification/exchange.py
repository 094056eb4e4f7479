"""Definitions as plain data: one form for the desk, the starter definition and the fingerprint of what was signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from ..problems import Problem, Refused
from ..rules.conditions import condition_to_data
from ..scoring.json_values import condition, number, refuse_unknown_keys, rows, text, wrong
from .definition import Criterion, Definition, Scope, Target, UsedStage
from .stages import AGREED, CONVERTED, LADDER, Stage
from .validation import CRITERION_ROW, STAGE_ROW

FORMAT: Final = "lead-intelligence/definition/1"
_NOT_A_STAGE: Final = "'{value}' is no stage here. Choose one of {choices}."
_NOT_TRUE_OR_FALSE: Final = "'{key}' is '{value}'; it must be true or false."
_MOST_HOURS: Final = 1_000_000
_KEYS: Final = frozenset(
	{
		"format",
		"name",
		"version",
		"scope",
		"stages",
		"criteria",
		"gates",
		"acceptance_hours",
		"keeps_cold_leads",
	}
)
_SCOPE_KEYS: Final = frozenset({"company", "market_segment", "product_line"})
_STAGE_KEYS: Final = frozenset({"stage", "meaning", "by_itself"})
_CRITERION_KEYS: Final = frozenset({"stage", "criterion", "condition"})
_ROW_STAGES: Final = (*AGREED, *(stage for stage in LADDER if stage in CONVERTED))


def definition_from_data(data: Mapping[str, Any]) -> Definition:
	"""Raises Refused with every problem of form, each with its row. Whether it makes sense, `validation` says."""
	if data.get("format") != FORMAT:
		message = "This is not a definition: 'format' is '{found}', expected '{format}'."
		raise Refused(Problem(message=message, values={"found": data.get("format"), "format": FORMAT}))
	problems: list[Problem] = []
	refuse_unknown_keys(data, _KEYS, problems)
	definition = Definition(
		name=text(data, "name", problems) or "",
		version=text(data, "version", problems),
		scope=_scope(data.get("scope"), problems),
		stages=rows(data, "stages", STAGE_ROW, _used_stage, problems),
		criteria=rows(data, "criteria", CRITERION_ROW, _criterion, problems),
		gates=_gates(data.get("gates"), problems),
		acceptance=_hours(data, problems),
		keeps_cold_leads=_yes_or_no(data, "keeps_cold_leads", problems, default=True),
	)
	if problems:
		raise Refused(*problems)
	return definition


def _scope(data: object, problems: list[Problem]) -> Scope:
	part = _part(data, "scope", _SCOPE_KEYS, problems)
	return Scope(
		company=text(part, "company", problems) or "",
		market_segment=text(part, "market_segment", problems),
		product_line=text(part, "product_line", problems),
	)


def _part(data: object, key: str, known: frozenset[str], problems: list[Problem]) -> Mapping[str, Any]:
	if data is None:
		return {}
	if not isinstance(data, Mapping):
		problems.append(Problem(message="'{key}' must be an object with named values.", values={"key": key}))
		return {}
	refuse_unknown_keys(data, known, problems)
	return data


def _used_stage(row: Mapping[str, Any], problems: list[Problem]) -> UsedStage:
	refuse_unknown_keys(row, _STAGE_KEYS, problems)
	return UsedStage(
		stage=_stage(row.get("stage"), _ROW_STAGES, problems),
		meaning=text(row, "meaning", problems) or "",
		by_itself=_yes_or_no(row, "by_itself", problems),
	)


def _criterion(row: Mapping[str, Any], problems: list[Problem]) -> Criterion:
	refuse_unknown_keys(row, _CRITERION_KEYS, problems)
	return Criterion(
		stage=_stage(row.get("stage"), AGREED, problems),
		label=text(row, "criterion", problems) or "",
		condition=condition(row.get("condition"), problems),
	)


def _stage(value: object, choices: tuple[Stage, ...], problems: list[Problem]) -> Stage:
	if value is None or value == "":
		problems.append(Problem(message="The row has no stage. Choose one."))
		return Stage.RAW
	for stage in choices:
		if value == stage.value:
			return stage
	names = ", ".join(stage.value for stage in choices)
	problem = wrong("stage", value, _NOT_A_STAGE)
	problems.append(Problem(message=problem.message, values={**problem.values, "choices": names}))
	return Stage.RAW


def _gates(data: object, problems: list[Problem]) -> tuple[tuple[Target, Stage], ...]:
	part = _part(data, "gates", frozenset(target.value for target in Target), problems)
	chosen = ((target, part.get(target.value)) for target in Target)
	return tuple((target, _stage(value, AGREED, problems)) for target, value in chosen if value)


def _hours(data: Mapping[str, Any], problems: list[Problem]) -> timedelta:
	hours = number(data, "acceptance_hours", problems)
	if hours is None:
		return Definition(name="").acceptance
	return timedelta(hours=max(min(hours, _MOST_HOURS), -_MOST_HOURS))


def _yes_or_no(data: Mapping[str, Any], key: str, problems: list[Problem], *, default: bool = False) -> bool:
	value = data.get(key, default)
	if not isinstance(value, bool):
		problems.append(wrong(key, value, _NOT_TRUE_OR_FALSE))
	return value is True


def definition_to_data(definition: Definition) -> dict[str, Any]:
	"""The plain data of a definition; `definition_from_data` gives the definition back. What is not set is left out."""
	scope = definition.scope
	data: dict[str, Any] = {
		"format": FORMAT,
		"name": definition.name,
		"version": definition.version,
		"scope": _set_only(
			company=scope.company or None,
			market_segment=scope.market_segment,
			product_line=scope.product_line,
		),
		"stages": [
			_set_only(stage=row.stage.value, meaning=row.meaning or None, by_itself=row.by_itself or None)
			for row in definition.stages
		],
		"criteria": [
			{
				"stage": criterion.stage.value,
				"criterion": criterion.label,
				"condition": condition_to_data(criterion.condition),
			}
			for criterion in definition.criteria
		],
		"gates": {target.value: stage.value for target, stage in definition.gates},
		"acceptance_hours": definition.acceptance / timedelta(hours=1),
		"keeps_cold_leads": definition.keeps_cold_leads,
	}
	return {key: value for key, value in data.items() if value is not None}


def _set_only(**values: object) -> dict[str, object]:
	return {key: value for key, value in values.items() if value is not None}


def fingerprint(definition: Definition, **terms: str | None) -> str:
	"""Changes whenever what both sides sign does: all but the name. `terms`: what is agreed beside the definition."""
	data = definition_to_data(definition)
	agreed = {key: value for key, value in data.items() if key not in ("name", "version")}
	text = json.dumps({**agreed, "terms": _set_only(**terms)}, ensure_ascii=False, sort_keys=True)
	return sha256(text.encode()).hexdigest()


def definition_from_json(content: str) -> Definition:
	"""Raises Refused where the text is no JSON object, or not of the form of a definition."""
	try:
		data = json.loads(content)
	except (ValueError, RecursionError):
		data = None
	if not isinstance(data, dict):
		raise Refused(Problem(message="The definition is not valid JSON."))
	return definition_from_data(data)
