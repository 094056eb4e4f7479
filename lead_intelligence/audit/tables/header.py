"""The row with the column names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..refusal import AuditRefused

_DATA_LIKE = re.compile(
	r"""[-+]?[\d\s.,]*\d%?             # a number
	|   \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T\s].*)?   # a date
	|   \S+@\S+\.\S+                   # an e-mail address
	""",
	re.VERBOSE,
)


def column_names(cells: Sequence[str], file: str) -> tuple[str, ...]:
	"""The names in a header row, stripped. A blank one is named after its position; names must be unique."""
	names = [cell.strip() for cell in cells]
	while names and not names[-1]:
		names.pop()
	if not names:
		raise AuditRefused(f"{file} has no header: its first row must name the columns.", "no_header")
	filled = [name for name in names if name]
	looks_like_data = sum(1 for name in filled if _DATA_LIKE.fullmatch(name))
	if 2 * looks_like_data >= len(filled):
		example = next(name for name in filled if _DATA_LIKE.fullmatch(name))
		raise AuditRefused(
			f"{file} has no header: its first row looks like data ('{example[:40]}'). "
			"Add a first row that names the columns.",
			"data_as_header",
			example[:40],
		)
	named = tuple(name or f"Column {position}" for position, name in enumerate(names, 1))
	positions: dict[str, list[int]] = {}
	for position, name in enumerate(named, 1):
		positions.setdefault(name, []).append(position)
	for name, places in positions.items():
		if len(places) > 1:
			listed = " and ".join([", ".join(map(str, places[:-1])), str(places[-1])])
			raise AuditRefused(
				f"{file} has two columns named '{name}' (columns {listed}). Rename all but one of them."
				if len(places) == 2
				else f"{file} has {len(places)} columns named '{name}' (columns {listed}). Rename all but one.",
				"twice",
				name,
			)
	return named
