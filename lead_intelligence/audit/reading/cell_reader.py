"""One closure per field that turns the text of a cell into a value.

Most columns hold few different texts, so the values of short texts are remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ...core.snapshot.values import EMPTY, UNKNOWN, Kind, Value, read_value
from ..mapping.column_map import FieldColumn
from .date_text import date_pattern, read_moment
from .number_text import read_number

_FORMULA_ERRORS = frozenset(
	{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_MOST_REMEMBERED = 5_000
_LONGEST_REMEMBERED = 100


class Unreadable:
	"""A text that is not of the field's kind. The value is unknown then, and the audit says how often."""

	__slots__ = ("reason",)

	def __init__(self, reason: str) -> None:
		self.reason = reason


Cell = Value | Unreadable
Reader = Callable[[str], Cell]


class RememberedCells(dict[str, Cell]):
	"""`cells[text]` is the value of a text."""

	def __init__(self, read: Reader) -> None:
		super().__init__()
		self._read = read

	def __missing__(self, text: str) -> Cell:
		value = self._read(text)
		if len(self) < _MOST_REMEMBERED and len(text) <= _LONGEST_REMEMBERED:
			self[text] = value
		return value


def cell_reader(mapped: FieldColumn) -> Reader:
	read = _reader_of_kind(mapped)
	values, unknown, empty, blank = mapped.values, mapped.unknown, mapped.empty, mapped.blank

	def convert(text: str) -> Cell:
		try:
			return read(text)
		except ValueError as reason:
			return Unreadable(str(reason))

	def reader(raw: str) -> Cell:
		text = raw.strip()
		if text in values:
			text = values[text].strip()
		if not text:
			if "" in empty:
				return EMPTY
			return UNKNOWN if blank is None else convert(blank)
		if unknown or empty:
			folded = text.casefold()
			if folded in unknown:
				return UNKNOWN
			if folded in empty:
				return EMPTY
		if text in _FORMULA_ERRORS:
			return Unreadable(f"'{text}' is the error of a formula")
		return convert(text)

	return reader


def _reader_of_kind(mapped: FieldColumn) -> Callable[[str], Value]:
	kind, separator = mapped.field.kind, mapped.separator
	if kind in (Kind.NUMBER, Kind.MONEY):
		decimal, is_money = mapped.decimal, kind is Kind.MONEY
		return lambda text: read_number(text, decimal, is_money=is_money)
	if kind in (Kind.DATE, Kind.DATETIME):
		patterns = tuple(map(date_pattern, mapped.dates))
		return lambda text: read_value(read_moment(text, patterns), kind)
	if kind is Kind.LIST and separator:
		return lambda text: read_value(text.split(separator), kind)
	if kind is Kind.TREE and separator:
		return lambda text: nodes[-1] if (nodes := tree_path(text, separator)) else UNKNOWN
	return lambda text: read_value(text, kind)


def tree_path(text: str, separator: str) -> list[str]:
	"""The nodes of a path from the top. Blanks around the separator do not matter."""
	return [node for part in text.split(separator.strip() or separator) if (node := part.strip())]


def moment_reader(mapped: FieldColumn) -> Callable[[str], datetime | None]:
	"""Reads the column that says when a field last changed; None when that is not known."""
	patterns = tuple(map(date_pattern, mapped.dates))

	def reader(raw: str) -> datetime | None:
		try:
			moment = read_value(read_moment(raw.strip(), patterns), Kind.DATETIME)
		except ValueError:
			return None
		return moment if isinstance(moment, datetime) else None

	return reader
