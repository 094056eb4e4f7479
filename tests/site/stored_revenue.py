"""A reading of revenue gives the same with what has changed marked, with it swept into the stored entries, and worked out from all documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

import frappe

from lead_intelligence.adapters.figure_marks import Figures, has_all, marked, settle, written
from lead_intelligence.adapters.revenue import changes, store
from tests.site.stored_figures import worked_out_anew

T = TypeVar("T")
# Shares of payments and of closed orders have more places in the database than are stored.
LEAST = Decimal("1e-6")


def in_all_ways(read: Callable[[], T]) -> T:
	before = read()
	swept()
	assert not marks()
	assert same(before, read()), (before, read())
	with live():
		assert same(before, read()), (before, read())
	return before


def same(one: Any, other: Any) -> bool:
	if isinstance(one, Decimal) and isinstance(other, Decimal):
		return abs(one - other) < LEAST
	if isinstance(one, tuple) and type(one) is type(other):
		return len(one) == len(other) and all(map(same, one, other))
	return bool(one == other)


def swept() -> None:
	"""As the job does it each minute, in this transaction."""
	found = written(Figures.REVENUE, 100_000)
	if has_all(found):
		store.renew()
	else:
		store.replace([record for _name, record in found])
	settle([name for name, _record in found])
	assert changes.changes() == ()


def marks() -> frozenset[tuple[str, str]]:
	found = marked(Figures.REVENUE, 100_000)
	assert not found.is_all
	return found.records


@contextmanager
def live() -> Iterator[None]:
	with worked_out_anew(Figures.REVENUE):
		assert changes.changes() is None
		yield


def unmark_all() -> None:
	frappe.db.delete("Lead Figure Mark", {"figures": Figures.REVENUE.value, "record": "*"})
