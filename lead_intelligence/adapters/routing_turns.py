"""Whose turn it is in a pool: one row for each, whose lock makes two who choose at once wait for one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.statements import insert_new_rows, rows_by_name, update_rows
from lead_intelligence.core.routing.turns import Turns, from_text, to_text

DOCTYPE = "Lead Routing Turn"
_NEW = ("name", "creation", "modified", "owner", "modified_by", "pool", "given")


def turns_of(pools: Iterable[str], *, lock: bool) -> dict[str, Turns]:
	"""By pool. With `lock`, until the caller commits, in the order of their names."""
	names = sorted(set(pools))
	if not names:
		return {}
	found = _rows(names, lock)
	missing = [name for name in names if name not in found]
	if missing and lock:
		now, author = now_datetime(), frappe.session.user
		insert_new_rows(DOCTYPE, _NEW, [(name, now, now, author, author, name, 0) for name in missing])
		found = _rows(names, lock)
	return {name: found.get(name, Turns()) for name in names}


def _rows(names: list[str], lock: bool) -> dict[str, Turns]:
	rows = rows_by_name(DOCTYPE, ("name", "credits"), names, lock=lock)
	return {name: from_text(text) for name, text in rows}


def store_turns(before: Mapping[str, Turns], after: Mapping[str, Turns], given: Mapping[str, int]) -> None:
	"""Of the pools whose turns have changed. `given`: how many leads came of each."""
	now = now_datetime()
	for name, turns in after.items():
		if turns != before.get(name):
			update_rows(DOCTYPE, [name], {"credits": to_text(turns), "modified": now})
	table = frappe.qb.DocType(DOCTYPE)
	for name, number in given.items():
		frappe.qb.update(table).set(table.given, table.given + number).where(table.name == name).run()


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""After a pool is renamed. Of two that are merged, the turns of the one that stays go on."""
	if merge:
		frappe.db.delete(DOCTYPE, {"name": old})
		return
	frappe.db.delete(DOCTYPE, {"name": new})
	table = frappe.qb.DocType(DOCTYPE)
	frappe.qb.update(table).set(table.name, new).set(table.pool, new).where(table.name == old).run()


def forget_pool(name: str) -> None:
	frappe.db.delete(DOCTYPE, {"name": name})
