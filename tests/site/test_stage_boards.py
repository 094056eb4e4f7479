"""The Kanban board by stage: it is there, shows where leads stand, and moves none."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.api.kanban import update_order, update_order_for_single_card
from lead_intelligence.setup.custom_fields import STAGES
from lead_intelligence.setup.kanban import BOARD, remove_stage_boards, seed_stage_board
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition, an_mql, stage_of
from tests.site.builders import a_lead, stored

SETTINGS = "Lead Intelligence Settings"


def drag(board: str, card: str, start: str, goal: str) -> object:
	return update_order_for_single_card(board, card, start, goal, 0, 0)


def order_of(board: str, column: str) -> list[str]:
	doc = frappe.get_doc("Kanban Board", board)
	return json.loads(next(row.order for row in doc.columns if row.column_name == column))


def test_there_is_a_column_for_each_stage():
	board = frappe.get_doc("Kanban Board", BOARD)
	assert [column.column_name for column in board.columns] == list(STAGES)
	assert board.field_name == "li_stage"


def test_what_an_admin_does_with_the_board_stays():
	frappe.db.set_value("Kanban Board", BOARD, "show_labels", 0)
	seed_stage_board()
	assert not frappe.db.get_value("Kanban Board", BOARD, "show_labels")
	frappe.delete_doc("Kanban Board", BOARD)
	seed_stage_board()
	assert not frappe.db.exists("Kanban Board", BOARD)


def test_a_board_of_that_name_that_was_there_before_is_left_alone():
	frappe.db.set_value("Kanban Board", BOARD, "field_name", "status")
	frappe.db.set_single_value(SETTINGS, "stage_board_installed", 0)
	seed_stage_board()
	assert frappe.db.get_value("Kanban Board", BOARD, "field_name") == "status"


def test_dragging_from_stage_to_stage_is_refused_with_what_to_do_instead():
	a_live_definition()
	lead = an_mql()
	frappe.set_user(REP.user)
	with pytest.raises(frappe.ValidationError, match="Stages are not moved by dragging"):
		drag(BOARD, lead, "MQL", "SQL")
	assert stage_of(lead) == "MQL"


def test_within_a_column_cards_are_sorted_as_ever():
	a_live_definition()
	lead = an_mql()
	frappe.set_user(REP.user)
	update_order(BOARD, json.dumps({"MQL": [lead]}))
	drag(BOARD, lead, "MQL", "MQL")
	assert order_of(BOARD, "MQL") == [lead]
	assert stage_of(lead) == "MQL"


def test_a_card_that_is_shown_in_an_old_column_is_put_right_and_its_lead_not_saved():
	a_live_definition()
	lead = an_mql()
	before = stored(lead, "modified")
	frappe.set_user(REP.user)
	_board, moved = update_order(BOARD, json.dumps({"Raw": [lead], "MQL": []}))
	assert moved == [{"name": lead, "column": "MQL"}]
	assert order_of(BOARD, "Raw") == []
	assert (stage_of(lead), stored(lead, "modified")) == ("MQL", before)


def test_a_board_by_another_field_works_as_ever():
	lead = a_lead().name
	columns = [{"column_name": status, "order": "[]"} for status in ("Lead", "Open")]
	board = frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "By status",
			"reference_doctype": "Lead",
			"field_name": "status",
			"columns": columns,
		}
	).insert()
	update_order(board.name, json.dumps({"Lead": [lead], "Open": []}))
	drag(board.name, lead, "Lead", "Open")
	assert stored(lead, "status") == "Open"


@pytest.mark.parametrize("order", ["", "[", "[]", '{"Raw": "x"}', '{"Raw": [1]}'])
def test_what_is_no_order_is_refused(order):
	with pytest.raises(frappe.ValidationError):
		update_order(BOARD, order)


def test_boards_by_our_fields_go_with_the_app():
	remove_stage_boards()
	assert not frappe.db.exists("Kanban Board", BOARD)
