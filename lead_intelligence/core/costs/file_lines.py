"""From the cells of a line to the cost that it says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from ..imported_history.line_reader import LONGEST_TEXT, places_in, text_of
from ..imported_history.values import (
	DateOrder,
	DecimalSign,
	is_blank,
	read_day,
	read_signed_amount,
	shown,
)
from ..problems import Problem, Refused
from .entry import CostEntry, problems_of
from .file_columns import CostColumn

T = TypeVar("T")
LONGEST_NOTE: Final = 1000
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostReading:
	"""How a file is read. `currency`: of lines that name none; `currencies`: those that there are, in capitals. `source`: of lines
	that name none."""

	columns: Mapping[CostColumn, str]
	currency: str
	currencies: Collection[str]
	dates: DateOrder = DateOrder.YEAR_FIRST
	amounts: DecimalSign = DecimalSign.POINT
	source: str = ""


class CostLines:
	"""Of one file, from its first line to its last: a line that says the same as one before it is refused."""

	def __init__(self, reading: CostReading, header: Sequence[str]) -> None:
		"""Raises Refused where the header lacks a column that is to be read."""
		self._reading = reading
		self._places = places_in(header, reading.columns)
		self._seen: dict[tuple[object, ...], int] = {}

	def read(self, line: int, cells: Sequence[str]) -> CostEntry:
		"""Raises Refused with a sentence for each thing that is wrong."""
		found = _Cells(
			{meaning: text_of(cells[place]) for meaning, place in self._places.items()}, self._reading
		)
		entry = found.entry()
		if found.problems or entry is None:
			raise Refused(*found.problems)
		if problems := problems_of(entry):
			raise Refused(*problems)
		other = self._seen.setdefault(entry.same, line)
		if other != line:
			message = (
				"The line says the same as line {line}. Remove one of them, or add their amounts up in one."
			)
			raise Refused(Problem(message=message, values={"line": other}))
		return entry


@dataclass(slots=True)
class _Cells:
	texts: Mapping[CostColumn, str]
	reading: CostReading
	problems: list[Problem] = field(default_factory=list)

	def entry(self) -> CostEntry | None:
		days, currency = self._days(), self._currency()
		amount = self._amount(currency)
		source, campaign = self._text(CostColumn.SOURCE), self._text(CostColumn.CAMPAIGN)
		note = self.texts.get(CostColumn.NOTE, "")[:LONGEST_NOTE]
		if days is None or amount is None:
			return None
		return CostEntry(
			first=days[0],
			last=days[1],
			amount=amount,
			currency=currency,
			source=source or self.reading.source,
			campaign=campaign,
			note=note,
		)

	def _text(self, meaning: CostColumn) -> str:
		text = self.texts.get(meaning, "")
		if len(text) > LONGEST_TEXT:
			message = "'{text}' is longer than {most} characters. Shorten it."
			self._wrong(meaning, Problem(message=message, values={"text": shown(text), "most": LONGEST_TEXT}))
		return "" if is_blank(text) else text

	def _days(self) -> tuple[date, date] | None:
		if CostColumn.MONTH in self.texts:
			return self._given(CostColumn.MONTH, self._month)
		first = self._given(CostColumn.FROM, self._day)
		last = first
		if not is_blank(self.texts.get(CostColumn.TO, "")):
			last = self._given(CostColumn.TO, self._day)
		return (first, last) if first and last else None

	def _currency(self) -> str:
		text = self.texts.get(CostColumn.CURRENCY, "")
		if is_blank(text):
			return self.reading.currency
		code = text.upper()
		if code not in self.reading.currencies:
			message = "There is no currency '{text}'. Write its code, as in EUR."
			self._wrong(CostColumn.CURRENCY, Problem(message=message, values={"text": shown(text)}))
		return code

	def _amount(self, currency: str) -> Decimal | None:
		return self._given(
			CostColumn.AMOUNT, lambda text: read_signed_amount(text, self.reading.amounts, currency)
		)

	def _given(self, meaning: CostColumn, read: Callable[[str], T]) -> T | None:
		"""What stands there, which has to be something."""
		text = self.texts.get(meaning, "")
		if is_blank(text):
			self._wrong(meaning, Problem(message="Nothing stands here. Fill it in, or remove the line."))
			return None
		try:
			return read(text)
		except Refused as refusal:
			self._wrong(meaning, *refusal.problems)
			return None

	def _wrong(self, meaning: CostColumn, *problems: Problem) -> None:
		column = self.reading.columns[meaning]
		self.problems += [problem.at("{column}", column=column) for problem in problems]

	def _day(self, text: str) -> date:
		return read_day(text, self.reading.dates)

	def _month(self, text: str) -> tuple[date, date]:
		"""Its first and its last day."""
		match = _YEAR_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
		try:
			day = date(int(match["year"]), int(match["month"]), 1) if match else self._day(text)
		except ValueError:
			message = "'{text}' is not a month that is written like 2024-12. Correct it."
			raise Refused(Problem(message=message, values={"text": shown(text)})) from None
		return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
