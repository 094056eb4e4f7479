"""The tabs of a scoring model that look at past leads, as a person uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.browser.desk import Desk

if TYPE_CHECKING:
	from playwright.sync_api import Locator, Route


API = "**/api/method/lead_intelligence.api.preview"


def words(element: Locator) -> str:
	"""What is read there, with runs of blanks as one."""
	return " ".join(element.inner_text().split())


class ModelForm:
	def __init__(self, desk: Desk, model: str) -> None:
		self.desk = desk
		self.page = desk.page
		desk.open(f"/app/lead-scoring-model/{model}")

	def tab(self, label: str) -> Locator:
		self.page.locator(".form-page:visible, .form-layout:visible").first.wait_for()
		self.page.locator(".form-tabs:visible .nav-link").filter(has_text=label).click()
		panel = self.page.locator(".li-workbench" if label == "Workbench" else ".li-impact")
		panel.locator(":scope > :not(.li-skeleton)").first.wait_for()
		self.desk.wait()
		return panel

	def impact(self) -> Impact:
		return Impact(self.desk, self.tab("Impact"))

	def workbench(self) -> Locator:
		return self.tab("Workbench")


class Impact:
	def __init__(self, desk: Desk, root: Locator) -> None:
		self.desk = desk
		self.page = desk.page
		self.root = root
		self.found = root.locator(".li-found")
		self.headline = root.locator(".li-headline-sentence")
		self.cautions = root.locator(".li-cautions")
		self.kept = root.locator(".li-kept tbody tr")

	def enter(self, *, since: str | None = None, days: int | None = None) -> None:
		"""`since`: as it is typed, day first; "" for all leads."""
		if since is not None:
			box = self.root.locator("[data-fieldname=newer_than] input")
			box.fill(since)
			box.press("Tab")
		if days is not None:
			box = self.root.locator("[data-fieldname=lost_after_days] input")
			box.fill(str(days))
			box.press("Tab")

	def preview(self) -> None:
		"""Presses the button and waits until the worker is done and the newest preview is shown."""
		before = self.kept.count()
		self.press("Preview impact")
		self.kept.nth(before).wait_for(timeout=120_000)
		self.desk.wait()

	def press(self, label: str) -> None:
		self.root.get_by_role("button", name=label, exact=True).first.click()

	def cell(self, change: str) -> Locator:
		return self.root.locator(".li-matrix").get_by_role("button", name=change)

	def block(self, title: str) -> Locator:
		heading = self.page.get_by_role("heading", name=title, exact=True)
		return self.root.locator("section.li-block").filter(has=heading)

	def dialog(self) -> Locator:
		dialog = self.page.locator(".modal.show").last
		dialog.wait_for()
		self.desk.wait()
		return dialog

	def close_dialog(self) -> None:
		shown = self.page.locator(".modal.show")
		number = shown.count()
		shown.last.locator(".btn-modal-close:visible").click()
		self.page.wait_for_function(f"() => document.querySelectorAll('.modal.show').length < {number}")

	def patch(self, method: str, change: Callable[[Any], None]) -> None:
		"""From now on the answers of `method` are as `change` alters them."""

		def answer(route: Route) -> None:
			response = route.fetch()
			content = response.json()
			change(content["message"])
			route.fulfill(response=response, body=json.dumps(content))

		self.page.route(f"{API}.{method}*", answer)
