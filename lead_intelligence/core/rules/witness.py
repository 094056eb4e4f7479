"""A value that would meet a condition: the "what if" behind "what would raise this score"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from ..snapshot.fields import Field, FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import Kind, Value, read_value
from .compiler import Judge, compile_condition
from .conditions import AllOf, AnyOf, Comparison, Condition
from .expected import check_comparison
from .operators import Operator, Takes

# Stands for "some text or other" where a rule only asks that a field is set. No real value is compared equal to it.
SOME_TEXT: Final = "\uffff"
_WORD_OF_ITS_OWN: Final = re.compile(r"(?<!\S)\*(?!\S)")
_ONE_DAY: Final = timedelta(days=1)
_TEXT_LIKE: Final = frozenset({Kind.TEXT, Kind.CHOICE, Kind.LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
	"""What must become true of one field, and a value that makes it so; `in_tree` where the value is a node."""

	field: str
	value: Value
	judge: Judge
	in_tree: bool


def needs_of(condition: Condition, catalogue: FieldCatalogue) -> tuple[Need, ...] | None:
	"""What a lead needs to meet the condition, or None when no value can be named (a negation, a date near today).

	Of alternatives the first that can be named is taken. Comparisons of one field are met by one value together.
	"""
	if isinstance(condition, AnyOf):
		alternatives = (needs_of(part, catalogue) for part in condition.parts)
		return next((needs for needs in alternatives if needs is not None), None)
	by_field: dict[str, list[Comparison]] = {}
	found: list[tuple[Need, ...] | None] = []
	for part in condition.parts if isinstance(condition, AllOf) else (condition,):
		if isinstance(part, Comparison):
			by_field.setdefault(part.field, []).append(part)
		else:
			found.append(needs_of(part, catalogue))
	found = [_need_of(comparisons, catalogue) for comparisons in by_field.values()] + found
	needs = tuple(need for part in found if part is not None for need in part)
	one_value_each = len({need.field for need in needs}) == len(needs)
	return needs if one_value_each and None not in found else None


def _need_of(comparisons: Sequence[Comparison], catalogue: FieldCatalogue) -> tuple[Need, ...] | None:
	checked = [check_comparison(comparison, catalogue) for comparison in comparisons]
	if any(operator.takes is Takes.DAYS for _, operator, _ in checked):
		return None
	name, in_tree = checked[0][0].name, checked[0][0].kind is Kind.TREE
	judge = compile_condition(AllOf(parts=tuple(comparisons)), catalogue).judge
	for comparison, (field, operator, expected) in zip(comparisons, checked, strict=True):
		for value in _candidates(comparison, field, operator, expected):
			nodes = {name: catalogue.ancestors(name, str(value))} if in_tree else {}
			if judge(LeadSnapshot(values={name: value}, ancestors=nodes), datetime.min):
				return (Need(field=name, value=value, judge=judge, in_tree=in_tree),)
	return None


def _candidates(comparison: Comparison, field: Field, operator: Operator, expected: Any) -> Iterable[Value]:
	if operator.of_part and field.options:
		return field.options
	if operator.key == "is set" and field.kind in _TEXT_LIKE:
		return (SOME_TEXT,)
	witness = _WITNESSES.get(operator.key)
	if witness is None:
		return ()
	first = comparison.value[0] if isinstance(comparison.value, list) else comparison.value
	kind = Kind.TEXT if field.kind is Kind.LIST else field.kind
	try:
		return (witness(expected if first is None else read_value(first, kind)),)
	except OverflowError:
		return ()


def _itself(value: Value) -> Value:
	return value


def _a_little_more(value: Any) -> Value:
	more: Value = value + (_ONE_DAY if isinstance(value, date) else 1)
	return more


def _a_little_less(value: Any) -> Value:
	less: Value = value - (_ONE_DAY if isinstance(value, date) else 1)
	return less


_WITNESSES: Final[dict[str, Callable[[Any], Value]]] = {
	"is": _itself,
	"is one of": _itself,
	"is within": _itself,
	"contains": _itself,
	"starts with": _itself,
	"ends with": _itself,
	"matches list": lambda phrase: _WORD_OF_ITS_OWN.sub("x", phrase).replace("*", ""),
	"is at least": _itself,
	"is at most": _itself,
	"is between": _itself,
	"is on": _itself,
	"is more than": _a_little_more,
	"is after": _a_little_more,
	"is less than": _a_little_less,
	"is before": _a_little_less,
	"includes": lambda item: (item,),
	"is yes": lambda _: True,
	"is no": lambda _: False,
}
