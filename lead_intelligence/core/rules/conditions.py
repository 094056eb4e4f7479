"""Conditions as data: a comparison of one field, or a nested group of them.

Canonical JSON: `{"field": …, "operator": …, "value": …}`, `{"all": […]}`, `{"any": […]}`. An operator that takes no
value has no "value" key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ..problems import Problem, Refused

MAX_DEPTH: Final = 5
MAX_COMPARISONS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
	"""One field against one operator. `value` is plain JSON data: text, number, bool, a list of these, or None."""

	field: str
	operator: str
	value: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
	parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
	parts: tuple[Condition, ...]


Condition = Comparison | AllOf | AnyOf


def parse_condition(data: object) -> Condition:
	"""Read a condition from JSON text or from plain data. Raises Refused with one sentence on what is not right."""
	if isinstance(data, str):
		try:
			data = json.loads(data)
		except (ValueError, RecursionError):
			raise Refused(
				Problem(message="The condition is not valid JSON. Set it again in the dialog.")
			) from None
	condition = _parse(data, depth=1)
	if sum(1 for _ in comparisons(condition)) > MAX_COMPARISONS:
		message = "The condition has more than {most} comparisons. Split it into several rules."
		raise Refused(Problem(message=message, values={"most": MAX_COMPARISONS}))
	return condition


def _parse(data: object, depth: int) -> Condition:
	if not isinstance(data, Mapping) or not data:
		raise Refused(Problem(message="The condition is empty. Choose a field, an operator and a value."))
	if depth > MAX_DEPTH:
		message = "The condition is nested more than {most} levels deep. Use fewer groups."
		raise Refused(Problem(message=message, values={"most": MAX_DEPTH}))
	for key, group in (("all", AllOf), ("any", AnyOf)):
		if key in data:
			parts = data[key]
			if not isinstance(parts, list) or not parts or len(data) > 1:
				message = "A group of conditions needs a list of at least one condition under '{key}' and nothing else."
				raise Refused(Problem(message=message, values={"key": key}))
			return group(parts=tuple(_parse(part, depth + 1) for part in parts))
	return _parse_comparison(data)


def _parse_comparison(data: Mapping[str, object]) -> Comparison:
	unexpected = sorted(str(key) for key in set(data) - {"field", "operator", "value"})
	if unexpected:
		message = (
			"A condition has the unknown key '{key}'. It may have field, operator and value, or all, or any."
		)
		raise Refused(Problem(message=message, values={"key": unexpected[0]}))
	field, operator = data.get("field"), data.get("operator")
	if not isinstance(field, str) or not field:
		raise Refused(Problem(message="A condition names no field. Choose the field that it looks at."))
	if not isinstance(operator, str) or not operator:
		message = "The condition on '{field}' names no operator. Choose one."
		raise Refused(Problem(message=message, values={"field": field}))
	return Comparison(field=field, operator=operator, value=data.get("value"))


def condition_to_data(condition: Condition) -> dict[str, object]:
	"""The canonical plain data of a condition."""
	if isinstance(condition, AllOf):
		return {"all": [condition_to_data(part) for part in condition.parts]}
	if isinstance(condition, AnyOf):
		return {"any": [condition_to_data(part) for part in condition.parts]}
	data: dict[str, object] = {"field": condition.field, "operator": condition.operator}
	if condition.value is not None:
		data["value"] = condition.value
	return data


def comparisons(condition: Condition) -> Iterator[Comparison]:
	"""All comparisons in a condition, in reading order."""
	if isinstance(condition, Comparison):
		yield condition
		return
	for part in condition.parts:
		yield from comparisons(part)


def merged(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
	"""All names of all groups, each once, in their order."""
	return tuple(dict.fromkeys(name for group in names for name in group))


def fields_of(condition: Condition) -> tuple[str, ...]:
	"""The fields that a condition looks at, each once, in reading order."""
	return tuple(dict.fromkeys(comparison.field for comparison in comparisons(condition)))


def with_fields(condition: Condition, name_of: Callable[[str], str]) -> Condition:
	"""The same condition on the fields that `name_of` gives for its own."""
	if isinstance(condition, Comparison):
		return replace(condition, field=name_of(condition.field))
	return replace(condition, parts=tuple(with_fields(part, name_of) for part in condition.parts))
