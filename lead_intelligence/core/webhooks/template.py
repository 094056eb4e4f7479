"""JSON with {{ placeholders }}. A template is read as JSON first and filled then, so whatever a value holds, JSON comes out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..problems import Problem, Refused
from .kinds import PLACEHOLDERS
from .markup import Escape, as_it_is

_MOST_CHARACTERS: Final = 20_000
_LONGEST_VALUE: Final = 1_000
_PLACEHOLDER: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# A JSON string, or a placeholder that stands outside of any.
_STRING_OR_PLACEHOLDER: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\{\{([^{}"]*)\}\}', re.DOTALL)
# Begins a string that stands for a placeholder outside of quotes: a character that means nothing by itself.
_BARE: Final = "\ue000"


def template_of(text: str) -> Any:
	"""The template as JSON data, for `filled`. Raises Refused with all that is wrong."""
	if len(text) > _MOST_CHARACTERS:
		message = "The template has more than {most} characters. Shorten it."
		raise Refused(Problem(message=message, values={"most": _MOST_CHARACTERS}))
	try:
		data = json.loads(_STRING_OR_PLACEHOLDER.sub(_mark, text), parse_constant=_no_constant)
	except json.JSONDecodeError as error:
		message = "The template is not valid JSON: line {line}, column {column}. Look there for a missing comma, quote or bracket."
		raise Refused(Problem(message=message, values={"line": error.lineno, "column": error.colno}))
	except (ValueError, RecursionError):
		message = (
			"The template is not valid JSON. Look for NaN, Infinity, or too many brackets within brackets."
		)
		raise Refused(Problem(message=message))
	problems = list(dict.fromkeys(_mistakes(data)))
	if problems:
		raise Refused(*(_unknown(name) if name else _in_a_name() for name in problems))
	return data


def filled(template: Any, event: Mapping[str, Any], escape: Escape = as_it_is) -> Any:
	"""What the event does not say, and numbers that JSON does not know, are empty text within quotes, and null outside of them."""

	def fill(text: str) -> Any:
		if text.startswith(_BARE):
			name = text[1:].strip()
			value = _known_to_json(event.get(name))
			return escape(name, value[:_LONGEST_VALUE]) if isinstance(value, str) else value
		return _PLACEHOLDER.sub(lambda match: _text(match[1].strip(), event, escape), text)

	return _mapped(template, fill)


def body_of(data: Any) -> bytes:
	"""ASCII alone, so that no receiver can read it in the wrong encoding."""
	return json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"), default=str).encode()


def _text(name: str, event: Mapping[str, Any], escape: Escape) -> str:
	value = _known_to_json(event.get(name))
	if value is None:
		return ""
	text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
	return escape(name, text[:_LONGEST_VALUE])


def _known_to_json(value: Any) -> Any:
	return None if isinstance(value, float) and not math.isfinite(value) else value


def _mark(match: re.Match[str]) -> str:
	return match[0] if match[1] is None else json.dumps(_BARE + match[1])


def _no_constant(name: str) -> Any:
	raise ValueError(name)


def _mapped(data: Any, fill: Callable[[str], Any]) -> Any:
	if isinstance(data, str):
		return fill(data)
	if isinstance(data, list):
		return [_mapped(item, fill) for item in data]
	if isinstance(data, dict):
		return {key: _mapped(item, fill) for key, item in data.items()}
	return data


def _mistakes(data: Any) -> Iterator[str]:
	"""Names that are no placeholders; the empty text for a placeholder in the name of a value."""
	if isinstance(data, str):
		names = [data[1:]] if data.startswith(_BARE) else _PLACEHOLDER.findall(data)
		yield from (name.strip() or "{{ }}" for name in names if name.strip() not in PLACEHOLDERS)
	elif isinstance(data, list):
		for item in data:
			yield from _mistakes(item)
	elif isinstance(data, dict):
		for key, item in data.items():
			if key.startswith(_BARE) or _PLACEHOLDER.search(key):
				yield ""
			yield from _mistakes(item)


def _unknown(name: str) -> Problem:
	message = "There is no placeholder '{name}'. Use one of {known}."
	return Problem(message=message, values={"name": name[:80], "known": ", ".join(PLACEHOLDERS)})


def _in_a_name() -> Problem:
	message = "A placeholder stands before a colon, where JSON has names. Use placeholders in values only."
	return Problem(message=message)
