"""The rows of Lead Rep Load, one for each rep: read, brought up to date and written in few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import frappe
from frappe.utils import now_datetime
from pypika import Parameter
from pypika.terms import Values

from lead_intelligence.adapters.rep_load_counts import LoadWeights, OpenWork
from lead_intelligence.adapters.statements import insert_new_rows, rows_by_name, some_at_a_time

LOAD = "Lead Rep Load"
_PLACE = Parameter("%s")
_ADDED = frozenset({"open_leads"})
_NEW = ("name", "creation", "modified", "owner", "modified_by", "user")


class LoadRow(NamedTuple):
	name: str
	modified: datetime | None = None
	weighted_load: float = 0.0
	open_leads: int = 0
	open_opportunities: int = 0
	by_grade: str | None = None
	counted_at: datetime | None = None
	day: date | None = None
	taken_today: int = 0
	hour: datetime | None = None
	taken_this_hour: int = 0
	leads_decided: int = 0
	leads_converted: int = 0


def load_rows(users: Sequence[str], *, lock: bool) -> dict[str, LoadRow]:
	"""Those that are there, in the order of their names."""
	names = sorted(set(users))
	found = {}
	for some in some_at_a_time(names):
		for row in rows_by_name(LOAD, LoadRow._fields, some, lock=lock):
			found[row[0]] = LoadRow(*row)
	return found


def add_rows(users: Iterable[str]) -> None:
	"""For those who have none yet. Of those that another transaction adds, the end is waited for."""
	now, by = now_datetime(), frappe.session.user
	insert_new_rows(LOAD, _NEW, [(user, now, now, by, by, user) for user in sorted(users)])


def store_counts(work: Mapping[str, OpenWork], weights: LoadWeights, counted_at: datetime) -> None:
	columns = ("weighted_load", "open_leads", "open_opportunities", "by_grade", "counted_at")
	rows = [
		(
			user,
			*(weights.of_work(one), one.leads, one.opportunities),
			*(json.dumps(one.by_grade, ensure_ascii=False, sort_keys=True), counted_at),
		)
		for user, one in sorted(work.items())
	]
	store(columns, rows)


def store(
	columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *, added: frozenset[str] = frozenset()
) -> None:
	"""Each row begins with the name of its user. `added`: columns whose values are added to what is there."""
	now, by = now_datetime(), frappe.session.user
	for some in some_at_a_time(rows):
		values = [value for row in some for value in (row[0], now, now, by, by, row[0], *row[1:])]
		frappe.db.sql(_upsert(frappe.db.db_type, columns, len(some), added), tuple(values))


@lru_cache(maxsize=256)
def _upsert(_db_type: str, columns: tuple[str, ...], rows: int, added: frozenset[str]) -> str:
	table = frappe.qb.DocType(LOAD)
	every = (*_NEW, *columns)
	query = frappe.qb.into(table).columns(*every).insert(*[[_PLACE] * len(every)] * rows)
	for column in ("modified", "modified_by", *columns):
		given = Values(table[column])
		query = query.on_duplicate_key_update(
			table[column], table[column] + given if column in added else given
		)
	return str(query.get_sql())
