"""Lines that are no lines of a table, in the words of who is to mend them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..problems import Problem

# By what the reader of tables says.
_BY_REASON: Final[Mapping[str, Problem]] = {
	"it contains a NUL byte": Problem(
		message="The line contains a character that no text has. Type it again."
	),
	"it contains bytes that are not text in the encoding of the file": Problem(
		message="The line contains letters that cannot be read. Save the file in UTF-8."
	),
	"a quote is opened in this row and never closed": Problem(
		message="A quote is opened and never closed. Close it, or remove it."
	),
	"a quote inside a quoted cell is not doubled": Problem(
		message="A quote stands in the middle of a cell in quotes. Write it twice."
	),
}
_OTHERWISE: Final = Problem(message="The line cannot be read as CSV. Correct its quotes and separators.")


def unreadable(reason: str, cells: int, columns: int) -> Problem:
	"""`cells`: how many the line has; `columns`: how many the first line names."""
	if cells != columns and reason not in _BY_REASON:
		return Problem(
			message="The line has {cells} cells, but the first line names {columns} columns. Correct the separators or quotes.",
			values={"cells": cells, "columns": columns},
		)
	return _BY_REASON.get(reason, _OTHERWISE)
