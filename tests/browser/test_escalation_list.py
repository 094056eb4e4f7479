"""What became of the steps of an escalation: read in a list and a form, which lead on to the lead."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE

LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture
def lead(live_site):
	from tests.site.escalated_leads import owned, swept
	from tests.site.response_builders import a_live_policy, backdated, step
	from tests.site.running_clocks import take_policies_down

	def escalated() -> str:
		take_policies_down()
		a_live_policy(escalations=[step(50), step(100, "Notify Manager")])
		lead = owned(first_name="Ada", last_name="Marchand")
		backdated(lead, minutes=75)
		swept()
		return lead

	yield live_site.run(escalated)
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_manager_reads_who_was_told_and_goes_to_the_lead(page_as, lead, size):
	desk = page_as("Sales Manager", size=size)
	page = desk.open(f"/app/lead-escalation?lead={lead}")
	desk.until_list_of(lead)
	row = page.locator(".list-row:visible").filter(has_text=lead).first
	assert row.locator(".indicator-pill.green:visible").inner_text() == "Delivered"
	desk.screenshot(f"escalation-list-{size['width']}")
	row.locator(".list-subject a:visible").first.click()
	page.wait_for_function("() => cur_frm && cur_frm.doctype === 'Lead Escalation'")
	desk.wait()
	assert "Told: " in page.locator(".form-message:visible").first.inner_text()
	assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"escalation-{size['width']}")
	desk.press("Open the Lead")
	page.wait_for_function("lead => cur_frm && cur_frm.doc.name === lead", arg=lead)
