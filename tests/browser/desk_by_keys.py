"""A rep at the desk without a pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import Desk
from tests.browser.desk_leads import SELECTED
from tests.browser.desk_morning import LOOKED_AT, NOTES, WINDOW, selected, window

Act = Callable[[], None]


class ByKeys:
	"""What a rep does without a pointer."""

	def __init__(self, desk: Desk) -> None:
		self.desk = desk
		self.keys = desk.page.keyboard

	def press(self, *keys: str) -> None:
		for key in keys:
			self.keys.press(key)

	def press_until(self, key: str, is_there: Callable[[], bool]) -> None:
		for _ in range(40):
			if is_there():
				return
			self.press(key)
		pytest.fail(f"{key} does not lead there")

	def tab_to(self, target: Any) -> None:
		"""As often as it takes, as somebody who looks where the focus is."""
		for _ in range(80):
			if target.evaluate("(element) => element === document.activeElement"):
				return
			self.keys.press("Tab")
		pytest.fail(f"Tab does not reach {target}")

	def button(self, name: str) -> None:
		self.tab_to(window(self.desk).get_by_role("button", name=name, exact=True))
		self.press("Enter")

	def send(self) -> None:
		self.press("Control+Enter")
		self.desk.page.locator(WINDOW).wait_for(state="detached")

	def calls_and_reaches(self) -> None:
		self.press("Enter")
		dialog = window(self.desk)
		self.press("Enter")  # the number has the focus
		dialog.get_by_text("The attempt is recorded.").wait_for()
		self.press("1")
		self.keys.type(NOTES.split("\n")[0])
		self.press("Enter")
		self.keys.type(NOTES.split("\n")[1])
		self.tab_to(dialog.locator("summary", has_text="What You Found Out"))
		self.press("Enter")
		dialog.locator(".li-call-question").first.wait_for()
		self.desk.wait()
		self.tab_to(dialog.locator(".li-call-question").first.locator("input:checked").first)
		self.press("ArrowRight")
		self.button("Tomorrow, 9:00")
		self.tab_to(dialog.get_by_label("Note on the Step"))
		self.keys.type("Ask Bob first")
		self.desk.screenshot("lead-desk-morning-call-1400")
		assert_accessible(self.desk, WINDOW)
		self.send()

	def calls_in_vain(self) -> None:
		self.press("c")
		dialog = window(self.desk)
		self.press("2")
		self.keys.type("Nobody there")
		# Nobody was reached, so what was planned is still to do, unless it is planned anew.
		assert not dialog.get_by_label("This was the planned step").is_checked()
		self.button("In 1 Hour")
		assert dialog.get_by_label("This was the planned step").is_checked()
		self.send()

	def accepts(self) -> None:
		self.press("Enter")
		self.desk.told("is accepted")

	def refuses(self) -> None:
		self.press("r")
		dialog = window(self.desk)
		reason = dialog.locator("select[data-fieldname=reason]")
		self.tab_to(reason)
		self.press_until(
			"ArrowDown", lambda: reason.evaluate("(one) => one.selectedOptions[0].label") == "No Fit"
		)
		self.press("Tab")
		self.tab_to(dialog.locator("textarea[data-fieldname=note]"))
		self.keys.type("Too small for us")
		self.press("Tab")
		assert_accessible(self.desk, WINDOW)
		self.desk.screenshot("lead-desk-morning-refuse-1400")
		self.send()

	def snoozes(self, note: str = "") -> Act:
		def snooze() -> None:
			self.press("s")
			dialog = window(self.desk)
			self.button("Tomorrow, 9:00")
			if note:
				self.tab_to(dialog.get_by_label("Note"))
				self.keys.type(note)
			assert_accessible(self.desk, WINDOW)
			self.send()

		return snooze

	def answers(self) -> None:
		self.press("b")
		dialog = window(self.desk)
		dialog.locator(".li-call-question").first.wait_for()
		self.tab_to(dialog.locator(".li-call-question").nth(1).locator("input:checked").first)
		self.press("ArrowRight")
		assert_accessible(self.desk, WINDOW)
		self.send()

	def plans(self, kind: str | None = None) -> Act:
		def plan() -> None:
			self.press("n")
			dialog = window(self.desk)
			self.button("In 3 Days")
			if kind:
				self.tab_to(dialog.locator(".li-desk-step-more input:checked").first)
				self.press_until("ArrowRight", dialog.get_by_role("radio", name=kind, exact=True).is_checked)
			assert_accessible(self.desk, WINDOW)
			self.send()

		return plan

	def opens_and_comes_back(self) -> None:
		self.press("o")
		self.desk.page.wait_for_url("**/lead/*")
		self.desk.wait()
		self.desk.page.go_back()  # Alt and the left arrow, which a browser without a window does not know
		self.desk.page.wait_for_url("**/lead-desk")
		self.desk.wait()
		assert selected(self.desk) == LOOKED_AT
		self.desk.page.locator(f"{SELECTED}:focus").wait_for()
