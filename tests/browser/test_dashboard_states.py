"""What the dashboard looks like with whatever the server could answer."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.dashboard_answers import Answers
from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.report_pages import fits, words

WORKSPACE = "/app/lead-intelligence"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def picture_of(desk: Desk, name: str) -> None:
	"""Of the whole dashboard, also of what would have to be scrolled to."""
	SCREENSHOTS.mkdir(exist_ok=True)
	size = desk.page.viewport_size
	desk.page.set_viewport_size({**size, "height": 4000})
	desk.page.locator(".li-dashboard").screenshot(path=SCREENSHOTS / f"{name}.png")
	desk.page.set_viewport_size(size)


@SIZES
def test_alarms_figures_and_pictures(page_as, size):
	desk = page_as("Sales Manager", size=size)
	Answers(desk.page)
	page = desk.open(WORKSPACE)
	board = page.locator(".li-dashboard")
	board.locator("[data-chart=grade_mix] svg").wait_for()
	picture_of(desk, f"dashboard-{size['width']}")
	assert fits(desk, size)
	assert_accessible(desk, ".li-dashboard")
	leads = words(board.locator("[data-card=new_leads]"))
	assert leads == "New Leads 412 ▲ +12 % better before: 368"
