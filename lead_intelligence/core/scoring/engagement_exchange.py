"""The engagement half of a model as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..engagement.fading import Fade, Fading
from ..engagement.rule import EngagementRule, Measure, TouchFilter
from ..problems import Problem
from .json_values import choice, day, refuse_unknown_keys, rows, text, whole_number, wrong
from .model import EngagementSet, Group

ENGAGEMENT_GROUP_ROW: Final = "Engagement groups, row {row}"
ENGAGEMENT_RULE_ROW: Final = "Engagement rules, row {row}"
_NOT_A_MEASURE: Final = (
	"'{key}' is '{value}'; it must be 'each touch', 'at least N touches' or 'the latest touch'."
)
_NOT_A_LIST: Final = "'{key}' is '{value}'; it must be a list of texts."
_NOT_A_FILTER: Final = (
	"'{key}' is '{value}'; it must be an object with lists of kinds, signals, channels or directions."
)
_NOT_COUNTED: Final = (
	"'{key}' is '{value}', which only a rule that counts 'at least N touches' may have. Leave it out."
)
_NOT_BOTH: Final = "'{key}' is '{value}', but the rule has a half-life already. Give one of the two."
_HALF_KEYS: Final = frozenset({"groups", "rules"})
_TOUCH_KEYS: Final = ("kinds", "signals", "channels", "directions")
_RULE_KEYS: Final = frozenset(
	{"rule", "touches", "counts", "points", "within_days", "at_least", "at_most"}
	| {"half_life_days", "to_zero_in_days", "group", "valid_from", "valid_to"}
)

ReadGroup = Callable[[Mapping[str, Any], list[Problem]], Group]


def engagement_from_data(data: object, read_group: ReadGroup, problems: list[Problem]) -> EngagementSet:
	"""A model without this part has no rules on touches."""
	if data is None:
		return EngagementSet()
	if not isinstance(data, Mapping):
		problems.append(Problem(message="The part 'engagement' must be an object with its groups and rules."))
		return EngagementSet()
	refuse_unknown_keys(data, _HALF_KEYS, problems)
	return EngagementSet(
		groups=rows(data, "groups", ENGAGEMENT_GROUP_ROW, read_group, problems),
		rules=rows(data, "rules", ENGAGEMENT_RULE_ROW, _rule, problems),
	)


def _rule(row: Mapping[str, Any], problems: list[Problem]) -> EngagementRule:
	refuse_unknown_keys(row, _RULE_KEYS, problems)
	at_least = whole_number(row, "at_least", problems)
	measure = choice(row.get("counts", Measure.EACH.value), Measure.EACH, "counts", _NOT_A_MEASURE, problems)
	if at_least is not None and measure is not Measure.ENOUGH:
		problems.append(wrong("at_least", at_least, _NOT_COUNTED))
	return EngagementRule(
		label=text(row, "rule", problems) or "",
		touches=_filter(row.get("touches"), problems),
		measure=measure,
		points=whole_number(row, "points", problems) or 0,
		within_days=whole_number(row, "within_days", problems),
		at_least=1 if at_least is None else at_least,
		at_most=whole_number(row, "at_most", problems),
		fade=_fade(row, problems),
		group=text(row, "group", problems),
		valid_from=day(row, "valid_from", problems),
		valid_to=day(row, "valid_to", problems),
	)


def _filter(data: object, problems: list[Problem]) -> TouchFilter:
	if data is None:
		return TouchFilter()
	if not isinstance(data, Mapping):
		problems.append(wrong("touches", data, _NOT_A_FILTER))
		return TouchFilter()
	refuse_unknown_keys(data, frozenset(_TOUCH_KEYS), problems)
	return TouchFilter(**{key: _texts(data, key, problems) for key in _TOUCH_KEYS})


def _texts(data: Mapping[str, Any], key: str, problems: list[Problem]) -> frozenset[str]:
	found = data.get(key) or []
	if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
		problems.append(wrong(key, found, _NOT_A_LIST))
		return frozenset()
	return frozenset(one.strip() for one in found)


def _fade(row: Mapping[str, Any], problems: list[Problem]) -> Fade:
	half_life = whole_number(row, "half_life_days", problems)
	to_zero = whole_number(row, "to_zero_in_days", problems)
	if half_life is not None and to_zero is not None:
		problems.append(wrong("to_zero_in_days", to_zero, _NOT_BOTH))
	if half_life is not None:
		return Fade(fading=Fading.HALF_LIFE, days=half_life)
	if to_zero is not None:
		return Fade(fading=Fading.LINEAR, days=to_zero)
	return Fade()


def engagement_to_data(
	half: EngagementSet, group_to_data: Callable[[Group], dict[str, Any]]
) -> dict[str, Any]:
	return {
		"groups": [group_to_data(group) for group in half.groups],
		"rules": [_rule_to_data(rule) for rule in half.rules],
	}


def _rule_to_data(rule: EngagementRule) -> dict[str, Any]:
	chosen = {key: sorted(getattr(rule.touches, key)) for key in _TOUCH_KEYS}
	data = {
		"rule": rule.label,
		"touches": {key: texts for key, texts in chosen.items() if texts},
		"counts": rule.measure.value,
		"points": rule.points,
		"within_days": rule.within_days,
		"at_least": rule.at_least if rule.measure is Measure.ENOUGH else None,
		"at_most": rule.at_most,
		"half_life_days": rule.fade.days if rule.fade.fading is Fading.HALF_LIFE else None,
		"to_zero_in_days": rule.fade.days if rule.fade.fading is Fading.LINEAR else None,
		"group": rule.group,
		"valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
		"valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
	}
	return {key: value for key, value in data.items() if value is not None}
