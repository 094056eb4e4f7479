"""A Sales Manager says which territory places belong to, and tries one."""

from __future__ import annotations

import frappe
import pytest

from tests.browser.held import Held
from tests.site.builders import a_lead
from tests.site.territory_builders import a_mapping, a_territory

NASTY = "<img src=x onerror=\"frappe.msgprint('mine')\">"


@pytest.fixture
def rows(live_site):
	def make() -> dict[str, str]:
		take_away()
		for name in ("Nordic", "Oslo"):
			if not frappe.db.exists("Territory", name):
				a_territory(name)
		row = a_mapping("Nordic", "Norway", city=NASTY).name
		lead = a_lead(first_name="Odd", country="Norway", li_postal_code="0150", territory="France").name
		return {"row": row, "lead": lead}

	yield live_site.run(make)
	live_site.run(take_away)


def take_away() -> None:
	for name in frappe.get_all("Lead Territory Mapping", pluck="name"):
		frappe.delete_doc("Lead Territory Mapping", name)


def test_a_row_is_written_and_tried(rows, page_as):
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-territory-mapping/new")
	page.evaluate("() => cur_frm.set_value({ country: 'Norway', territory: 'Oslo' })")
	desk.fill("postal_code_from", "01")
	desk.fill("postal_code_to", "09")
	words = page.get_by_label("The row in words")
	words.get_by_text(
		"Leads without a territory get Oslo when their place is: Norway, postal codes from 01 to 09"
	).wait_for()
	desk.screenshot("territory-mapping", full_page=True)
	desk.save()
	desk.press("Which Territory?")
	dialog = page.locator(".modal.show")
	dialog.wait_for()
	desk.wait()
	dialog.locator("[data-fieldname=lead] input").fill(rows["lead"])
	desk.wait()
	dialog.locator("[data-fieldname=lead] input").press("Tab")
	desk.wait()
	dialog.get_by_text("because of").wait_for()
	assert dialog.locator("[data-fieldname=postal_code] input").input_value() == "0150"
	assert "Oslo because of Norway, postal codes from 01 to 09" in dialog.inner_text()
	desk.screenshot("territory-which")


def test_the_territory_of_the_place_that_was_entered_last_is_shown(rows, page_as, live_site):
	live_site.run(lambda: a_mapping("Oslo", "Sweden").name)
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-territory-mapping/{rows['row']}")
	desk.press("Which Territory?")
	dialog = page.locator(".modal.show")
	dialog.wait_for()
	desk.wait()
	slow = Held(desk, "territory.find", times=1)
	dialog.get_by_role("button", name="Find", exact=True).click()
	slow.until_asked()
	page.evaluate("() => cur_dialog.set_values({ country: 'Sweden', city: '' })")
	dialog.get_by_role("button", name="Find", exact=True).click()
	dialog.get_by_text("because of").wait_for()
	slow.let_go()
	assert "Oslo because of Sweden" in dialog.inner_text()


def test_a_range_that_ends_before_it_begins_is_refused(rows, page_as):
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-territory-mapping/{rows['row']}")
	# What somebody wrote as a city is read, not obeyed; Frappe has cut it short when it was stored.
	assert '<img src="x">' in page.get_by_label("The row in words").inner_text()
	assert page.locator(".form-page:visible img[src=x]").count() == 0
	desk.fill("postal_code_from", "09")
	desk.fill("postal_code_to", "01")
	page.locator(".primary-action:visible").filter(has_text="Save").click()
	said = page.locator(".modal.show .msgprint")
	said.wait_for()
	assert "'01' comes before '09'. Give the smaller one first." in said.inner_text()
	# The browser logs every answer that refuses.
	desk.errors.clear()


def test_leads_of_before_are_filled_in_from_the_list(live_site, rows, page_as):
	def before() -> str:
		a_mapping("Oslo", "Norway", "01 to 09")
		lead = a_lead(first_name="Early", country="Norway", li_postal_code="0150").name
		frappe.db.set_value("Lead", lead, "territory", None)
		return lead

	lead = live_site.run(before)
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-territory-mapping")
	desk.screenshot("territory-list")
	desk.press("Fill In Leads…")
	confirm = page.locator(".modal.show")
	confirm.wait_for()
	assert "Leads without a territory" in confirm.inner_text()
	confirm.get_by_role("button", name="Yes").click()
	desk.wait()
	live_site.wait_for_jobs()
	assert live_site.run(lambda: frappe.db.get_value("Lead", lead, "territory")) == "Oslo"


def test_a_rep_reads_rows_and_changes_none(rows, page_as):
	desk = page_as("Sales User")
	page = desk.open("/app/lead-territory-mapping")
	assert page.get_by_role("button", name="Which Territory?").is_visible()
	assert page.get_by_role("button", name="Fill In Leads…").count() == 0
