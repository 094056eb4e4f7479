"""Dates in the notations that a mapping names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

_LETTERS = (
	("YYYY", "%Y"),
	("YY", "%y"),
	("MM", "%m"),
	("DD", "%d"),
	("HH", "%H"),
	("mm", "%M"),
	("ss", "%S"),
)
_PROBE = datetime(2023, 11, 28, 15, 46, 59)


def date_pattern(notation: str) -> str:
	"""`DD/MM/YYYY` or `%d/%m/%Y` as strptime wants it. Raises ValueError when it does not give a whole date."""
	pattern = as_directives(notation)
	try:
		complete = datetime.strptime(_PROBE.strftime(pattern), pattern).date() == _PROBE.date()
	except ValueError:
		complete = False
	if not complete:
		raise ValueError(f"'{notation}' is not a way to write dates; write it like DD/MM/YYYY or %d/%m/%Y")
	return pattern


def as_directives(notation: str) -> str:
	pattern = notation.strip()
	if "%" not in pattern:
		for letters, directive in _LETTERS:
			pattern = pattern.replace(letters, directive)
	return pattern


def read_moment(text: str, patterns: Sequence[str]) -> date | datetime:
	"""ISO dates are read whatever the patterns. Raises ValueError with a sentence."""
	for pattern in patterns:
		try:
			return datetime.strptime(text, pattern)
		except ValueError:
			continue
	try:
		return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
	except ValueError:
		shown = text if len(text) <= 40 else text[:37] + "..."
		expected = (
			"of a form that the mapping names"
			if patterns
			else "like 2024-12-31; name other forms under 'dates'"
		)
		raise ValueError(f"'{shown}' is not a date {expected}") from None
