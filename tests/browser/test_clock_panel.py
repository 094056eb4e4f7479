"""Response clocks on the form of a lead: the countdown, calling with one click, and answers entered by hand."""

from __future__ import annotations

import pytest

from tests.browser.desk import PHONE, SCREENSHOTS, WIDE, Desk
from tests.browser.stock import save_lead

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
PANEL_ADDRESS = "**/api/method/lead_intelligence.api.clock.panel*"
# Where no program of the machine opens telephone links, Chromium asks what to do and takes no more clicks.
DIAL = """() => {
	window.dialled = [];
	document.addEventListener("click", (event) => {
		const link = event.target.closest("a[href^='tel:']");
		if (!link) return;
		window.dialled.push(link.getAttribute("href"));
		event.preventDefault();
	});
}"""


@pytest.fixture(scope="module")
def policy(live_site):
	from tests.site.running_clocks import a_live_policy, take_policies_down

	def put_live() -> str:
		take_policies_down()
		return str(a_live_policy().name)

	name = live_site.run(put_live)
	live_site.wait_for_jobs()
	yield name
	live_site.run(take_policies_down)
	live_site.wait_for_jobs()


def a_caller(email: str, minutes: float, **clock) -> str:
	"""A lead with two phone numbers that is due its first response in so many minutes."""
	import frappe

	from tests.site.running_clocks import due_in

	for name in frappe.get_all("Lead", filters={"email_id": email}, pluck="name"):
		frappe.delete_doc("Lead", name, ignore_permissions=True, force=True)
	numbers = {"mobile_no": "+33 6 12 34 56 78", "phone": "+33 1 40 20 50 50"}
	lead = save_lead(
		first_name="Ada", last_name="Marchand", company_name="Verrerie du Canal", email_id=email, **numbers
	)
	due_in(lead, minutes, **clock)
	return lead


def panel_of(desk: Desk, lead: str):
	desk.open(f"/app/lead/{lead}")
	desk.page.evaluate(DIAL)
	return desk.page.locator(".li-clock-panel")


def line(panel, purpose: str = "First Response"):
	return panel.locator(f".li-clock[data-purpose='{purpose}']")


def touches(lead: str) -> list[dict]:
	import frappe

	fields = ["kind", "response", "author", "notes"]
	return frappe.get_all(
		"Lead Touch", filters={"lead": lead, "response": ("is", "set")}, fields=fields, order_by="name"
	)


@SIZES
def test_a_rep_sees_what_is_left_calls_and_reaches_the_lead(page_as, live_site, policy, size):
	lead = live_site.run(a_caller, f"call{size['width']}@clock.example", 20)
	desk = page_as("Sales User", size=size)
	panel = panel_of(desk, lead)
	clock = line(panel)
	assert clock.get_attribute("data-level") == "good"
	assert clock.locator(".li-clock-badge").inner_text() == "In time"
	first = clock.locator(".li-clock-time").inner_text()
	assert first.startswith("19 min")
	assert first.endswith("s left")
	desk.page.wait_for_function(
		"before => document.querySelector('.li-clock-time').textContent !== before", arg=first
	)
	assert "To be answered by" in clock.inner_text()
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	panel.screenshot(path=SCREENSHOTS / f"clock-{size['width']}.png")
	call = panel.locator(".li-call-now")
	assert call.get_attribute("href") == "tel:+33612345678"
	call.click()
	panel.get_by_text("Did you reach Ada Marchand?").wait_for()
	panel.get_by_text("One attempt so far").wait_for()
	note = panel.get_by_label("Note (optional)")
	note.fill("Wants an offer")
	panel.screenshot(path=SCREENSHOTS / f"clock-calling-{size['width']}.png")
	assert desk.page.evaluate("() => window.dialled") == ["tel:+33612345678"]
	assert live_site.run(touches, lead)[0]["response"] == "Attempt"
	panel.locator(".li-call-reached").click()
	desk.told("The answer is recorded.")
	line(panel, "Next Touch").wait_for()
	desk.wait()
	panel.locator(".li-closed-clocks > summary").click()
	closed = panel.locator(".li-clock-closed").first
	assert closed.locator(".li-clock-badge").inner_text() == "In time"
	assert "Rosa Bernard" in closed.inner_text()
	panel.locator(".li-clock-why > summary").click()
	panel.get_by_text("applies").wait_for()
	desk.wait()
	panel.screenshot(path=SCREENSHOTS / f"clock-answered-{size['width']}.png")
	assert [(one["response"], one["notes"]) for one in live_site.run(touches, lead)] == [
		("Attempt", None),
		("Answer", "Wants an offer"),
	]
