"""How often each number occurs, in few rows."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import frappe
import pytest
from pypika.functions import Floor

from lead_intelligence.adapters.reports.how_often import how_often

NUMBERS = (*range(0, 3000, 7), 12, 12, 999, 1000, 1000, 123_456_789)


@pytest.fixture
def of_two() -> str:
	"""Rows of two numbers in a table that has all that is needed: even ones are of the first group."""
	mark = f"often-{uuid4().hex[:12]}"
	rows = [(f"{mark}-{place}", mark, number % 2, number) for place, number in enumerate(NUMBERS)]
	frappe.db.bulk_insert("ToDo", ["name", "description", "docstatus", "idx"], rows)
	return mark


@pytest.fixture
def short_texts():
	"""The database cuts texts off that it puts together."""
	before = frappe.db.sql("select @@session.group_concat_max_len")[0][0]
	frappe.db.sql("set session group_concat_max_len = 20")
	yield
	frappe.db.sql("set session group_concat_max_len = %s", before)


def found(mark: str) -> dict[int, Counter[int]]:
	todo = frappe.qb.DocType("ToDo")
	query = frappe.qb.from_(todo).where(todo.description == mark)
	groups: dict[int, Counter[int]] = {}
	for (group,), often in how_often(query, {"even": todo.docstatus}, Floor(todo.idx)):
		assert not groups.get(group, Counter()).keys() & often.keys()
		groups.setdefault(group, Counter()).update(often)
	return groups


def expected() -> dict[int, Counter[int]]:
	return {group: Counter(one for one in NUMBERS if one % 2 == group) for group in (0, 1)}


def test_each_number_of_each_group(of_two):
	assert found(of_two) == expected()


def test_nothing_is_lost_where_texts_are_cut_off(of_two, short_texts):
	assert found(of_two) == expected()


def test_of_nothing():
	assert found("nobody has this") == {}
