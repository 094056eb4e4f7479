"""A manager makes a working calendar on the desk."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest

from lead_intelligence.adapters.calendars import calendar_of

CALENDAR = "Lead Working Calendar"


def take_away() -> None:
	frappe.delete_doc(CALENDAR, "Hotline", ignore_missing=True)


@pytest.fixture
def no_hotline(live_site):
	live_site.run(take_away)
	yield live_site
	live_site.run(take_away)


def test_a_manager_makes_a_calendar(no_hotline, page_as):
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-working-calendar/Office%20Hours")
	assert page.locator("[data-fieldname=spans] .grid-body .rows .grid-row").count() == 10
	desk.screenshot("working-calendar")
	page = desk.open("/app/lead-working-calendar/new")
	desk.fill("calendar_name", "Hotline")
	zone = page.locator("[data-fieldname=time_zone] input:visible")
	zone.fill("lord_h")
	page.locator(".awesomplete li:visible", has_text="Australia/Lord_Howe").click()
	assert zone.input_value() == "Australia/Lord_Howe"
	enter(page, from_time="22:00:00", to_time="21:00:00")
	refused = page.locator(".modal.show .msgprint")
	refused.wait_for()
	assert "Working Times, row 1: To Time (21:00) is not after From Time (22:00)" in refused.inner_text()
	desk.screenshot("working-calendar-refused")
	page.keyboard.press("Escape")
	refused.wait_for(state="hidden")
	# The browser logs every answer that refuses.
	desk.errors.clear()
	enter(page, from_time="22:00:00", to_time="00:00:00")
	page.wait_for_function("() => !cur_frm.is_new() && !cur_frm.is_dirty()")
	assert no_hotline.run(whole_span) == ("Australia/Lord_Howe", 2 * 3600)


def enter(page, **times: str) -> None:
	"""One row for Fridays, and saves. What the grid does with keys is Frappe's."""
	page.evaluate(
		"""(times) => {
			cur_frm.clear_table("spans");
			cur_frm.add_child("spans", { weekday: "Friday", ...times });
			cur_frm.refresh_field("spans");
			cur_frm.save().catch(() => {});
		}""",
		times,
	)


def whole_span() -> tuple[str, int]:
	calendar = calendar_of("Hotline", None)
	week = datetime(2024, 3, 11), datetime(2024, 3, 18)
	return calendar.zone.key, calendar.working_seconds(*week)
