"""A file of costs: what its columns are taken for, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import frappe

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.history_imports.files import examples, open_table
from lead_intelligence.audit.tables.delimited_text import DelimitedText
from lead_intelligence.core.costs.file_columns import CostColumn, cost_columns, guess_columns
from lead_intelligence.core.costs.file_lines import CostLines, CostReading
from lead_intelligence.core.imported_history.guessing import guess_date_order, guess_decimal_sign
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign, shown

MOST_MEGABYTES: Final = 5
MOST_LINES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
	"""How people say that a file is read. `columns`: each by its name, with its meaning. `source`: of lines that name none."""

	file: str
	company: str
	columns: Sequence[tuple[str, CostColumn]]
	dates: DateOrder
	amounts: DecimalSign
	source: str = ""


def opened(file: str) -> DelimitedText:
	return open_table(file, MOST_MEGABYTES)


def guessed(file: str) -> dict[str, Any]:
	"""Its columns with what they probably mean and an example of each, and how dates and amounts are written."""
	table = opened(file)
	cells = examples(table)
	meanings = guess_columns(table.columns, cells)
	days = [cell for one, found in zip(meanings, cells, strict=True) if one in _DAYS for cell in found]
	sums = [
		cell for one, found in zip(meanings, cells, strict=True) if one is CostColumn.AMOUNT for cell in found
	]
	return {
		"columns": [
			{"column": column, "meaning": meaning.value, "example": _example(found)}
			for column, meaning, found in zip(table.columns, meanings, cells, strict=True)
		],
		"date_order": guess_date_order(days).value,
		"decimal_sign": guess_decimal_sign(sums).value,
	}


_DAYS: Final = (CostColumn.FROM, CostColumn.TO, CostColumn.MONTH)


def _example(cells: Sequence[str]) -> str:
	return shown(" ".join(next((cell for cell in cells if cell.strip()), "").split()))


def lines_of(said: Said, table: DelimitedText) -> CostLines:
	"""Raises Refused for what keeps the file from being read."""
	reading = CostReading(
		columns=cost_columns(said.columns, has_source=bool(said.source)),
		currency=company_currency(said.company),
		currencies=frozenset(name.upper() for name in frappe.get_all("Currency", pluck="name")),
		dates=said.dates,
		amounts=said.amounts,
		source=said.source,
	)
	return CostLines(reading, table.columns)
