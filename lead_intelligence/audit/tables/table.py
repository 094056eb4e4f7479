"""What every kind of input table offers to the rest of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Record(NamedTuple):
	"""One row. `line` is where it begins: the physical line of a text file, the row number of a sheet.

	With a `problem` the row could not be read, and `cells` is what there is of it.
	"""

	line: int
	cells: list[str]
	problem: str | None = None


class Table(Protocol):
	@property
	def columns(self) -> tuple[str, ...]: ...

	@property
	def about(self) -> dict[str, str]:
		"""How the file was read, for the report."""

	@property
	def delimiter(self) -> str:
		"""What separates the cells when the table is written as text."""

	@property
	def blank_rows(self) -> int:
		"""Rows without any content among those read so far; they are not leads."""

	def records(self) -> Iterator[Record]:
		"""All rows below the header but the blank ones, from the start; read as they are needed."""

	def share_read(self) -> float:
		"""How far `records` has come, from 0 to 1."""
