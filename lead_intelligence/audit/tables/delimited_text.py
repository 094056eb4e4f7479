"""CSV and its relatives, read as a stream.

A row that cannot be read costs that row and no other: where an unclosed quote has swallowed the lines below it, only
the line with the quote is given up and the others are read again on their own.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path

from ..refusal import AuditRefused
from .delimiter import detect_delimiter, known_delimiter, named_delimiter
from .encoding import MARKING, UNDECODABLE, detect_encoding, known_encoding
from .header import column_names
from .table import Record

LONGEST_CELL = 1_000_000
_SAMPLED_LINES = 500
_SAMPLED_CHARACTERS = 200_000


class DelimitedText:
	def __init__(self, path: Path, encoding: str | None = None, delimiter: str | None = None) -> None:
		csv.field_size_limit(LONGEST_CELL)
		self._path = path
		self._encoding = known_encoding(encoding) if encoding else detect_encoding(path)
		self._size = max(path.stat().st_size, 1)
		self._read = 0
		self.blank_rows = 0
		first_line, sample = self._sample()
		self._declares_delimiter = first_line.lower().startswith("sep=") and len(first_line.strip()) == 5
		if delimiter:
			self.delimiter = known_delimiter(delimiter)
		else:
			self.delimiter = first_line[4] if self._declares_delimiter else detect_delimiter(sample)
		with self._path.open("rb") as raw:
			rows = self._rows(TextIOWrapper(raw, self._encoding, MARKING, newline=""))
			header = next(rows, None)
		if header is None:
			raise AuditRefused(f"{path.name} is empty.", "empty")
		if header.problem:
			raise AuditRefused(
				f"The header of {path.name} (line {header.line}) cannot be read: {header.problem}.", "header"
			)
		self.columns = column_names(header.cells, path.name)

	@property
	def about(self) -> dict[str, str]:
		shown = "utf-8" if self._encoding == "utf-8-sig" else self._encoding
		return {"format": "CSV", "encoding": shown, "delimiter": named_delimiter(self.delimiter)}

	def share_read(self) -> float:
		return min(self._read / self._size, 1.0)

	def records(self) -> Iterator[Record]:
		self.blank_rows = 0
		with self._path.open("rb") as raw:
			rows = self._rows(TextIOWrapper(raw, self._encoding, MARKING, newline=""), len(self.columns))
			next(rows)
			for number, record in enumerate(rows):
				if not number & 1023:
					self._read = raw.tell()
				yield record
		self._read = self._size

	def _sample(self) -> tuple[str, list[str]]:
		with self._path.open("rb") as raw:
			stream = TextIOWrapper(raw, self._encoding, MARKING, newline="")
			text = stream.read(_SAMPLED_CHARACTERS)
		lines = text.splitlines(keepends=True)
		if len(text) == _SAMPLED_CHARACTERS and len(lines) > 1:
			lines.pop()
		first = lines[0] if lines else ""
		return first, lines[:_SAMPLED_LINES]

	def _rows(self, stream: Iterable[str], width: int = 0) -> Iterator[Record]:
		"""The rows that are not blank; the header is the first of them, and the only one of any width."""
		lines = _Lines(stream)
		if self._declares_delimiter:
			lines.skip()
		reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
		taken = lines.taken
		header_is_due = True
		while True:
			taken.clear()
			malformed = None
			try:
				cells = next(reader)
			except StopIteration:
				return
			except csv.Error as error:
				cells, malformed = [_joined(taken)], _in_words(error)
			line = lines.number
			lines.number += len(taken)
			problem = malformed or lines.flaw
			if problem is None and not any(map(str.strip, cells)):
				self.blank_rows += 1
				continue
			if header_is_due:
				header_is_due = False
			elif problem or len(cells) != width:
				while problem is None and len(cells) > width and not cells[-1].strip():
					cells.pop()
				if problem is None and len(cells) != width:
					problem = f"it has {_counted(len(cells))} where the header has {width}"
				if malformed and len(taken) > 1 and self._swallowed_rows(taken[1:], width):
					cells, problem = [_joined(taken[:1])], "a quote is opened in this row and never closed"
					lines.number = line + 1
					lines.put_back(taken[1:])
			lines.flaw = None
			yield Record(line, cells, problem)

	def _swallowed_rows(self, below: list[str], width: int) -> bool:
		for line in below:
			try:
				alone = next(csv.reader([line], delimiter=self.delimiter, strict=True), [])
			except csv.Error:
				continue
			if len(alone) == width and width > 1:
				return True
		return False


class _Lines:
	"""The physical lines of a stream, with memory of those of the row at hand."""

	def __init__(self, stream: Iterable[str]) -> None:
		self._stream = iter(stream)
		self._again: deque[str] = deque()
		self.taken: list[str] = []
		"""The lines of the row at hand, as they came."""
		self.number = 1
		self.flaw: str | None = None

	def __iter__(self) -> _Lines:
		return self

	def __next__(self) -> str:
		line = self._again.popleft() if self._again else next(self._stream)
		self.taken.append(line)
		if "\0" in line:
			self.flaw = "it contains a NUL byte"
			return _cleaned(line)
		if UNDECODABLE in line:
			self.flaw = "it contains bytes that are not text in the encoding of the file"
			return _cleaned(line)
		return line

	def skip(self) -> None:
		next(self._stream)
		self.number += 1

	def put_back(self, lines: list[str]) -> None:
		self._again.extendleft(reversed(lines))


def _cleaned(text: str) -> str:
	return text.replace("\0", "\ufffd").replace(UNDECODABLE, "\ufffd")


def _joined(lines: list[str]) -> str:
	return _cleaned("".join(lines)).rstrip("\r\n")


def _counted(cells: int) -> str:
	return "1 cell" if cells == 1 else f"{cells} cells"


def _in_words(error: csv.Error) -> str:
	text = str(error)
	if "field larger" in text:
		return f"a cell has more than {LONGEST_CELL:,} characters"
	if "end of data" in text:
		return "a quote is opened in this row and never closed"
	if "expected after" in text:
		return "a quote inside a quoted cell is not doubled"
	return f"it is not valid CSV ({text})"
