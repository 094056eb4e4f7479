"""A report on the desk, as somebody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tests.browser.desk import Desk

if TYPE_CHECKING:
	from playwright.sync_api import Locator


def open_report(desk: Desk, report: str, **filters: str) -> Locator:
	desk.open(f"/app/query-report/{quote(report)}?{urlencode(filters)}")
	return shown(desk)


def shown(desk: Desk) -> Locator:
	"""The page, once it shows figures or says why there are none."""
	desk.page.locator(".li-report .report-wrapper:visible, .li-report-state:visible").first.wait_for()
	desk.wait()
	return desk.page.locator("#page-query-report")


def put_away(company: str) -> None:
	"""The leads of a company weigh on nobody any more: the tests that follow need reps who can take some."""
	import frappe

	from lead_intelligence.jobs.reps import count_open_work

	frappe.db.set_value("Lead", {"company": company}, "disabled", 1, update_modified=False)
	frappe.db.commit()
	count_open_work()


def words(locator: Locator) -> str:
	return " ".join(locator.inner_text().split())


def row(desk: Desk, first: str) -> str:
	"""The row that begins so, whether it stands in the table or is a card, with the figures that the card has folded."""
	desk.page.evaluate(
		"() => document.querySelectorAll('.li-row-card details').forEach((fold) => (fold.open = true))"
	)
	rows = desk.page.locator(".datatable .dt-row:not(.dt-row-header), .li-row-card").filter(visible=True)
	return words(rows.filter(has_text=first).first)


def fits(desk: Desk, size: dict[str, int]) -> bool:
	"""Whether nothing has to be pushed sideways."""
	return bool(desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"])
