"""Rows of several statements, one statement's after the other's, to be read from as from a table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from pypika.queries import QueryBuilder, Selectable, _SetOperation


class _Union(_SetOperation):
	"""The library tells a union from others by its whole text, and writes that out for each field that is selected or joined by: most
	of the time that it takes to make such a statement."""

	__hash__ = object.__hash__


def union_of(queries: Iterable[QueryBuilder], alias: str) -> Selectable:
	"""`queries`: at least one, with columns of the same names in the same order."""
	first, *others = queries
	union = reduce(lambda every, other: every.union_all(other), others, first)
	if others:
		union.__class__ = _Union
	return union.as_(alias)
