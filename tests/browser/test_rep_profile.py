"""A manager lays down what a rep can take; the rep sees how full the desk is, and goes out of office."""

from __future__ import annotations

import frappe
import pytest

from tests.bench.people import REP
from tests.browser.desk import PHONE
from tests.site.builders import a_lead

PROFILE = "Lead Rep Profile"


def take_away() -> None:
	frappe.delete_doc(PROFILE, REP.user, ignore_missing=True, force=True)
	frappe.db.delete("Lead Rep Load", {"name": REP.user})


@pytest.fixture
def site(live_site):
	live_site.run(take_away)
	lead = live_site.run(lambda: a_lead(lead_owner=REP.user).name)
	yield live_site
	live_site.run(take_away)
	live_site.run(lambda: frappe.delete_doc("Lead", lead, force=True))


def test_a_manager_makes_a_profile_and_the_rep_uses_it(site, page_as):
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-rep-profile/new")
	user = page.locator("[data-fieldname=user] input:visible")
	user.fill("rosa")
	page.locator(".awesomplete [role=option]:visible", has_text=REP.user).click()
	desk.wait()
	desk.fill("daily_limit", "4")
	zone = page.locator("[data-fieldname=time_zone] input:visible")
	zone.fill("tokyo")
	page.locator(".awesomplete li:visible", has_text="Asia/Tokyo").click()
	desk.fill("capacity", "-5")
	page.locator(".primary-action:visible").filter(has_text="Save").click()
	refused = page.locator(".modal.show .msgprint")
	refused.wait_for()
	assert "Capacity must be from 0 to 100000. With 0 the rep gets no new leads." in refused.inner_text()
	desk.screenshot("rep-profile-refused")
	page.keyboard.press("Escape")
	refused.wait_for(state="hidden")
	# The browser logs every answer that refuses.
	desk.errors.clear()
	desk.fill("capacity", "20")
	desk.save()
	state = page.locator(".li-rep")
	state.wait_for()
	said = state.inner_text()
	for words in ("of 20", "0 of 4 new leads today", "(Asia/Tokyo)"):
		assert words in said, said
	desk.screenshot("rep-profile", full_page=True)


def test_the_rep_goes_away_and_comes_back(site, page_as):
	site.run(lambda: frappe.get_doc({"doctype": PROFILE, "user": REP.user}).insert())
	desk = page_as("Sales User")
	page = desk.open(f"/app/lead-rep-profile/{REP.user}")
	page.locator(".li-rep").wait_for()
	assert page.locator(".form-page:visible [data-fieldname=capacity] input:visible").count() == 0
	desk.press("I Am Away")
	dialog = page.locator(".modal.show")
	dialog.wait_for()
	desk.screenshot("rep-goes-away")
	dialog.get_by_role("button", name="I Am Away").click()
	page.locator(".li-rep", has_text="Out of office.").wait_for()
	desk.wait()
	assert site.run(lambda: frappe.db.get_value(PROFILE, REP.user, "out_of_office")) == 1
	desk.press("I Am Back")
	page.wait_for_function("() => !document.querySelector('.li-rep')?.innerText.includes('Out of office.')")
	desk.wait()
	assert site.run(lambda: frappe.db.get_value(PROFILE, REP.user, "out_of_office")) == 0


def test_another_rep_sees_no_load(site, page_as):
	site.run(lambda: frappe.get_doc({"doctype": PROFILE, "user": REP.user}).insert())
	desk = page_as("Lead Marketing")
	page = desk.open(f"/app/lead-rep-profile/{REP.user}")
	assert page.locator(".li-rep").count() == 0


def test_on_a_phone_and_in_the_list(site, page_as):
	site.run(lambda: frappe.get_doc({"doctype": PROFILE, "user": REP.user, "out_of_office": 1}).insert())
	desk = page_as("Sales Manager", size=PHONE)
	page = desk.open(f"/app/lead-rep-profile/{REP.user}")
	page.locator(".li-rep").wait_for()
	assert not page.evaluate("() => cur_frm.is_dirty()")
	desk.screenshot("rep-profile-phone")
	assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-rep-profile")
	row = page.locator(".list-row", has_text="Rosa Bernard")
	assert "Out of Office" in row.inner_text()
	desk.screenshot("rep-profile-list")


def test_grades_are_suggested_in_the_settings(site, page_as):
	desk = page_as("Administrator")
	page = desk.open("/app/lead-intelligence-settings")
	options = (
		"() => cur_frm.fields_dict.load_weights.grid.docfields.find((df) => df.fieldname === 'grade').options"
	)
	page.wait_for_function(f"() => ({options})()")
	assert set("ABCD") <= set(page.evaluate(options).split("\n"))
