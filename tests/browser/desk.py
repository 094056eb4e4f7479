"""The desk as a person sees it in Chromium."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request

SCREENSHOTS = Path(__file__).parent / "screenshots"
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
FLAGS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
)
# The first has no windows of its own to draw, which spares a sixth of the work.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
LATE = 0.15  # seconds
STILL_FOR = 0.25  # seconds without a request, after which the desk has drawn what it asked for


def chromium_path() -> str | None:
	named = os.environ.get("CHROMIUM")
	candidates = (named,) if named else CHROMIUMS
	return next(filter(None, map(shutil.which, filter(None, candidates))), None)


class Desk:
	"""A signed-in browser page. `page` is Playwright's; `errors` is what the page complained about."""

	def __init__(self, page: Page) -> None:
		self.page = page
		self.errors: list[str] = []
		self._under_way: set[Request] = set()
		self._last_answer = time.monotonic()
		page.on("pageerror", self._fail)
		page.on("console", self._listen)
		page.on("request", self._sent)
		page.on("requestfinished", self._answered)
		page.on("requestfailed", self._answered)

	def open(self, path: str) -> Page:
		self.page.goto(path, timeout=60_000)
		return self.wait()

	def wait(self) -> Page:
		"""Until the desk has drawn the page and is still. A click before that can be lost in a redraw."""
		# Asked for now and then: Chromium would draw 60 times a second to answer as often.
		ready = "() => window.cur_page?.page && !frappe.dom.freeze_count"
		# What was done just now may ask only after a timer.
		still_since, patience = time.monotonic() - STILL_FOR + 0.05, time.monotonic() + 60
		while True:
			asked = time.monotonic()
			self.page.wait_for_function(ready, polling=50)
			# A page that answers late was drawing, and may have something to ask only now.
			if time.monotonic() - asked > LATE:
				still_since = time.monotonic()
			if not self._under_way and time.monotonic() - max(still_since, self._last_answer) >= STILL_FOR:
				return self.page
			assert time.monotonic() < patience, f"no answer to {[request.url for request in self._under_way]}"
			self.page.wait_for_timeout(50)

	def until(self, ready: Callable[[], bool]) -> None:
		"""For what nothing in the page tells."""
		patience = time.monotonic() + 30
		while not ready():
			assert time.monotonic() < patience, "waited in vain"
			self.page.wait_for_timeout(100)

	def rest(self) -> None:
		"""Before it is closed: an answer that came later would sign the next one in as whoever has asked here."""
		patience = time.monotonic() + 5
		while self._under_way and not self.page.is_closed() and time.monotonic() < patience:
			self.page.wait_for_timeout(50)

	def fill(self, field: str, text: str) -> None:
		"""Types into a field of the open form and leaves it, as the desk redraws itself on leaving."""
		control = (
			self.page.locator(f".form-page:visible [data-fieldname={field}]").locator("input, textarea").first
		)
		control.fill(text)
		control.press("Tab")
		self.wait()

	def save(self) -> Page:
		self.page.locator(".primary-action:visible").filter(has_text="Save").click()
		self.page.wait_for_function("() => !cur_frm.is_new() && !cur_frm.is_dirty()")
		return self.wait()

	def press(self, label: str) -> None:
		"""A button of the page's head; on a phone these are in its menu."""
		head = self.page.locator(".page-head:visible")
		button = head.get_by_role("button", name=label, exact=True)
		in_menu = head.locator(".menu-btn-group .dropdown-menu").get_by_text(label, exact=True)
		# A form may be about to draw its buttons anew.
		button.or_(in_menu).first.wait_for(state="attached")
		if not button.is_visible():
			head.locator(".menu-btn-group > button").click()
			button = in_menu
		button.click()

	def until_dialog(self, name: str) -> None:
		"""Until a dialog of that class is completely shown and is the one that has the keys."""
		self.page.wait_for_function("(name) => window.cur_dialog?.$wrapper.hasClass(name)", arg=name)

	def until_list_of(self, lead: str) -> Page:
		"""Until the open list holds what is of the lead, and nothing else: Frappe draws a list twice."""
		self.page.wait_for_function(
			"(lead) => window.cur_list?.data?.length && cur_list.data.every((row) => row.lead === lead)",
			arg=lead,
		)
		return self.wait()

	def answer(self, question: str, answer: str = "Yes") -> None:
		"""Answers the question that the desk asks."""
		asked = self.page.locator(".modal.show").filter(has_text=question)
		asked.get_by_role("button", name=answer, exact=True).click()
		asked.wait_for(state="hidden")

	def told(self, text: str) -> None:
		"""Waits for a short notice at the corner of the desk."""
		self.page.locator(".desk-alert").filter(has_text=text).first.wait_for()

	def screenshot(self, name: str, full_page: bool = False, of: Locator | None = None) -> Path:
		SCREENSHOTS.mkdir(exist_ok=True)
		path = SCREENSHOTS / f"{name}.png"
		if of:
			of.screenshot(path=path)
		else:
			self.page.screenshot(path=path, full_page=full_page)
		return path

	def _sent(self, request: Request) -> None:
		if request.resource_type in ("xhr", "fetch") and "/socket.io/" not in request.url:
			self._under_way.add(request)

	def _answered(self, request: Request) -> None:
		if request in self._under_way:
			self._under_way.discard(request)
			self._last_answer = time.monotonic()

	def _fail(self, error: Error) -> None:
		# Frappe's charts fail to follow a width that changes while their columns move, also when Chromium makes the
		# window larger for a picture. They follow the next change.
		if "boundDrawFn" not in (error.stack or ""):
			self.errors.append(f"uncaught: {error}")

	def _listen(self, message: ConsoleMessage) -> None:
		# Frappe still draws the charts of a workspace that one has left, and finds no room for them.
		if message.type == "error" and "<rect> attribute" not in message.text:
			self.errors.append(f"{message.text} ({message.location.get('url', '')})")
