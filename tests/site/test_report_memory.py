"""What MariaDB works out for a report it keeps in memory, and for nobody else any more of it than before."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.reports.index import shown
from lead_intelligence.adapters.reports.memory import ROOM, room_for_tables

SIZES = ("tmp_memory_table_size", "max_heap_table_size")


def sizes() -> list[int]:
	return [int(frappe.db.sql(f"select @@{name}")[0][0]) for name in SIZES]


def resize(size: int) -> None:
	for name in SIZES:
		frappe.db.sql(f"set session {name} = %s", size)


@pytest.fixture
def before():
	found = sizes()
	resize(16 * 2**20)
	yield sizes()
	for name, size in zip(SIZES, found, strict=True):
		frappe.db.sql(f"set session {name} = %s", size)


def test_a_report_has_room_and_gives_it_back(before):
	with room_for_tables():
		assert sizes() == [ROOM, ROOM]
	assert sizes() == before


def test_a_report_that_fails_gives_it_back_too(before):
	with pytest.raises(ZeroDivisionError), room_for_tables():
		raise ZeroDivisionError
	assert sizes() == before


def test_a_database_that_was_given_more_keeps_it(before):
	resize(2 * ROOM)
	with room_for_tables():
		assert sizes() == [2 * ROOM, 2 * ROOM]
	assert sizes() == [2 * ROOM, 2 * ROOM]


def test_reports_are_given_it(before, monkeypatch):
	seen = []
	monkeypatch.setattr("lead_intelligence.adapters.reports.index.figures_of", lambda _name: Looking(seen))
	shown("Source Return", {})
	assert seen == [[ROOM, ROOM]]
	assert sizes() == before


class Looking:
	def __init__(self, seen: list[list[int]]) -> None:
		self.seen = seen

	def figures(self, filters, values):
		from lead_intelligence.core.reporting.result import Result

		self.seen.append(sizes())
		return Result(columns=(), rows=())
