"""What a condition dialog needs to know: which operators fit which kind of field, and what each takes."""

from __future__ import annotations

from ..problems import Translate, untranslated
from ..snapshot.values import Kind
from .operators import operators_for


def published_operators(translate: Translate = untranslated) -> dict[str, list[dict[str, str]]]:
	"""Per kind of field, the operators in the order to offer them: key, label and what they take.

	What is compared with a part of the value takes "part": a text, whatever the field's own input is.
	"""
	return {
		kind.value: [
			{
				"operator": operator.key,
				"label": translate(operator.key),
				"takes": "part" if operator.of_part else operator.takes.value,
			}
			for operator in operators_for(kind)
		]
		for kind in Kind
	}
