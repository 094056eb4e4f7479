"""A rep reads on the form why a lead is theirs; what is changed behind an open form is seen, and nothing that was typed is lost."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.jobs.routing import route_waiting
from tests.bench.people import REP, SECOND_REP
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE
from tests.browser.hearing import until_heard
from tests.site.builders import a_lead, another_company
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture
def lead(live_site):
	"""Of a company of its own, whose leads are Rosa's."""

	def make() -> str:
		abbr = frappe.generate_hash(length=6)
		company = another_company(f"Panel {abbr}", abbr)
		pool = a_pool(f"Panel {abbr}", REP.user, {"user": SECOND_REP.user, "paused": 1}, company="")
		a_live_routing_policy(routing_rule(pool, title="Everybody"), company=company)
		return a_lead(company=company, lead_owner="").name

	name = live_site.run(make)
	live_site.run(route_waiting)
	return name


@SIZES
def test_a_rep_reads_why_a_lead_is_theirs(page_as, lead, size):
	desk = page_as("Sales User", size=size)
	page = desk.open(f"/app/lead/{lead}")
	panel = page.locator(".li-owner-panel")
	panel.get_by_text("This lead is yours.").wait_for()
	panel.get_by_text("Who else was looked at").click()
	desk.wait()
	text = panel.inner_text()
	assert "Everybody" in text
	assert "Théo Lefèvre" in text
	assert "Is paused in this pool" in text
	assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
	panel.scroll_into_view_if_needed()
	desk.screenshot(f"owner-{size['width']}")
	assert_accessible(desk, ".li-owner-panel")


def test_what_is_just_being_typed_stays_when_the_owner_changes(live_site, page_as, lead):
	"""The form is told of it only when the field is left."""
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead/{lead}")
	panel = page.locator(".li-owner-panel")
	panel.get_by_text("Rosa Bernard owns this lead.").wait_for()
	desk.wait()
	until_heard(desk, live_site, doctype="Lead", docname=lead)
	job_title = page.locator(".form-page:visible [data-fieldname=job_title] input")
	job_title.fill("Head of Glass")
	# Frappe takes a pause in the typing, too, for its end.
	page.evaluate("() => { cur_frm.doc.job_title = ''; cur_frm.doc.__unsaved = 0; }")
	live_site.run(lambda: give_to([lead], SECOND_REP.user))
	panel.get_by_text("Théo Lefèvre owns this lead.").wait_for()
	desk.wait()
	assert job_title.input_value() == "Head of Glass"
	assert page.evaluate("() => cur_frm.doc.lead_owner") == SECOND_REP.user
	job_title.press("Tab")
	desk.save()
	assert live_site.run(lambda: frappe.db.get_value("Lead", lead, "job_title")) == "Head of Glass"


def test_what_is_typed_stays_when_the_owner_changes_behind_the_form(live_site, page_as, lead):
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead/{lead}")
	page.locator(".li-owner-panel").get_by_text("Rosa Bernard owns this lead.").wait_for()
	desk.wait()
	page.evaluate("() => cur_frm.set_value('job_title', 'Head of Glass')")
	until_heard(desk, live_site, doctype="Lead", docname=lead)
	live_site.run(lambda: give_to([lead], SECOND_REP.user))
	page.locator(".li-owner-panel").get_by_text("Théo Lefèvre owns this lead.").wait_for()
	assert page.evaluate("() => cur_frm.doc.job_title") == "Head of Glass"
	assert page.evaluate("() => cur_frm.doc.lead_owner") == SECOND_REP.user
	desk.screenshot("owner-changed-meanwhile")
	desk.save()
	stored = live_site.run(lambda: frappe.db.get_value("Lead", lead, ["job_title", "lead_owner"]))
	assert tuple(stored) == ("Head of Glass", SECOND_REP.user)
