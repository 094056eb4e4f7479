"""Kanban boards by stage, in place of Frappe's own methods; all other boards work as ever."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.desk.doctype.kanban_board import kanban_board
from frappe.utils import get_link_to_form

from lead_intelligence.adapters.stage_boards import is_stage_board, store_order
from lead_intelligence.api.arguments import text


@frappe.whitelist()
def update_order_for_single_card(
	board_name: str,
	docname: str,
	from_colname: str,
	to_colname: str,
	old_index: str | int,
	new_index: str | int,
) -> Any:
	"""A card was dragged. From one stage to another, only the actions of the lead take it."""
	board_name = text(board_name, _("Kanban Board"))
	if from_colname != to_colname and is_stage_board(board_name):
		lead = get_link_to_form("Lead", text(docname, _("Lead")))
		frappe.throw(
			_("Stages are not moved by dragging. Open {0} to accept it, move it up or put it aside.").format(
				lead
			),
			title=_("Not Moved"),
		)
	return kanban_board.update_order_for_single_card(
		board_name, docname, from_colname, to_colname, old_index, new_index
	)


@frappe.whitelist()
def update_order(board_name: str, order: str) -> Any:
	"""The order of all cards, which the desk sends whenever a board is opened."""
	board_name = text(board_name, _("Kanban Board"))
	if not is_stage_board(board_name):
		return kanban_board.update_order(board_name, order)
	return store_order(board_name, _order(order))


def _order(value: object) -> dict[str, list[str]]:
	try:
		found = json.loads(text(value, _("Order")))
	except (ValueError, RecursionError):
		found = None
	if not isinstance(found, dict) or not all(map(_is_names, found.values())):
		frappe.throw(_("{0} must be given as JSON: for each column, a list of names.").format(_("Order")))
	return dict(found)


def _is_names(cards: object) -> bool:
	return isinstance(cards, list) and all(isinstance(card, str) for card in cards)
