"""Reading plain data from outside, value by value: what is wrong is collected, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from math import isfinite
from typing import Any, Final, TypeVar

from ..problems import Problem, Refused
from ..rules.conditions import AllOf, Condition, parse_condition

Row = TypeVar("Row")
Choice = TypeVar("Choice", bound=Enum)

_NOT_A_TEXT: Final = "'{key}' is '{value}'; it must be a text."
_NOT_WHOLE: Final = "'{key}' is '{value}'; it must be a whole number."
_NOT_A_DAY: Final = "'{key}' is '{value}'; it must be a date, written as YYYY-MM-DD."
_NOT_A_NUMBER: Final = "'{key}' is '{value}'; it must be a number."


def rows(
	data: Mapping[str, Any],
	key: str,
	place: str,
	read: Callable[[Mapping[str, Any], list[Problem]], Row],
	problems: list[Problem],
) -> tuple[Row, ...]:
	found_rows = data.get(key, [])
	if not isinstance(found_rows, list):
		problems.append(Problem(message="'{key}' must be a list of rows.", values={"key": key}))
		return ()
	kept = []
	for place_in_list, row in enumerate(found_rows, start=1):
		found: list[Problem] = []
		if isinstance(row, Mapping):
			kept.append(read(row, found))
		else:
			found.append(Problem(message="The row must be an object with named values."))
		problems += [problem.at(place, row=place_in_list) for problem in found]
	return tuple(kept)


def refuse_unknown_keys(data: Mapping[str, Any], known: frozenset[str], problems: list[Problem]) -> None:
	for key in sorted(str(key) for key in data.keys() - known):
		message = "'{key}' is not known here. Known are: {known}."
		problems.append(Problem(message=message, values={"key": key, "known": ", ".join(sorted(known))}))


def wrong(key: str, value: object, message: str) -> Problem:
	shown = str(value)
	values = {"key": key, "value": shown if len(shown) <= 60 else shown[:57] + "..."}
	return Problem(message=message, values=values)


def text(data: Mapping[str, Any], key: str, problems: list[Problem]) -> str | None:
	value = data.get(key)
	if value is None or isinstance(value, str):
		return value.strip() or None if value else None
	problems.append(wrong(key, value, _NOT_A_TEXT))
	return None


def whole_number(data: Mapping[str, Any], key: str, problems: list[Problem]) -> int | None:
	value = data.get(key)
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	if value is None or (isinstance(value, int) and not isinstance(value, bool)):
		return value
	problems.append(wrong(key, value, _NOT_WHOLE))
	return None


def number(data: Mapping[str, Any], key: str, problems: list[Problem]) -> int | float | None:
	value = data.get(key)
	if value is None or (isinstance(value, int) and not isinstance(value, bool)):
		return value
	if isinstance(value, float) and isfinite(value):
		return value
	problems.append(wrong(key, value, _NOT_A_NUMBER))
	return None


def choice(value: object, default: Choice, key: str, message: str, problems: list[Problem]) -> Choice:
	"""That of the choices whose value it is, and the default one for what is none of them."""
	for one in type(default):
		if value == one.value:
			return one
	problems.append(wrong(key, value, message))
	return default


def day(data: Mapping[str, Any], key: str, problems: list[Problem]) -> date | None:
	value = data.get(key)
	if value is None or value == "":
		return None
	try:
		return date.fromisoformat(value)
	except (TypeError, ValueError):
		problems.append(wrong(key, value, _NOT_A_DAY))
		return None


def condition(data: object, problems: list[Problem]) -> Condition:
	try:
		return parse_condition(data)
	except Refused as refusal:
		problems += refusal.problems
		return AllOf(parts=())
