"""Lead Revenue Entry, written: what orders and invoices come to, so that reports need not follow each item back to its lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from lead_intelligence.adapters.figure_marks import Figures, Record, marked
from lead_intelligence.adapters.revenue.entries import INVOICE, ORDER, Entry, Vouchers, at_once, worked_out
from lead_intelligence.adapters.revenue.exact import decimal_of, exact
from lead_intelligence.adapters.revenue.marked_vouchers import ENTRY, of_vouchers, vouchers_of
from lead_intelligence.adapters.statements import delete_rows, insert_rows
from lead_intelligence.adapters.stored_rows import differences

_PLACE: Final = Entry._fields.index("amount")
_AT_ONCE: Final = 1000
_MOST_MARKS: Final = 10_000


def replace(records: Sequence[Record]) -> None:
	"""The entries of what these records lead to. Commits nothing."""
	vouchers = vouchers_of(records)
	_write(stored(vouchers), worked_out(vouchers))


def renew(commit: Callable[[], object] | None = None) -> int:
	"""All entries, a thousand vouchers at a time. With `commit`, these are in a transaction of their own: whatever is read in between is
	right, as what changes meanwhile is marked. How many vouchers had wrong ones, without those that are marked."""
	wrong = 0
	for doctype in (ORDER, INVOICE):
		for names, is_in_range in _ranges(doctype):
			vouchers = Vouchers(orders=names) if doctype == ORDER else Vouchers(invoices=names)
			before = _read(_entries().where(is_in_range))
			changed = _write(before, worked_out(vouchers))
			if changed:
				wrong += len(changed - _marked_of(doctype))
			if commit:
				commit()
	return wrong


def _marked_of(doctype: str) -> set[str]:
	found = marked(Figures.REVENUE, _MOST_MARKS)
	vouchers = vouchers_of(found.records)
	return set(vouchers.orders if doctype == ORDER else vouchers.invoices)


def _ranges(doctype: str) -> Iterator[tuple[list[str], Criterion]]:
	"""All submitted vouchers in the order of their names: some of them, and what holds for the entries of these, and for entries of vouchers
	that are none any more."""
	voucher, entry = frappe.qb.DocType(doctype), frappe.qb.DocType(ENTRY)
	after = ""
	while True:
		query = frappe.qb.from_(voucher).select(voucher.name).where(voucher.docstatus == 1)
		query = query.where(voucher.name > after).orderby(voucher.name).limit(_AT_ONCE)
		names = [name for (name,) in query.run()]
		is_in_range = (entry.voucher_type == doctype) & (entry.voucher > after)
		if len(names) == _AT_ONCE:
			is_in_range &= entry.voucher <= names[-1]
		yield names, is_in_range
		if len(names) < _AT_ONCE:
			return
		after = names[-1]


def stored(vouchers: Vouchers) -> list[tuple[int, Entry]]:
	"""With the names of the rows."""
	found: list[tuple[int, Entry]] = []
	for doctype, every in ((ORDER, vouchers.orders), (INVOICE, vouchers.invoices)):
		for names in at_once(every):
			found += _read(_entries().where(of_vouchers(doctype, names)))
	return found


def _entries() -> QueryBuilder:
	entry = frappe.qb.DocType(ENTRY)
	values = (exact(entry[name]) if name == "amount" else entry[name] for name in Entry._fields)
	return frappe.qb.from_(entry).select(entry.name, *values)


def _read(query: QueryBuilder) -> list[tuple[int, Entry]]:
	return [
		(row[0], Entry(*row[1 : _PLACE + 1], decimal_of(row[_PLACE + 1]), *row[_PLACE + 2 :]))
		for row in query.run()
	]


def _write(before: Iterable[tuple[int, Entry]], now: Iterable[Entry]) -> set[str]:
	"""The vouchers whose entries were not so."""
	gone, missing = differences(before, now)
	delete_rows(ENTRY, [name for name, _entry in gone])
	insert_rows(ENTRY, Entry._fields, missing, numbered=True)
	return {entry.voucher for _name, entry in gone} | {entry.voucher for entry in missing}
