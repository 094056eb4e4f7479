"""A manager brings in the history of the time before the app: attaches a file, checks it, imports it and takes it back."""

from __future__ import annotations

import re

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, WIDE, Desk

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
FORM = "/app/lead-history-import"


def a_file(width: int) -> str:
	lines = ["Own Number,First Contact,Source,MQL date,Amount,Close date,Outcome"]
	lines += [
		f"browser-{width}-{n},2023-01-{n:02},Fair,2023-02-{n:02},{n}000,2023-03-01,Won" for n in range(1, 26)
	]
	lines += [f"browser-{width}-bad,2023-02-30,Fair,,,,", f"browser-{width}-late,2999-01-01,Fair,,,,"]
	return "\n".join(lines)


def shown(desk: Desk, status: str):
	panel = desk.page.locator(f".li-history-import[data-status={status}]:visible")
	panel.wait_for(timeout=60_000)
	desk.wait()
	return panel


def attach(desk: Desk, text: str) -> None:
	page = desk.page
	page.locator(".form-page:visible [data-fieldname=file]").get_by_role("button", name="Attach").click()
	dialog = page.locator(".modal.show")
	dialog.wait_for()
	desk.wait()
	with page.expect_file_chooser() as choosing:
		dialog.get_by_role("button", name="My Device").click()
	choosing.value.set_files({"name": "history.csv", "mimeType": "text/csv", "buffer": text.encode()})
	dialog.get_by_role("button", name=re.compile("^Upload")).click()
	dialog.wait_for(state="hidden")
	desk.wait()


@SIZES
def test_a_file_is_attached_checked_imported_and_undone(page_as, live_site, size):
	width = size["width"]
	desk = page_as("Sales Manager", size=size)
	page = desk.open(f"{FORM}/new")
	attach(desk, a_file(width))
	page.wait_for_function("() => !cur_frm.is_new() && cur_frm.doc.columns.length === 7")
	desk.wait()
	assert page.evaluate("() => cur_frm.doc.title").startswith("history")
	meanings = page.evaluate("() => cur_frm.doc.columns.map((row) => row.meaning)")
	assert meanings == [
		*(
			"Own Number",
			"First Contact",
			"Source",
			"Reached MQL",
			"Opportunity Amount",
			"Opportunity Closed On",
		),
		"Opportunity Outcome",
	]
	for field in ("create_leads", "create_masters"):
		page.evaluate("(field) => cur_frm.set_value(field, 1)", field)
	desk.save()
	shown(desk, "Draft")
	desk.screenshot(f"history-draft-{width}")
	desk.press("Check")
	panel = shown(desk, "Checked")
	text = " ".join(panel.inner_text().split())
	assert "25 of 27 lines can be imported" in text
	assert "'2023-02-30' is a date that does not exist" in text
	assert "'2999-01-01' is in the future" in text
	desk.screenshot(f"history-checked-{width}", full_page=True)
	assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
	assert_accessible(desk, ".li-history-import")
	desk.press("Import")
	desk.answer("Enter this history?")
	panel = shown(desk, "Imported")
	assert "25 lines are entered, 2 were refused" in panel.inner_text()
	desk.screenshot(f"history-imported-{width}", full_page=True)
	desk.press("Undo Import")
	desk.answer("Undo this import?")
	shown(desk, "Undone")
	desk.screenshot(f"history-undone-{width}")
