"""The condition dialog, as hands use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.desk import Desk

if TYPE_CHECKING:
	from playwright.sync_api import Locator


class ConditionDialog:
	def __init__(self, desk: Desk) -> None:
		self.desk = desk
		self.element = desk.page.locator(".li-condition-dialog")
		self.element.locator(".li-check").wait_for()
		desk.wait()

	def group(self, place: int = 0) -> Group:
		"""The groups in reading order, the outermost first."""
		return Group(self.desk, self.element.locator(".li-group-box").nth(place))

	@property
	def sentence(self) -> str:
		"""What the dialog says of the condition, once it has had time to ask: it does so after a third of a second."""
		self.desk.page.evaluate("() => new Promise((then) => setTimeout(then, 450))")
		self.desk.wait()
		return self.element.locator(".li-check").inner_text().strip()

	def press(self, label: str) -> None:
		self.element.get_by_role("button", name=label, exact=True).click()

	def confirm(self) -> None:
		self.press("OK")
		self.element.wait_for(state="detached")
		self.desk.wait()


class Group:
	def __init__(self, desk: Desk, element: Locator) -> None:
		self.desk = desk
		self.element = element

	def comparison(self, place: int) -> Comparison:
		rows = self.element.locator(
			"xpath=./div[contains(@class,'li-parts')]/div/div[contains(@class,'li-comparison')]"
		)
		return Comparison(self.desk, rows.nth(place))

	def is_enough(self, joint: str) -> None:
		self.element.get_by_label("How they count").first.select_option(joint)

	def press(self, label: str) -> None:
		self.element.locator("xpath=./div[contains(@class,'li-group-foot')]").get_by_text(label).click()

	def add_condition(self) -> None:
		self.press("Add Condition")

	def add_group(self) -> Group:
		"""The new one, as long as no further group is added after it."""
		self.press("Add Group")
		return Group(self.desk, self.element.locator(".li-group-box").last)


class Comparison:
	def __init__(self, desk: Desk, element: Locator) -> None:
		self.desk = desk
		self.element = element

	@property
	def field(self) -> str:
		return self.element.get_by_role("combobox", name="Field").input_value()

	def choose(self, field: str, operator: str) -> Locator:
		"""Types a part of the field's name, takes the first that is found, and gives the place of the value."""
		picker = self.element.get_by_role("combobox", name="Field")
		picker.click()
		picker.fill(field)
		self.element.locator(".li-field-picker [role=option]").first.wait_for()
		picker.press("Enter")
		self.element.get_by_label("Operator").select_option(operator)
		return self.value

	@property
	def value(self) -> Locator:
		return self.element.locator(".li-value-input")

	def add_chip(self, text: str) -> None:
		search = self.value.get_by_role("combobox")
		search.click()
		search.fill(text)
		self.value.get_by_role("option").filter(has_text=text).first.click()

	@property
	def chips(self) -> list[str]:
		return [text.strip() for text in self.value.locator(".li-chip").all_inner_texts()]
