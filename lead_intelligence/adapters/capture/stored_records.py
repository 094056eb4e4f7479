"""Touches of what is stored: for records that were there before, and for what happened past all events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import frappe

from lead_intelligence.adapters.capture.happening import Filters, Row, Source
from lead_intelligence.adapters.capture.recording import new_touches
from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.touches import record

BATCH = 500
_LOG_TITLE = "Lead Intelligence: the touches of a record could not be recorded"


@dataclass(frozen=True, slots=True)
class Recorded:
	"""Of a number of records: how many touches are new, and how many records could not be read."""

	touches: int = 0
	failed: int = 0


def names_of(source: Source, filters: Filters) -> Iterator[list[str]]:
	"""Batches in the order of the names, each record once."""
	last: str | None = None
	while names := names_after(source, last, filters):
		yield names
		last = names[-1]


def names_after(source: Source, last: str | None, filters: Filters | None = None) -> list[str]:
	where: list[list[Any]] = [
		[source.doctype, name, *(value if isinstance(value, tuple) else ("=", value))]
		for name, value in {**source.filters, **(filters or {})}.items()
	]
	if last is not None:
		where.append([source.doctype, "name", ">", last])
	names = frappe.get_all(source.doctype, filters=where, pluck="name", order_by="name", limit=BATCH)
	return [str(name) for name in names]


def record_stored(source: Source, names: Sequence[str]) -> Recorded:
	"""All of them together. If that fails, each by itself, so that one bad record keeps the others from nothing."""
	rows = _rows(source, names)
	together = _record(source, rows, quiet=len(rows) > 1)
	if together is not None:
		return Recorded(together)
	one_by_one = [_record(source, [row]) for row in rows] if len(rows) > 1 else [None]
	return Recorded(sum(number or 0 for number in one_by_one), one_by_one.count(None))


def _record(source: Source, rows: Sequence[Row], *, quiet: bool = False) -> int | None:
	"""How many touches are new; None if it failed."""

	def recover() -> None:
		if not quiet:
			name = str(rows[0]["name"])
			frappe.log_error(_LOG_TITLE, reference_doctype=source.doctype, reference_name=name)

	with surviving(recover), in_savepoint():
		touches = new_touches(source.read(rows))
		return sum(name is not None for name in record(touches)) if touches else 0
	return None


def _rows(source: Source, names: Sequence[str]) -> list[Row]:
	"""As `read` wants them, those that still exist."""
	rows = {str(row["name"]): row for row in _select(source.doctype, source.fields, "name", names)}
	for table, (doctype, fields) in source.tables.items():
		for row in rows.values():
			row[table] = []
		wanted = ("parent", "parenttype", "parentfield", *fields)
		for child in _select(doctype, wanted, "parent", list(rows)):
			if child["parenttype"] == source.doctype and child["parentfield"] == table:
				rows[str(child["parent"])][table].append(child)
	return list(rows.values())


def _select(doctype: str, fields: Sequence[str], by: str, names: Sequence[str]) -> list[Any]:
	if not names:
		return []
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[name] for name in fields))
	# Some have columns that are words of SQL: the query builder quotes them.
	return list(query.where(table[by].isin(list(names))).run(as_dict=True))
