"""The Kanban board of leads by stage."""

from __future__ import annotations

import json

import frappe

from lead_intelligence.adapters.stage_boards import STAGE_FIELD
from lead_intelligence.setup.custom_fields import CUSTOM_FIELDS

BOARD = "Leads by Stage"
_DOCTYPE = "Kanban Board"
_SETTINGS = "Lead Intelligence Settings"

_COLUMNS = (
	("Raw", "Gray"),
	("Lead", "Gray"),
	("MQL", "Orange"),
	("SAL", "Blue"),
	("SQL", "Blue"),
	("Opportunity", "Green"),
	("Customer", "Green"),
	("Nurture", "Yellow"),
	("Disqualified", "Red"),
)
# A board loads all its cards at once. What was placed as history would fill it with what nobody works on.
_FILTERS = [["Lead", "li_cycle", ">", 0]]


def seed_stage_board() -> None:
	"""Once in the life of a site, so that what an admin deletes does not come back. What is there already stays as it is."""
	if frappe.db.get_single_value(_SETTINGS, "stage_board_installed"):
		return
	if not frappe.db.exists(_DOCTYPE, BOARD):
		columns = [{"column_name": stage, "indicator": colour} for stage, colour in _COLUMNS]
		board = {
			"doctype": _DOCTYPE,
			"kanban_board_name": BOARD,
			"reference_doctype": "Lead",
			"field_name": STAGE_FIELD,
			"columns": columns,
			"filters": json.dumps(_FILTERS),
			"fields": json.dumps(["li_grade", "li_clocks", "job_title", "status"]),
			"show_labels": 1,
		}
		frappe.get_doc(board).insert(ignore_permissions=True)
	frappe.db.set_single_value(_SETTINGS, "stage_board_installed", 1)


def remove_stage_boards() -> None:
	"""Those by a field of ours, whoever made them: without it they would not open."""
	fields = [field["fieldname"] for field in CUSTOM_FIELDS["Lead"]]
	boards = frappe.get_all(
		_DOCTYPE, filters={"reference_doctype": "Lead", "field_name": ("in", fields)}, pluck="name"
	)
	for board in boards:
		frappe.delete_doc(_DOCTYPE, board, ignore_permissions=True, force=True, delete_permanently=True)
