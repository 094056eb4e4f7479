"""Whose turn it is in a pool follows the pool to another name, and goes with it."""

from __future__ import annotations

import frappe

_TURN = "Lead Routing Turn"


def move_turn(old: str, new: str) -> None:
	"""Of two pools that are merged, the turn of the one that stays counts."""
	if frappe.db.exists(_TURN, new):
		forget_turn(old)
		return
	table = frappe.qb.DocType(_TURN)
	frappe.qb.update(table).set(table.name, new).set(table.pool, new).where(table.name == old).run()


def forget_turn(pool: str) -> None:
	frappe.db.delete(_TURN, {"name": pool})
