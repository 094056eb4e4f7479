"""A rep with the desk on a phone. What is typed comes from the keyboard on its screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, Desk
from tests.browser.desk_leads import SELECTED
from tests.browser.desk_morning import LOOKED_AT, NOTES, WINDOW, selected, window

Act = Callable[[], None]


class ByThumb:
	"""What a rep does on a phone. What is typed comes from the keyboard on its screen."""

	def __init__(self, desk: Desk) -> None:
		self.desk = desk
		self.keys = desk.page.keyboard

	def tap(self, target: Any) -> None:
		"""What is tapped is large enough for a thumb."""
		target.scroll_into_view_if_needed()
		box = target.bounding_box()
		assert box, f"{target} is not to be seen"
		assert min(box["width"], box["height"]) >= 43.5, f"{target} is too small for a thumb: {box}"
		target.tap()

	def type_in(self, target: Any, text: str) -> None:
		target.tap()
		self.keys.type(text)

	def main(self) -> None:
		self.tap(self.desk.page.locator(f"{SELECTED} .li-desk-main"))

	def more(self, action: str) -> None:
		"""An action that is behind "More"."""
		row = self.desk.page.locator(SELECTED)
		if not row.locator(".li-desk-detail").is_visible():
			self.tap(row.locator(".li-desk-more"))
		self.tap(row.locator(".li-desk-actions").get_by_role("button", name=action))

	def button(self, name: str) -> None:
		self.tap(window(self.desk).get_by_role("button", name=name, exact=True))

	def send(self) -> None:
		dialog = window(self.desk)
		assert self.desk.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
		assert_accessible(self.desk, WINDOW)
		self.tap(
			dialog.locator(".modal-footer .btn-primary, .modal-actions .btn-primary")
			.locator("visible=true")
			.first
		)
		dialog.wait_for(state="detached")

	def calls_and_reaches(self) -> None:
		self.main()
		dialog = window(self.desk)
		self.tap(dialog.locator(".li-desk-phone").first)
		dialog.get_by_text("The attempt is recorded.").wait_for()
		self.tap(dialog.locator(".li-desk-outcome", has_text="Reached"))
		self.type_in(dialog.get_by_label("Notes"), NOTES)
		self.tap(dialog.locator("summary", has_text="What You Found Out"))
		question = dialog.locator(".li-call-question").first
		question.wait_for()
		self.tap(question.locator(".li-pick").first)
		self.button("Tomorrow, 9:00")
		self.type_in(dialog.get_by_label("Note on the Step"), "Ask Bob first")
		self.desk.screenshot("lead-desk-morning-call-390")
		self.send()

	def calls_in_vain(self) -> None:
		self.main()
		dialog = window(self.desk)
		self.tap(dialog.locator(".li-desk-outcome", has_text="No Answer"))
		self.type_in(dialog.get_by_label("Notes"), "Nobody there")
		self.button("In 1 Hour")
		self.send()

	def accepts(self) -> None:
		self.main()
		self.desk.told("is accepted")

	def refuses(self) -> None:
		self.more("Refuse")
		dialog = window(self.desk)
		dialog.locator("select[data-fieldname=reason]").tap()
		dialog.locator("select[data-fieldname=reason]").select_option(label="No Fit")
		self.type_in(dialog.locator("textarea[data-fieldname=note]"), "Too small for us")
		self.desk.screenshot("lead-desk-morning-refuse-390")
		self.send()

	def snoozes(self, note: str = "") -> Act:
		def snooze() -> None:
			self.more("Snooze")
			dialog = window(self.desk)
			self.button("Tomorrow, 9:00")
			if note:
				self.type_in(dialog.get_by_label("Note"), note)
			self.desk.screenshot("lead-desk-morning-snooze-390")
			self.send()

		return snooze

	def answers(self) -> None:
		self.more("What You Found Out")
		dialog = window(self.desk)
		dialog.locator(".li-call-question").first.wait_for()
		self.tap(dialog.locator(".li-call-question").nth(1).locator(".li-pick").first)
		self.send()

	def plans(self, kind: str | None = None) -> Act:
		def plan() -> None:
			self.more("Next Step")
			dialog = window(self.desk)
			self.button("In 3 Days")
			if kind:
				self.tap(dialog.locator(".li-desk-step-more .li-pick", has_text=kind))
			self.desk.screenshot("lead-desk-morning-step-390")
			self.send()

		return plan

	def opens_and_comes_back(self) -> None:
		self.more("Open")
		self.desk.page.wait_for_url("**/lead/*")
		self.desk.wait()
		self.desk.page.go_back()
		self.desk.page.wait_for_url("**/lead-desk")
		self.desk.wait()
		assert selected(self.desk) == LOOKED_AT
