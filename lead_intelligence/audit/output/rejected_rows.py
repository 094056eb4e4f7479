"""`rejects.csv`: every row that could not be read, with its line in the input and the reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from typing import IO, NamedTuple

from ..tables.table import Record
from .spreadsheet_formulas import neutralised_row

_LONGEST_CELL = 1_000


class Example(NamedTuple):
	line: int
	id: str
	reason: str


class RejectedRows:
	"""`reasons` counts them; `first_lines` says where each reason was met first."""

	def __init__(self, file: IO[str], columns: Sequence[str], delimiter: str) -> None:
		self._writer = csv.writer(file, delimiter=delimiter)
		self._writer.writerow(neutralised_row(["line", "reason", *columns, "further cells"]))
		self._width = len(columns)
		self.reasons: Counter[str] = Counter()
		self.first_lines: dict[str, int] = {}

	@property
	def count(self) -> int:
		return sum(self.reasons.values())

	def write(self, record: Record, problem: str) -> None:
		self.reasons[problem] += 1
		self.first_lines.setdefault(problem, record.line)
		cells = [_shortened(cell) for cell in record.cells[: self._width]]
		cells += [""] * (self._width - len(cells))
		further = _shortened(" | ".join(record.cells[self._width :]))
		self._writer.writerow(neutralised_row([str(record.line), problem, *cells, further]))


def _shortened(cell: str) -> str:
	return cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}… ({len(cell):,} characters)"


def nothing_read(rows: int, rejects: RejectedRows) -> str:
	"""The refusal of a file of which no row can be read."""
	if not rows:
		return "The file has a header but no rows below it."
	reason, number = rejects.reasons.most_common(1)[0]
	of_all = "for this reason" if number == rows else f"{number:,} of them for this reason"
	return f"None of the {rows:,} rows can be read, {of_all}: {reason} (first in line {rejects.first_lines[reason]})."
