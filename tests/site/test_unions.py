"""Statements that are read from together, as from a table."""

import frappe
from pypika.queries import _SetOperation
from pypika.terms import ValueWrapper

from lead_intelligence.adapters.unions import union_of


def a_row(number: int, word: str):
	return frappe.qb.select(ValueWrapper(number).as_("number"), ValueWrapper(word).as_("word"))


def test_it_holds_the_rows_of_all_and_each_as_often_as_it_is_there():
	every = union_of([a_row(1, "one"), a_row(2, "two"), a_row(1, "one")], "every")
	query = frappe.qb.from_(every).select(every.number, every.word).orderby(every.number)
	assert [tuple(row) for row in query.run()] == [(1, "one"), (1, "one"), (2, "two")]


def test_of_one_statement_it_is_that_statement():
	every = union_of([a_row(1, "one")], "every")
	assert frappe.qb.from_(every).select(every.word).run(pluck=True) == ["one"]


def test_two_are_told_apart():
	one, other = (
		union_of([a_row(1, "one"), a_row(2, "two")], "a"),
		union_of([a_row(2, "b"), a_row(3, "c")], "b"),
	)
	query = frappe.qb.from_(one).join(other).on(other.number == one.number)
	assert [tuple(row) for row in query.select(one.word, other.word).run()] == [("two", "b")]


def test_it_is_not_written_out_before_the_statement_is(monkeypatch):
	written = []
	own = _SetOperation.get_sql
	monkeypatch.setattr(_SetOperation, "get_sql", lambda *a, **k: written.append(1) or own(*a, **k))
	every = union_of([a_row(1, "one"), a_row(2, "two")], "every")
	inner = frappe.qb.from_(every).select(every.number, every.word).where(every.number > 0).as_("inner")
	other = frappe.qb.from_(every).select(every.number).as_("other")
	query = (
		frappe.qb.from_(inner).join(other).on(other.number == inner.number).select(inner.word, other.number)
	)
	assert not written
	assert len(query.run()) == 2
	assert written
