"""The operators that conditions may use: their names, the kinds of field they fit, and what each says of a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache, partial
from operator import eq, ge, gt, is_, le, lt, ne
from typing import Any, Final

from ..snapshot.values import Kind, Known
from .text import fold, phrases_pattern

Test = Callable[[Any], bool]


class Takes(str, Enum):
	"""What the admin enters beside an operator."""

	NOTHING = "nothing"
	ONE = "one"
	MANY = "many"
	RANGE = "range"
	PHRASES = "phrases"
	DAYS = "days"


class Looks(str, Enum):
	"""What an operator judges: the value alone, whether there is one, its place in a tree, its distance from today,
	or when it changed."""

	AT_VALUE = "value"
	AT_PRESENCE = "presence"
	AT_TREE = "tree"
	AT_TODAY = "today"
	AT_CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
	"""`test(expected)` gives the closure that judges a known value, both in comparable form; `if_empty` is the answer
	for EMPTY. `of_part`: it is compared with a part of the value.

	For AT_TODAY and AT_CHANGE, `window(days)` gives the first and last offset in days from the date to the days on
	which the answer is yes; None stands for no end.
	"""

	key: str
	kinds: frozenset[Kind]
	takes: Takes
	looks: Looks = Looks.AT_VALUE
	if_empty: bool = False
	of_part: bool = False
	test: Callable[[Any], Test] | None = None
	window: Callable[[int], tuple[int, int | None]] | None = None


_TEXTS: Final = frozenset({Kind.TEXT})
_NAMES: Final = frozenset({Kind.CHOICE, Kind.LINK, Kind.TREE})
_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.MONEY})
_DATES: Final = frozenset({Kind.DATE, Kind.DATETIME})
_ALL: Final = frozenset(Kind)


def comparable(value: Known) -> Any:
	"""What two values of one kind are compared by: folded text, the calendar day of a moment, else the value."""
	if isinstance(value, str):
		return fold(value)
	return value.date() if isinstance(value, datetime) else value


def test_for(operator: Operator, expected: Any, kind: Kind) -> Test:
	"""The closure that judges a known value of `kind`. `expected` is in comparable form."""
	if operator.test is None:
		raise TypeError(f"operator '{operator.key}' has no test of values")
	test = operator.test(expected)
	if kind in _NAMES:
		# Choices and links have few distinct values: remembering the answers spares folding them again.
		return lru_cache(maxsize=1024)(lambda value: test(fold(value)))
	if kind is Kind.TEXT:
		return lambda value: test(fold(value))
	if kind is Kind.DATETIME:
		return lambda value: test(value.date())
	return test


def _is(expected: Any) -> Test:
	return partial(eq, expected)


def _is_not(expected: Any) -> Test:
	return partial(ne, expected)


def _is_one_of(expected: tuple[Any, ...]) -> Test:
	return frozenset(expected).__contains__


def _is_not_one_of(expected: tuple[Any, ...]) -> Test:
	wanted = frozenset(expected)
	return lambda value: value not in wanted


def _contains(expected: str) -> Test:
	return lambda value: expected in value


def _lacks(expected: str) -> Test:
	return lambda value: expected not in value


def _starts_with(expected: str) -> Test:
	return lambda value: value.startswith(expected)


def _ends_with(expected: str) -> Test:
	return lambda value: value.endswith(expected)


def _matches_list(expected: tuple[str, ...]) -> Test:
	search = phrases_pattern(expected).search
	return lambda value: search(value) is not None


def _matches_no_list(expected: tuple[str, ...]) -> Test:
	search = phrases_pattern(expected).search
	return lambda value: search(value) is None


# `partial(le, expected)` asks whether expected <= value, so each of these names the mirrored comparison.
def _at_least(expected: Any) -> Test:
	return partial(le, expected)


def _at_most(expected: Any) -> Test:
	return partial(ge, expected)


def _more_than(expected: Any) -> Test:
	return partial(lt, expected)


def _less_than(expected: Any) -> Test:
	return partial(gt, expected)


def _between(expected: tuple[Any, Any]) -> Test:
	low, high = expected
	return lambda value: bool(low <= value <= high)


def _includes(expected: tuple[str, ...]) -> Test:
	wanted = frozenset(expected)
	return lambda value: any(fold(item) in wanted for item in value)


def _includes_none(expected: tuple[str, ...]) -> Test:
	wanted = frozenset(expected)
	return lambda value: not any(fold(item) in wanted for item in value)


def _yes(_expected: object) -> Test:
	return partial(is_, True)


def _no(_expected: object) -> Test:
	return partial(is_, False)


def _op(
	key: str, kinds: frozenset[Kind], takes: Takes, test: Callable[[Any], Test] | None = None, **more: Any
) -> Operator:
	return Operator(key=key, kinds=kinds, takes=takes, test=test, **more)


_ALL_OPERATORS: Final = (
	_op("is", _TEXTS | _NAMES | _NUMBERS, Takes.ONE, _is),
	_op("is not", _TEXTS | _NAMES | _NUMBERS, Takes.ONE, _is_not, if_empty=True),
	_op("is one of", _TEXTS | _NAMES, Takes.MANY, _is_one_of),
	_op("is not one of", _TEXTS | _NAMES, Takes.MANY, _is_not_one_of, if_empty=True),
	_op("is within", frozenset({Kind.TREE}), Takes.MANY, looks=Looks.AT_TREE),
	_op("is not within", frozenset({Kind.TREE}), Takes.MANY, looks=Looks.AT_TREE, if_empty=True),
	_op("contains", _TEXTS | _NAMES, Takes.ONE, _contains, of_part=True),
	_op("does not contain", _TEXTS | _NAMES, Takes.ONE, _lacks, if_empty=True, of_part=True),
	_op("starts with", _TEXTS | _NAMES, Takes.ONE, _starts_with, of_part=True),
	_op("ends with", _TEXTS | _NAMES, Takes.ONE, _ends_with, of_part=True),
	_op("matches list", _TEXTS, Takes.PHRASES, _matches_list),
	_op("does not match list", _TEXTS, Takes.PHRASES, _matches_no_list, if_empty=True),
	_op("is at least", _NUMBERS, Takes.ONE, _at_least),
	_op("is at most", _NUMBERS, Takes.ONE, _at_most),
	_op("is more than", _NUMBERS, Takes.ONE, _more_than),
	_op("is less than", _NUMBERS, Takes.ONE, _less_than),
	_op("is on", _DATES, Takes.ONE, _is),
	_op("is before", _DATES, Takes.ONE, _less_than),
	_op("is after", _DATES, Takes.ONE, _more_than),
	_op("is between", _NUMBERS | _DATES, Takes.RANGE, _between),
	_op("is in the last N days", _DATES, Takes.DAYS, looks=Looks.AT_TODAY, window=lambda days: (0, days)),
	_op(
		"is more than N days ago",
		_DATES,
		Takes.DAYS,
		looks=Looks.AT_TODAY,
		window=lambda days: (days + 1, None),
	),
	_op("is in the next N days", _DATES, Takes.DAYS, looks=Looks.AT_TODAY, window=lambda days: (-days, 0)),
	_op("is yes", frozenset({Kind.YES_NO}), Takes.NOTHING, _yes),
	_op("is no", frozenset({Kind.YES_NO}), Takes.NOTHING, _no),
	_op("includes", frozenset({Kind.LIST}), Takes.MANY, _includes),
	_op("does not include", frozenset({Kind.LIST}), Takes.MANY, _includes_none, if_empty=True),
	_op("is set", _ALL, Takes.NOTHING, looks=Looks.AT_PRESENCE),
	_op("is not set", _ALL, Takes.NOTHING, looks=Looks.AT_PRESENCE),
	_op("is unknown", _ALL, Takes.NOTHING, looks=Looks.AT_PRESENCE),
	_op("is empty", _ALL, Takes.NOTHING, looks=Looks.AT_PRESENCE),
	_op("changed in the last N days", _ALL, Takes.DAYS, looks=Looks.AT_CHANGE, window=lambda days: (0, days)),
)

OPERATORS: Final[Mapping[str, Operator]] = {operator.key: operator for operator in _ALL_OPERATORS}


def operators_for(kind: Kind) -> tuple[Operator, ...]:
	"""The operators that fit a kind of field, in the order in which a dialog should offer them."""
	return tuple(operator for operator in _ALL_OPERATORS if kind in operator.kinds)


def window(operator: Operator, days: int) -> tuple[int, int | None]:
	"""The first and last offset in days from a date to the days on which the operator's answer is yes; None for no
	end."""
	if operator.window is None:
		raise TypeError(f"operator '{operator.key}' has no window of days")
	return operator.window(days)
