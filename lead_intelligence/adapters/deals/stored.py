"""The deals of all leads, stored as they were found, so that a report need not find them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.deals.found import FoundDeal, deals_found
from lead_intelligence.adapters.figure_marks import Record
from lead_intelligence.adapters.reports.memory import room_for_tables
from lead_intelligence.adapters.statements import delete_rows, insert_rows, some_at_a_time
from lead_intelligence.adapters.stored_rows import differences

DEAL: Final = "Lead Deal"
FIELDS: Final = (
	*("lead", "record", "is_history", "opened_at", "outcome", "closed_at"),
	*("has_amount", "amount", "has_rate"),
)
_COLUMNS = ("creation", "modified", "owner", "modified_by", *FIELDS)
_PLACES = 9


def replace(records: Sequence[Record]) -> None:
	"""What is stored of these leads is what is found. The caller commits."""
	leads = [lead for _lead, lead in records]
	for some in some_at_a_time(leads):
		_renewed(some)


def renew(_commit: Callable[[], object] | None = None) -> int:
	"""The same of all leads, in one transaction. Returns how many rows were other ones."""
	with room_for_tables():
		return _renewed(None)


def _renewed(leads: Sequence[str] | None) -> int:
	"""Only rows that differ are written: most of a site's deals have long been closed."""
	deal = frappe.qb.DocType(DEAL)
	query = frappe.qb.from_(deal).select(deal.name, *(deal[field] for field in FIELDS))
	rows = (query if leads is None else query.where(deal.lead.isin(leads))).run()
	gone, missing = differences(((row[0], row[1:]) for row in rows), map(row_of, deals_found(leads)))
	delete_rows(DEAL, [name for name, _deal in gone])
	_insert(missing)
	return len(gone) + len(missing)


def row_of(deal: FoundDeal) -> tuple[Any, ...]:
	return (
		*(deal.lead, deal.record, int(deal.is_history), deal.opened_at, deal.outcome.value, deal.closed_at),
		*(int(deal.amount is not None), round(deal.amount or 0.0, _PLACES), int(deal.has_rate)),
	)


def _insert(rows: Iterable[tuple[Any, ...]]) -> None:
	now, user = now_datetime(), frappe.session.user
	insert_rows(DEAL, _COLUMNS, [(now, now, user, user, *row) for row in rows], numbered=True)
