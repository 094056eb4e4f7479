"""How the columns of a file are read: guessed when it is attached, and as people have said it."""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime
from frappe.utils.data import convert_utc_to_system_timezone

from lead_intelligence.adapters.history_imports.files import examples
from lead_intelligence.audit.tables.delimited_text import DelimitedText
from lead_intelligence.core.imported_history.guessing import (
	guess_date_order,
	guess_decimal_sign,
	guess_meanings,
)
from lead_intelligence.core.imported_history.line_reader import LineReader, Reading, several
from lead_intelligence.core.imported_history.meanings import MOMENTS, Mapped, Meaning, columns_by_meaning
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign, shown


def read_columns(doc: Document, table: DelimitedText) -> None:
	"""Sets the columns of the file on the document, with what they probably mean, and how dates and amounts are written. What people have
	said of a column of that name stays."""
	cells = examples(table)
	said = {row.column: Meaning(row.meaning) for row in doc.columns}
	guessed = guess_meanings(table.columns, cells)
	meanings = [said.get(column, meaning) for column, meaning in zip(table.columns, guessed, strict=True)]
	doc.set("columns", [])
	for column, meaning, found in zip(table.columns, meanings, cells, strict=True):
		example = next((cell for cell in found if cell.strip()), "")
		doc.append(
			"columns",
			{"column": column, "meaning": meaning.value, "example": shown(" ".join(example.split()))},
		)
	dates = [
		cell for meaning, found in zip(meanings, cells, strict=True) if meaning in MOMENTS for cell in found
	]
	amounts = [
		cell
		for meaning, found in zip(meanings, cells, strict=True)
		if meaning is Meaning.AMOUNT
		for cell in found
	]
	doc.date_order = guess_date_order(dates).value
	doc.decimal_sign = guess_decimal_sign(amounts).value


def line_reader(doc: Document, table: DelimitedText, now: datetime | None = None) -> LineReader:
	"""Raises Refused for what keeps the file from being read as the document says."""
	mapped = [Mapped(column=row.column, meaning=Meaning(row.meaning)) for row in doc.columns]
	companies = frappe.get_all("Company", fields=["name", "default_currency"], as_list=True)
	currencies = {name.casefold(): currency or "" for name, currency in companies}
	return LineReader(
		Reading(
			columns=columns_by_meaning(mapped),
			now=now or now_datetime(),
			in_system_time=_in_system_time,
			currency=currencies.get(doc.company.casefold(), ""),
			currencies=currencies,
			dates=DateOrder(doc.date_order),
			amounts=DecimalSign(doc.decimal_sign),
			won=several(doc.won_values),
			lost=several(doc.lost_values),
		),
		table.columns,
	)


def _in_system_time(moment: datetime) -> datetime:
	return convert_utc_to_system_timezone(moment).replace(tzinfo=None)
