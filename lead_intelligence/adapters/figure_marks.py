"""Which records have changed since their figures were stored. A mark is written in the transaction that changes the record, so that a reading
that sees the change sees the mark too, and works the figures of that record out by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Final

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.containment import log_defect, surviving
from lead_intelligence.adapters.statements import delete_rows, insert_rows

DOCTYPE: Final = "Lead Figure Mark"
ALL: Final = "*"
_LOG_TITLE: Final = (
	"Lead Intelligence: all stored figures are worked out anew, as a change could not be followed"
)
_COLUMNS: Final = ("figures", "record_type", "record")

Record = tuple[str, str]
"""Its doctype and its name."""


class Figures(str, Enum):
	MILESTONES = "Milestones"
	REVENUE = "Revenue"
	DEALS = "Deals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
	"""`is_all`: nothing that is stored may be read. `records` are none then."""

	is_all: bool
	records: frozenset[Record]

	def names(self, record_type: str) -> list[str]:
		return sorted(name for of_type, name in self.records if of_type == record_type)


def mark(figures: Figures, record_type: str, records: Iterable[str | None]) -> None:
	"""Looks nothing up and locks nothing, so that saving costs no more and nobody waits."""
	names = dict.fromkeys(name for name in records if name)
	_write([(figures.value, record_type, name) for name in names])


def mark_all(figures: Figures) -> None:
	_write([(figures.value, "", ALL)])


def all_marked_on_defect(figures: Figures, doc: Document) -> AbstractContextManager[None]:
	"""While it is found out what a change of `doc` marks. A defect of ours stops nobody from invoicing: it is logged, and all is marked, as
	nobody knows what has changed."""

	def recover() -> None:
		log_defect(_LOG_TITLE, doc.doctype, doc.name)
		mark_all(figures)

	return surviving(recover)


def _write(rows: Sequence[tuple[str, str, str]]) -> None:
	try:
		insert_rows(DOCTYPE, _COLUMNS, rows, numbered=True)
	except Exception as error:
		# Between an update of the app and its migration, which marks all.
		if not frappe.db.is_table_missing(error):
			raise


def marked(figures: Figures, most: int) -> Marked:
	"""More than `most` are as good as all."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.record_type, table.record).distinct()
	rows = query.where(table.figures == figures.value).limit(most + 1).run()
	if len(rows) > most or any(not of_type and name == ALL for of_type, name in rows):
		return Marked(is_all=True, records=frozenset())
	return Marked(is_all=False, records=frozenset(rows))


def written(figures: Figures, most: int) -> list[tuple[int, Record]]:
	"""The oldest marks, by what `settle` knows them; one of all among them wherever there is one."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name, table.record_type, table.record)
	query = query.where(table.figures == figures.value)
	of_all = query.where((table.record_type == "") & (table.record == ALL)).limit(1).run()
	rows = [*of_all, *query.orderby(table.name).limit(most).run()]
	return [(name, (of_type or "", record)) for name, of_type, record in dict.fromkeys(rows)]


def has_all(marks: Iterable[tuple[int, Record]]) -> bool:
	return any(record == ("", ALL) for _name, record in marks)


def settle(marks: Sequence[int]) -> None:
	"""Just these: what was marked meanwhile stays."""
	delete_rows(DOCTYPE, marks)
