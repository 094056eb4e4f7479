"""Conditions as a sentence that a rep can read."""

from __future__ import annotations

import re
from functools import reduce
from typing import Final

from ..problems import Translate, untranslated
from ..snapshot.fields import FieldCatalogue
from .conditions import AllOf, Comparison, Condition
from .operators import OPERATORS, Takes

_N: Final = re.compile(r"\bN\b")


def sentence(condition: Condition, catalogue: FieldCatalogue, translate: Translate = untranslated) -> str:
	"""For example: Country is one of France or Belgium, and Annual Revenue is at least 100000."""
	return _sentence(condition, catalogue, translate, nested=False)


def _sentence(condition: Condition, catalogue: FieldCatalogue, translate: Translate, *, nested: bool) -> str:
	if isinstance(condition, Comparison):
		return _comparison(condition, catalogue, translate)
	pair = translate("{0}, and {1}") if isinstance(condition, AllOf) else translate("{0}, or {1}")
	parts = [_sentence(part, catalogue, translate, nested=True) for part in condition.parts]
	joined = reduce(pair.format, parts)
	return f"({joined})" if nested and len(parts) > 1 else joined


def _comparison(comparison: Comparison, catalogue: FieldCatalogue, translate: Translate) -> str:
	label = translate(catalogue.label(comparison.field))
	operator = OPERATORS.get(comparison.operator)
	words = translate(comparison.operator)
	if operator is None or operator.takes is Takes.NOTHING:
		return f"{label} {words}"
	if operator.takes is Takes.DAYS:
		return f"{label} {_N.sub(str(comparison.value), words)}"
	value = comparison.value
	items = (
		[_shown(item, translate) for item in value] if isinstance(value, list) else [_shown(value, translate)]
	)
	if len(items) < 2:
		return f"{label} {words} {''.join(items)}"
	pair = translate("{0} and {1}") if operator.takes is Takes.RANGE else translate("{0} or {1}")
	return f"{label} {words} {pair.format(', '.join(items[:-1]), items[-1])}"


def _shown(value: object, translate: Translate) -> str:
	return translate(value) if isinstance(value, str) and value else str(value)
