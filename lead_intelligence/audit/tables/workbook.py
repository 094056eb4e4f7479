"""Excel workbooks, read row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ..refusal import AuditRefused
from .header import column_names
from .table import Record


class WorkbookSheet:
	delimiter = ","

	def __init__(self, path: Path, sheet: str | None = None) -> None:
		self._path = path
		self.blank_rows = 0
		self._read = 0
		with self._opened() as workbook:
			names = [worksheet.title for worksheet in workbook.worksheets]
			if not names:
				raise AuditRefused(f"{path.name} has no sheet with cells.")
			if sheet is not None and sheet not in names:
				raise AuditRefused(f"{path.name} has no sheet '{sheet}'. Its sheets are: {', '.join(names)}.")
			self._sheet = sheet or names[0]
			self._expected_rows = max(workbook[self._sheet].max_row or 0, 1)
			header = next(self._rows(workbook), None)
		if header is None:
			raise AuditRefused(f"The sheet '{self._sheet}' of {path.name} is empty.")
		self.columns = column_names(header[1], path.name)

	@property
	def about(self) -> dict[str, str]:
		return {"format": "Excel workbook", "sheet": self._sheet}

	def share_read(self) -> float:
		return min(self._read / self._expected_rows, 1.0)

	def records(self) -> Iterator[Record]:
		self.blank_rows = 0
		width = len(self.columns)
		with self._opened() as workbook:
			rows = self._rows(workbook)
			next(rows)
			for line, cells in rows:
				self._read = line
				while len(cells) > width and not cells[-1].strip():
					cells.pop()
				if len(cells) > width:
					problem = f"it has {len(cells)} cells where the header has {width}"
					yield Record(line, cells, problem)
					continue
				# A sheet does not store the blank cells at the end of a row.
				cells.extend([""] * (width - len(cells)))
				yield Record(line, cells)

	def _rows(self, workbook: Any) -> Iterator[tuple[int, list[str]]]:
		worksheet = workbook[self._sheet]
		# The size a sheet declares is often wrong, too small or the whole of Excel.
		worksheet.reset_dimensions()
		for line, values in enumerate(worksheet.iter_rows(values_only=True), 1):
			cells = _texts(values)
			if any(map(str.strip, cells)):
				yield line, cells
			else:
				self.blank_rows += 1

	@contextmanager
	def _opened(self) -> Iterator[Any]:
		try:
			# Given a file and not a path, openpyxl does not insist on how it is called.
			with self._path.open("rb") as file, warnings.catch_warnings():
				warnings.simplefilter("ignore")
				workbook = load_workbook(file, read_only=True, data_only=True)
				try:
					yield workbook
				finally:
					workbook.close()
		except (AuditRefused, GeneratorExit):
			raise
		except OSError as reason:
			raise AuditRefused(f"{self._path.name} cannot be read: {reason.strerror or reason}.") from reason
		except Exception as reason:
			# A damaged workbook makes openpyxl fail in any of a dozen ways, some of them only rows later.
			raise AuditRefused(
				f"{self._path.name} is a damaged Excel workbook or none at all. Open it in Excel and save it again."
			) from reason


def _texts(values: Sequence[object]) -> list[str]:
	return ["" if value is None else value if isinstance(value, str) else _text(value) for value in values]


def _text(value: object) -> str:
	if isinstance(value, bool):
		return "yes" if value else "no"
	if isinstance(value, float):
		return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
	if isinstance(value, datetime):
		return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
	if isinstance(value, (date, time)):
		return value.isoformat()
	return str(value)
