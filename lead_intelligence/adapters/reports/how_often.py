"""How often each number occurs, told by the database in few rows: to read a row takes longer than to count it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import frappe
from pypika.functions import Count, Floor, Length, Sum
from pypika.queries import QueryBuilder
from pypika.terms import Function, Term

_SPAN: Final = 1000
"""Numbers that come in one text, which with all of them is far shorter than MariaDB lets it be, unless it was told otherwise."""


def how_often(
	query: QueryBuilder, terms: Mapping[str, Term], number: Term
) -> Iterator[tuple[tuple[Any, ...], dict[int, int]]]:
	"""Of a query that selects nothing yet, what the terms are in a group of its rows, and how often each number occurs there. The same
	group may come several times, with other numbers. `terms`: best numbers, as a text makes the database ten times as slow. `number`:
	whole, and never null."""
	query = query.select(*(term.as_(key) for key, term in terms.items()), number.as_("number"))
	query = query.select(Count("*").as_("times"))
	query = query.groupby(*(frappe.qb.Field(key) for key in (*terms, "number")))
	counted = query.as_("counted")
	pair = Function("CONCAT", counted.number, ":", counted.times)
	texts = frappe.qb.from_(counted).select(*(counted[key] for key in terms))
	texts = texts.select(Function("GROUP_CONCAT", pair), Sum(Length(pair) + 1) - 1)
	texts = texts.groupby(*(counted[key] for key in terms), Floor(counted.number / _SPAN))
	rows = texts.run()
	if all(len(text) == length for *_group, text, length in rows):
		for *group, text, _length in rows:
			yield tuple(group), dict(map(_read, text.split(",")))
		return
	# The database was told to cut such texts off earlier.
	for *group, found, times in query.run():
		yield tuple(group), {int(found): times}


def _read(pair: str) -> tuple[int, int]:
	number, times = pair.split(":")
	return int(number), int(times)
