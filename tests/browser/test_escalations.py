"""A manager reads what came of escalations, and a notice of several leads opens just these."""

from __future__ import annotations

import pytest

from tests.bench.people import MANAGER


def escalated() -> list[str]:
	"""Two leads of nobody, of which the managers have heard."""
	import frappe

	from lead_intelligence.jobs.escalations import sweep
	from tests.site.builders import another_company
	from tests.site.response_builders import a_live_policy, backdated, step

	abbr = frappe.generate_hash(length=6)
	company = another_company(f"Escalated {abbr}", abbr)
	a_live_policy(company=company, escalations=[step(50)])
	leads = []
	for name in ("Ada", "Bob"):
		values = {"doctype": "Lead", "first_name": name, "company": company, "status": "Lead"}
		leads.append(str(frappe.get_doc(values).insert().name))
		frappe.db.set_value("Lead", leads[-1], "lead_owner", None)
		backdated(leads[-1], minutes=31)
	sweep()
	return leads


def clear_away(leads: list[str]) -> None:
	import frappe

	for lead in leads:
		frappe.delete_doc("Lead", lead)


@pytest.fixture
def leads(live_site):
	found = live_site.run(escalated)
	yield found
	live_site.run(clear_away, found)


def test_what_came_of_each_is_in_the_list_and_leads_to_the_lead(page_as, leads):
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-escalation?lead={leads[0]}")
	page.wait_for_function(
		"() => cur_list && cur_list.doctype === 'Lead Escalation' && cur_list.data.length === 1"
	)
	desk.wait()
	row = page.locator(".list-row:visible").first
	assert row.locator(".indicator-pill.green:visible").first.inner_text() == "Delivered"
	assert "Told: " in row.inner_text()
	desk.screenshot("escalation-list")
	page.evaluate("frappe.set_route('Form', 'Lead Escalation', cur_list.data[0].name)")
	page.get_by_role("button", name="Open the Lead").click()
	page.wait_for_function("lead => cur_frm && cur_frm.doc.name === lead", arg=leads[0])


def test_a_notice_of_several_opens_just_these(live_site, page_as, leads):
	def link() -> str:
		import frappe

		filters = {"for_user": MANAGER.user, "subject": ("like", "%leads wait for us%")}
		return str(frappe.db.get_value("Notification Log", filters, "link", order_by="creation desc"))

	page = page_as("Sales Manager").open(live_site.run(link))
	page.wait_for_function("() => cur_list && cur_list.doctype === 'Lead' && cur_list.data.length === 2")
	assert sorted(page.evaluate("cur_list.data.map(row => row.name)")) == sorted(leads)
