"""Kanban boards by stage: cards stand where their lead stands, and dragging them moves no lead."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.model.document import Document

STAGE_FIELD = "li_stage"
_BOARD = "Kanban Board"


def is_stage_board(board: str) -> bool:
	shows = frappe.get_cached_value(_BOARD, board, ["reference_doctype", "field_name"], as_dict=True)
	return bool(shows) and shows.reference_doctype == "Lead" and shows.field_name == STAGE_FIELD


def store_order(board: str, order: dict[str, list[str]]) -> tuple[Document, list[dict[str, Any]]]:
	"""Keeps the order of the cards, each in the column of its lead's stage. Gives the board, and the cards that were shown
	in another one."""
	doc = frappe.get_doc(_BOARD, board)
	doc.check_permission("read")
	if not frappe.has_permission("Lead", "write"):
		return doc, []
	cards = [card for column in order.values() for card in column]
	stages = dict(
		frappe.get_list(
			"Lead", filters={"name": ("in", cards)}, fields=["name", STAGE_FIELD], as_list=True, limit=0
		)
		if cards
		else ()
	)
	before = [column.order for column in doc.columns]
	for column in doc.columns:
		if column.column_name in order:
			standing = [card for card in order[column.column_name] if stages.get(card) == column.column_name]
			column.order = json.dumps(standing)
	if before != [column.order for column in doc.columns]:
		doc.save(ignore_permissions=True)
	moved = [
		{"name": card, "column": stages[card]}
		for column, shown in order.items()
		for card in shown
		if card in stages and stages[card] != column
	]
	return doc, moved
