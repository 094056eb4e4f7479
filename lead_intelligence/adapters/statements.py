"""Statements on many rows. Frappe's query builder writes each once for a number of rows, with places for the values: to
have it write the values too takes longer than the database takes to store them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import frappe
from pypika import CustomFunction, Field, Parameter, Table
from pypika.functions import Count

_PLACE = Parameter("%s")
# From 1000 names on, MariaDB makes a table of them and no longer looks each up by the key.
MOST_NAMES = 900
# From 200 values on, MariaDB guesses how many rows each has. Where most have none, it guesses badly and reads them all.
MOST_VALUES = 128
# Any number of rows is a sum of these, so that few statements are written.
_ROWS = (256, 64, 16, 4, 3, 2, 1)

Name = TypeVar("Name")


class _ByKey(Table):
	"""A table whose rows an UPDATE finds by the key. MariaDB would walk through all of a small one, and so wait for whoever
	has locked a row that it does not change."""

	def __init__(self, doctype: str) -> None:
		super().__init__(f"tab{doctype}")

	def get_sql(self, **kwargs: Any) -> str:
		return f"{super().get_sql(**kwargs)} FORCE INDEX (PRIMARY)"


def some_at_a_time(names: Sequence[Name]) -> Iterator[list[Name]]:
	"""As many as one statement may name."""
	for start in range(0, len(names), MOST_NAMES):
		yield list(names[start : start + MOST_NAMES])


def insert_rows(
	doctype: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *, numbered: bool
) -> None:
	"""`numbered`: the rows get their names from the sequence of the doctype."""
	done = 0
	for size in _ROWS:
		while len(rows) - done >= size:
			some = rows[done : done + size]
			done += size
			frappe.db.sql(
				_insert(frappe.db.db_type, doctype, columns, size, numbered),
				tuple([value for row in some for value in row]),
			)


@lru_cache(maxsize=64)
def _insert(_db_type: str, doctype: str, columns: tuple[str, ...], rows: int, numbered: bool) -> str:
	row = [_PLACE] * len(columns)
	if numbered:
		sequence = Field(f"{frappe.scrub(doctype)}_id_seq")
		columns = ("name", *columns)
		row = [CustomFunction("nextval", ["sequence"])(sequence), *row]
	return str(frappe.qb.into(frappe.qb.DocType(doctype)).columns(*columns).insert(*[row] * rows).get_sql())


def update_rows(doctype: str, names: Sequence[str], values: Mapping[str, Any]) -> None:
	"""Gives all of them the same values."""
	statement = _update(frappe.db.db_type, doctype, tuple(values), len(names))
	frappe.db.sql(statement, (*values.values(), *names))


@lru_cache(maxsize=1024)
def _update(_db_type: str, doctype: str, columns: tuple[str, ...], rows: int) -> str:
	table = _ByKey(doctype)
	query = frappe.qb.update(table).where(table.name.isin([_PLACE] * rows))
	for column in columns:
		query = query.set(table[column], _PLACE)
	return str(query.get_sql())


def delete_rows(doctype: str, names: Sequence[Any]) -> None:
	table = frappe.qb.DocType(doctype)
	for some in some_at_a_time(names):
		query = frappe.qb.from_(table).delete().where(table.name.isin(some))
		# In order and no more than these: so MariaDB finds them by the key, which it cannot be told to do here.
		query.orderby(table.name).limit(len(some)).run()


def rows_by_name(
	doctype: str, columns: tuple[str, ...], names: Sequence[str], *, lock: bool, skip_locked: bool = False
) -> tuple[tuple[Any, ...], ...]:
	"""Those that exist, in the order of their names. `skip_locked`: without those that another transaction has locked."""
	statement = _select(frappe.db.db_type, doctype, columns, len(names), lock, skip_locked)
	return tuple(frappe.db.sql(statement, tuple(names)))


@lru_cache(maxsize=64)
def _select(
	_db_type: str, doctype: str, columns: tuple[str, ...], rows: int, lock: bool, skip_locked: bool
) -> str:
	table = frappe.qb.DocType(doctype)
	# By the key, even if the table is small: to walk through all of it would lock all of it.
	query = frappe.qb.from_(table).force_index("PRIMARY").select(*(table[column] for column in columns))
	query = query.where(table.name.isin([_PLACE] * rows)).orderby(table.name)
	return str((query.for_update(skip_locked=skip_locked) if lock else query).get_sql())


def rows_by_value(
	doctype: str, columns: tuple[str, ...], column: str, values: Sequence[str]
) -> list[tuple[Any, ...]]:
	"""Those that have one of the values there."""
	found: list[tuple[Any, ...]] = []
	for start in range(0, len(values), MOST_VALUES):
		some = values[start : start + MOST_VALUES]
		# A value that is asked for again changes nothing, and so few statements are written.
		size = min(MOST_VALUES, 1 << (len(some) - 1).bit_length())
		statement = _select_by_value(frappe.db.db_type, doctype, columns, column, size)
		found += frappe.db.sql(statement, (*some, *[some[-1]] * (size - len(some))))
	return found


@lru_cache(maxsize=256)
def _select_by_value(_db_type: str, doctype: str, columns: tuple[str, ...], column: str, values: int) -> str:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[name] for name in columns))
	return str(query.where(table[column].isin([_PLACE] * values)).get_sql())


def next_numbers(doctype: str, number: int) -> list[int]:
	"""Names for as many new rows of a doctype with a sequence."""
	done: list[int] = []
	for size in _ROWS:
		while number - len(done) >= size:
			done += frappe.db.sql(_numbers(frappe.db.db_type, doctype, size))[0]
	return done


@lru_cache(maxsize=16)
def _numbers(_db_type: str, doctype: str, number: int) -> str:
	following = CustomFunction("nextval", ["sequence"])(Field(f"{frappe.scrub(doctype)}_id_seq"))
	return str(frappe.qb.select(*(following.as_(f"n{at}") for at in range(number))).get_sql())


def insert_new_rows(doctype: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[int]:
	"""Those with a value of a unique column that is there already are left out, also if it is another transaction that
	has it: what that one does is waited for. Returns the names, which come first in the rows, of those that went in."""
	done, names = 0, []
	for size in _ROWS:
		while len(rows) - done >= size:
			some = rows[done : done + size]
			done += size
			frappe.db.sql(
				_insert_new(frappe.db.db_type, doctype, columns, size),
				tuple([value for row in some for value in row]),
			)
			names += [
				name for (name,) in rows_by_name(doctype, ("name",), [row[0] for row in some], lock=False)
			]
	return names


@lru_cache(maxsize=64)
def _insert_new(_db_type: str, doctype: str, columns: tuple[str, ...], rows: int) -> str:
	query = frappe.qb.into(frappe.qb.DocType(doctype)).columns(*columns).ignore()
	return str(query.insert(*[[_PLACE] * len(columns)] * rows).get_sql())


def rows_of_leads(
	doctype: str, columns: tuple[str, ...], leads: Sequence[str], *, lock: bool
) -> tuple[tuple[Any, ...], ...]:
	"""By lead, in the order in which they were recorded."""
	statement = _select_of_leads(frappe.db.db_type, doctype, columns, len(leads), lock)
	return tuple(frappe.db.sql(statement, tuple(leads)))


@lru_cache(maxsize=1024)
def _select_of_leads(_db_type: str, doctype: str, columns: tuple[str, ...], leads: int, lock: bool) -> str:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[column] for column in columns))
	query = query.where(table.lead.isin([_PLACE] * leads)).orderby(table.lead).orderby(table.name)
	return str((query.for_update() if lock else query).get_sql())


def touches_by_day(leads: Sequence[str], *, lock: bool) -> tuple[tuple[Any, ...], ...]:
	"""By lead, kind, signal, channel and direction: how many, and the ordinals of their days as one text. To send a row for
	each day takes several times as long as to count them here."""
	return tuple(frappe.db.sql(_by_day(frappe.db.db_type, len(leads), lock), tuple(leads)))


@lru_cache(maxsize=1024)
def _by_day(_db_type: str, leads: int, lock: bool) -> str:
	table = frappe.qb.DocType("Lead Touch")
	# The database counts days from the year 0, Python from the year 1.
	day = CustomFunction("to_days", ["date"])(table.happened_at) - 365
	group = (table.lead, table.kind, table.signal, table.channel, table.direction)
	days = CustomFunction("group_concat", ["day"])(day)
	query = frappe.qb.from_(table).select(*group, Count("*"), days).where(table.lead.isin([_PLACE] * leads))
	query = query.groupby(*group)
	return str((query.for_update() if lock else query).get_sql())
