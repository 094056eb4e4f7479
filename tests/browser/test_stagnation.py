"""A rep finds the leads with which nothing has happened for too long, and goes to one of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.bench.people import REP, SECOND_REP


def noted() -> dict[str, str]:
	import frappe

	from lead_intelligence.adapters.stagnation_rows import Quiet, open_rows

	since = datetime(2024, 3, 15, 10)
	leads = {}
	for name, owner in (("mine", REP.user), ("theirs", SECOND_REP.user)):
		values = {"doctype": "Lead", "first_name": "Quiet", "company_name": name, "lead_owner": owner}
		leads[name] = str(frappe.get_doc(values).insert().name)
	open_rows(
		[
			Quiet(
				lead=lead,
				stage="MQL",
				owner=REP.user if name == "mine" else SECOND_REP.user,
				company=None,
				quiet_since=since,
				stagnant_at=datetime(2024, 3, 19),
			)
			for name, lead in leads.items()
		]
	)
	return leads


def clear_away(leads: dict[str, str]) -> None:
	import frappe

	for lead in leads.values():
		frappe.delete_doc("Lead", lead)


@pytest.fixture
def leads(live_site):
	found = live_site.run(noted)
	yield found
	live_site.run(clear_away, found)


def test_a_rep_sees_their_own_and_opens_the_lead(page_as, leads):
	desk = page_as("Sales User")
	page = desk.open("/app/lead?status=Lead")
	# A second after its first look, Frappe's list writes its filters into the address once more, whatever is open by then.
	page.wait_for_timeout(1100)
	desk.wait()
	page.locator(".page-head:visible .inner-group-button").filter(has_text="What Is Due").locator(
		"button"
	).click()
	page.locator(".page-head:visible .inner-group-button .dropdown-menu").get_by_text(
		"Stagnant", exact=True
	).click()
	# Frappe first asks for the whole list, and a second later for what the button has chosen.
	page.wait_for_function(
		"""() => cur_list && cur_list.doctype === 'Lead Stagnation' && cur_list.data.length
			&& cur_list.data.every(({ owner_user }) => owner_user === frappe.session.user)"""
	)
	desk.wait()
	shown = page.evaluate("cur_list.data.map(row => row.lead)")
	assert leads["mine"] in shown
	assert leads["theirs"] not in shown
	row = page.locator(".list-row:visible").filter(has_text=leads["mine"])
	assert row.locator(".indicator-pill.orange:visible").inner_text() == "Stagnant"
	assert row.locator(".list-subject a:visible").first.inner_text().strip() == leads["mine"]
	desk.screenshot("stagnation-list")
	row.locator("a", has_text=leads["mine"]).first.click()
	page.wait_for_function("lead => cur_frm && cur_frm.doc.name === lead", arg=leads["mine"])


def test_a_manager_sees_all(page_as, leads):
	desk = page_as("Sales Manager")
	for lead in leads.values():
		page = desk.open(f"/app/lead-stagnation?lead={lead}")
		page.wait_for_function("lead => cur_list && cur_list.data.some(row => row.lead === lead)", arg=lead)
	page.evaluate("frappe.set_route('Form', 'Lead Stagnation', cur_list.data[0].name)")
	page.get_by_role("button", name="Open the Lead").wait_for()


def test_a_time_zone_is_chosen_for_a_territory(page_as):
	desk = page_as("Administrator")
	page = desk.open("/app/territory/France")
	zone = page.locator("[data-fieldname=li_time_zone] input:visible")
	zone.fill("lord_h")
	page.locator(".awesomplete li:visible", has_text="Australia/Lord_Howe").click()
	assert zone.input_value() == "Australia/Lord_Howe"
	desk.screenshot("territory-time-zone")
