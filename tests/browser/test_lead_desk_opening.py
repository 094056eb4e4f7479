"""The workspace opens on the desk for those whose work it is."""

from __future__ import annotations

import re

DESK = re.compile(r"/app/lead-desk$")
WORKSPACE = re.compile(r"/app/lead-intelligence$")


def test_the_workspace_of_a_rep_opens_on_the_desk(page_as):
	desk = page_as("Sales User")
	page = desk.open("/app/lead-intelligence")
	page.wait_for_url(DESK)
	page.locator(".li-lead-desk:not(.li-loading) .li-desk-counters").wait_for()


def test_who_wants_the_workspace_itself_chooses_it_on_the_desk(page_as):
	desk = page_as("Sales User")
	page = desk.open("/app/lead-intelligence")
	page.wait_for_url(DESK)
	desk.wait()
	page.locator(".page-head:visible .menu-btn-group > button").click()
	page.locator(".page-head:visible .dropdown-menu").get_by_text("Workspace", exact=True).click()
	page.wait_for_url(WORKSPACE)
	desk.wait()
	page.reload()
	desk.wait()
	assert WORKSPACE.search(page.url)
	desk.open("/app/lead-touch")
	page.go_back()
	desk.wait()
	assert WORKSPACE.search(page.url)
	desk.open("/app/lead-desk")
	page.evaluate("() => frappe.set_route('lead-intelligence')")
	page.wait_for_url(DESK)


def test_back_leaves_the_desk_to_where_one_came_from(page_as):
	desk = page_as("Sales User")
	page = desk.open("/app/lead-touch")
	page.evaluate("() => frappe.set_route('lead-intelligence')")
	page.wait_for_url(DESK)
	desk.wait()
	page.go_back()
	page.wait_for_url(re.compile(r"/app/lead-touch"))


def test_the_workspace_of_a_manager_is_the_workspace(page_as):
	desk = page_as("Sales Manager")
	page = desk.open("/app/lead-intelligence")
	desk.wait()
	assert WORKSPACE.search(page.url)
	page.locator(".number-widget-box").first.wait_for()
