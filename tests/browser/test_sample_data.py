"""Sample data is loaded and removed in the settings."""

from __future__ import annotations

import re

import pytest

from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.removal import clear
from tests.browser.desk import PHONE, WIDE, Desk

SETTINGS = "/app/lead-intelligence-settings"


def take_away() -> None:
	if record.stored():
		clear()


@pytest.fixture
def no_sample(live_site):
	live_site.run(take_away)
	yield live_site
	live_site.wait_for_jobs()
	live_site.run(take_away)


def shown(desk: Desk, state: str):
	"""The section of the settings, once it shows the state."""
	section = desk.page.locator(f".li-sample-data[data-state={state}]")
	section.wait_for()
	section.scroll_into_view_if_needed()
	return section


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_manager_loads_and_removes_it(no_sample, page_as, size):
	width = size["width"]
	desk = page_as("Sales Manager", size=size)
	page = desk.open(SETTINGS)
	shown(desk, "none").get_by_role("button", name="Load sample data").click()
	page.locator(".modal.show").get_by_text("400 leads of the last two years").wait_for()
	page.wait_for_timeout(300)
	desk.screenshot(f"sample-data-question-{width}")
	desk.answer("Load the sample data?")
	done = page.locator(".modal.show").filter(has_text="400 leads")
	done.get_by_role("button", name="Show the Leads").wait_for(timeout=120_000)
	page.wait_for_timeout(300)
	desk.screenshot(f"sample-data-done-{width}")
	done.get_by_role("button", name="Show the Leads").click()
	page.locator(".list-row-container:visible").first.wait_for()
	page.wait_for_url(re.compile("company=Ateliers"))
	desk.wait()
	desk.screenshot(f"sample-data-leads-{width}")
	desk.open(SETTINGS)
	section = shown(desk, "loaded")
	assert "400 leads" in section.inner_text()
	desk.screenshot(f"sample-data-loaded-{width}")
	section.get_by_role("button", name="Remove sample data").click()
	desk.answer("Remove the sample data?")
	page.locator(".li-sample-data[data-state=none]").wait_for(timeout=120_000)
	desk.told("The sample data was removed.")
	shown(desk, "none")
	desk.screenshot(f"sample-data-none-{width}")


def test_what_is_under_way_is_shown(no_sample, page_as):
	desk = page_as("Sales Manager", size=WIDE)
	now = {"state": "loading", "percent": 40}
	desk.page.route(
		"**/lead_intelligence.api.sample_data.state*", lambda route: route.fulfill(json={"message": now})
	)
	page = desk.open(SETTINGS)
	assert "40 %" in shown(desk, "loading").inner_text()
	desk.screenshot("sample-data-loading")
	now["percent"] = 80
	page.get_by_text("80 %").wait_for()
	now["state"] = "interrupted"
	section = shown(desk, "interrupted")
	assert section.get_by_role("button").count() == 2
	desk.screenshot("sample-data-interrupted")
