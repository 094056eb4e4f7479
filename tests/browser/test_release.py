"""An admin looks through what was placed as history, and releases it."""

from __future__ import annotations

from tests.browser.agreement import a_raw_lead, an_mql
from tests.browser.desk import PHONE
from tests.browser.stock import set_stored, stored

HISTORY = {"li_cycle": 0, "li_due_at": None, "li_clocks": None}


def _forget_history() -> None:
	"""What other tests have placed as history is no longer so."""
	import frappe

	frappe.db.set_value("Lead", {"li_cycle": 0}, "li_cycle", 1, update_modified=False)


def test_history_is_previewed_and_released(page_as, live_site, agreement):
	live_site.run(_forget_history)
	old = {
		"MQL": live_site.run(an_mql, "mql@history.example"),
		"Lead": live_site.run(a_raw_lead, "lead@history.example"),
	}
	for lead in old.values():
		live_site.run(set_stored, lead, **HISTORY)
	desk = page_as("Sales Manager", size=PHONE)
	desk.open(f"/app/lead-definition/{agreement}")
	desk.press("Release History…")
	dialog = desk.page.locator(".li-release-dialog.show")
	dialog.get_by_text("1 of them would be handed over to sales at once.").wait_for()
	rows = [" ".join(row.split()) for row in dialog.locator("tbody tr, tfoot tr").all_inner_texts()]
	assert rows == ["Lead 1", "MQL 1", "Together 2"]
	desk.wait()
	desk.screenshot("release")
	dialog.locator("select[data-fieldname=stage]").select_option("MQL")
	dialog.get_by_role("button", name="Release 1 lead").click()
	desk.answer("1 lead will take part from now on.")
	desk.told("1 lead released.")
	assert live_site.run(stored, old["MQL"], "li_cycle", "li_stage") == {"li_cycle": 1, "li_stage": "MQL"}
	assert live_site.run(stored, old["MQL"], "li_due_at")["li_due_at"]
	assert live_site.run(stored, old["Lead"], "li_cycle") == {"li_cycle": 0}


def test_nothing_to_release_is_said(page_as, live_site, agreement):
	live_site.run(_forget_history)
	desk = page_as("Sales Manager")
	desk.open(f"/app/lead-definition/{agreement}")
	desk.press("Release History…")
	dialog = desk.page.locator(".li-release-dialog.show")
	dialog.get_by_text("No lead waits to be released").wait_for()
	assert dialog.locator(".btn-modal-primary").is_disabled()
