"""What a report lets people choose from, read as the desk sends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..problems import Problem, Refused
from .filters import LONGEST_TEXT


def chosen(
	values: Mapping[str, object], name: str, label: str, choices: Collection[str], default: str
) -> str:
	"""The choice `name`, or the default where nothing was chosen. `label`: what the filter is called. Raises Refused for what is not
	among the choices."""
	value = values.get(name)
	text = value.strip() if isinstance(value, str) else value
	if text is None or text == "":
		return default
	if not isinstance(text, str) or text not in choices:
		raise Refused(
			Problem(
				place=label,
				message="'{text}' is not among the choices. Choose one of: {choices}.",
				values={"text": str(text)[:LONGEST_TEXT], "choices": ", ".join(choices)},
			)
		)
	return text
