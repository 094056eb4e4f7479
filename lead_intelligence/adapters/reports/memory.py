"""How much of what the database works out for a report it may keep in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import frappe

ROOM: Final = 128 * 2**20
"""Bytes for each table that MariaDB makes up while it answers. As it comes, it has 16 MB; a table that takes more is on disk, and what is
there is looked up ten times as slowly."""


@contextmanager
def room_for_tables() -> Iterator[None]:
	"""For the statements within, of this connection alone. A database that was given more keeps it."""
	if frappe.db.db_type != "mariadb":
		yield
		return
	before = frappe.db.sql("select @@tmp_memory_table_size, @@max_heap_table_size")[0]
	_set(max(int(size), ROOM) for size in before)
	try:
		yield
	finally:
		_set(before)


def _set(sizes: Iterable[int]) -> None:
	frappe.db.sql("set session tmp_memory_table_size = %s, max_heap_table_size = %s", tuple(sizes))
