"""The board of leads by stage: it shows where leads stand, and dragging moves none."""

from __future__ import annotations

from tests.browser.agreement import an_mql
from tests.browser.desk import Desk
from tests.browser.stock import stored

BOARD = "/app/lead/view/kanban/Leads%20by%20Stage"
BROAD = {"width": 1700, "height": 900}


def column(desk: Desk, stage: str):
	return desk.page.locator(f".kanban-column[data-column-value='{stage}']")


def card(desk: Desk, lead: str):
	return desk.page.locator(f".kanban-card-wrapper[data-name='{lead}']")


def in_column(desk: Desk, stage: str, lead: str):
	return column(desk, stage).locator(f".kanban-card-wrapper[data-name='{lead}']")


def drag(desk: Desk, lead: str, to: str) -> None:
	grip, goal = card(desk, lead).bounding_box(), column(desk, to).locator(".kanban-cards").bounding_box()
	mouse = desk.page.mouse
	mouse.move(grip["x"] + 60, grip["y"] + 20)
	mouse.down()
	mouse.move(grip["x"] + 110, grip["y"] + 50, steps=5)
	mouse.move(goal["x"] + 110, goal["y"] + 30, steps=15)
	in_column(desk, to, lead).wait_for()
	mouse.up()


def test_a_dragged_card_goes_back_to_its_column(page_as, live_site, agreement):
	lead = live_site.run(an_mql, "drag@kanban.example", company_name="Dragged")
	live_site.run(_put_first, lead)
	before = live_site.run(stored, lead, "li_stage", "modified")
	desk = page_as("Sales User", size=BROAD)
	desk.open(BOARD)
	in_column(desk, "MQL", lead).wait_for()
	card(desk, lead).scroll_into_view_if_needed()
	drag(desk, lead, "SQL")
	told = desk.page.locator(".modal.show").filter(has_text="Stages are not moved by dragging.")
	told.get_by_role("link", name=lead).wait_for()
	desk.wait()
	desk.screenshot("kanban-dragged")
	in_column(desk, "MQL", lead).wait_for()
	assert in_column(desk, "SQL", lead).count() == 0
	assert live_site.run(stored, lead, "li_stage", "modified") == before
	desk.errors.clear()  # the refusal


def _put_first(lead: str) -> None:
	"""No other card stands above it."""
	import frappe

	frappe.db.set_value("Lead", {"name": ("!=", lead)}, "li_cycle", 0, update_modified=False)
