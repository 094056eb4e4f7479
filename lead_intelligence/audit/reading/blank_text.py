"""Cells that say that there is nothing."""

from __future__ import annotations

_BLANK = frozenset(
	{
		"",
		"null",
		"none",
		"nil",
		"nat",
		"nan",
		"n/a",
		"#n/a",
		"\\n",
		"-",
		"–",
		"0000-00-00",
		"0000-00-00 00:00:00",
	}
)
_LONGEST = max(map(len, _BLANK))


def is_blank(text: str) -> bool:
	"""As programs write it. `text` without blanks around it."""
	return len(text) <= _LONGEST and text.casefold() in _BLANK
