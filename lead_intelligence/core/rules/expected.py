"""Checking one comparison against the catalogue, and reading the value that an admin entered for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..problems import Problem, Refused
from ..snapshot.fields import Field, FieldCatalogue
from ..snapshot.values import Absent, Kind, Known, read_value
from .conditions import Comparison
from .operators import OPERATORS, Looks, Operator, Takes, comparable, operators_for
from .text import MAX_STARS, fold

MAX_DAYS: Final = 36_500
MAX_ITEMS: Final = 500
MAX_TEXT: Final = 500

Expected = object

_NOT_A_TEXT: Final = "'{label}' is compared with '{value}', which is not a text. Enter a text."
_NOT_A_NUMBER: Final = "'{label}' is compared with '{value}', which is not a number. Enter a number."
_NOT_A_DATE: Final = "'{label}' is compared with '{value}', which is not a date. Write it as YYYY-MM-DD."
_UNREADABLE: Final = {
	Kind.NUMBER: _NOT_A_NUMBER,
	Kind.MONEY: _NOT_A_NUMBER,
	Kind.DATE: _NOT_A_DATE,
	Kind.DATETIME: _NOT_A_DATE,
}


def check_comparison(comparison: Comparison, catalogue: FieldCatalogue) -> tuple[Field, Operator, Expected]:
	"""The field, the operator and the typed value of a comparison. Raises Refused with one clear sentence."""
	field = catalogue.get(comparison.field)
	if field is None:
		message = "There is no field '{field}' on the lead. Choose another field or remove the condition."
		raise Refused(Problem(message=message, values={"field": comparison.field}))
	operator = OPERATORS.get(comparison.operator)
	if operator is None:
		message = "There is no operator '{operator}'. For '{label}' use one of: {fitting}."
		raise Refused(_operator_problem(message, comparison, field))
	if field.kind not in operator.kinds:
		message = "The operator '{operator}' does not fit '{label}'. Use one of: {fitting}."
		raise Refused(_operator_problem(message, comparison, field))
	return field, operator, _read_expected(comparison.value, operator, field)


def _operator_problem(message: str, comparison: Comparison, field: Field) -> Problem:
	fitting = ", ".join(operator.key for operator in operators_for(field.kind))
	return Problem(
		message=message, values={"operator": comparison.operator, "label": field.label, "fitting": fitting}
	)


def _refuse(message: str, field: Field, **values: object) -> Refused:
	return Refused(Problem(message=message, values={"label": field.label, **values}))


def _read_expected(value: object, operator: Operator, field: Field) -> Expected:
	if operator.takes is Takes.NOTHING:
		return None
	if value is None or value == "" or value == []:
		raise _refuse(
			"'{label}' {operator} …: the value is missing. Enter one.", field, operator=operator.key
		)
	if operator.takes is Takes.DAYS:
		return _read_days(value, field)
	if operator.takes is Takes.ONE:
		return comparable(_read_one(value, operator, field))
	if operator.takes is Takes.RANGE:
		return _read_range(value, operator, field)
	items = value if isinstance(value, list) else [value]
	if len(items) > MAX_ITEMS:
		raise _refuse("'{label}' has a list of more than {most} values. Shorten it.", field, most=MAX_ITEMS)
	known = tuple(_read_one(item, operator, field) for item in items)
	if operator.takes is Takes.PHRASES:
		_check_phrases(known, field)
	# Names of tree nodes and phrases are kept as they are: the first are looked up, the second are folded with care.
	as_written = operator.looks is Looks.AT_TREE or operator.takes is Takes.PHRASES
	return known if as_written else tuple(comparable(item) for item in known)


def _check_phrases(phrases: tuple[Known, ...], field: Field) -> None:
	for phrase in phrases:
		folded = fold(str(phrase))
		if not folded.replace("*", "").strip():
			raise _refuse("'{label}' has a phrase that is only '*'. Write at least one letter.", field)
		if folded.count("*") > MAX_STARS:
			message = "'{label}' has the phrase '{phrase}' with more than {most} '*'. Use fewer."
			raise _refuse(message, field, phrase=phrase, most=MAX_STARS)


def _read_days(value: object, field: Field) -> int:
	if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_DAYS:
		message = "'{label}' needs a whole number of days from 0 to {most}, not '{value}'."
		raise _refuse(message, field, most=MAX_DAYS, value=value)
	return value


def _read_range(value: object, operator: Operator, field: Field) -> tuple[object, object]:
	if not isinstance(value, list) or len(value) != 2:
		raise _refuse("'{label}' is between needs two values, the lowest and the highest.", field)
	low, high = (comparable(_read_one(item, operator, field)) for item in value)
	if low > high:
		raise _refuse(
			"'{label}' is between {low} and {high}: put the lower value first.", field, low=low, high=high
		)
	return low, high


def _read_one(value: object, operator: Operator, field: Field) -> Known:
	if isinstance(value, (Mapping, list)) or (isinstance(value, bool) and field.kind is not Kind.YES_NO):
		raise _refuse(
			"'{label}' cannot be compared with '{value}'. Enter a single value.", field, value=value
		)
	kind = Kind.TEXT if field.kind is Kind.LIST else field.kind
	try:
		known = read_value(value, kind)
	except ValueError:
		shown = value if len(str(value)) <= 40 else f"{str(value)[:37]}..."
		raise _refuse(_UNREADABLE.get(kind, _NOT_A_TEXT), field, value=shown) from None
	if isinstance(known, Absent) or (isinstance(known, str) and not fold(known)):
		raise _refuse(
			"'{label}' is compared with a blank. Enter a value, or use 'is set' or 'is not set'.", field
		)
	if isinstance(known, str):
		_check_text(known, operator, field)
	return known


def _check_text(text: str, operator: Operator, field: Field) -> None:
	if len(text) > MAX_TEXT:
		raise _refuse(
			"'{label}' is compared with a text of more than {most} characters.", field, most=MAX_TEXT
		)
	if field.kind is Kind.CHOICE and field.options and not operator.of_part and text not in field.options:
		options = ", ".join(field.options[:12])
		message = "'{value}' is not a choice of '{label}'. Its choices are: {options}."
		raise _refuse(message, field, value=text, options=options)
