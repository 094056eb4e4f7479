"""The dashboard on the workspace, as somebody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.people import Person
from tests.browser.desk import Desk
from tests.browser.report_pages import words

if TYPE_CHECKING:
	from playwright.sync_api import Locator

WORKSPACE = "/app/lead-intelligence"
# As a rep has it who has chosen it on the desk.
CHOSEN = "sessionStorage.setItem('li_workspace_chosen', 'yes')"


def open_dashboard(desk: Desk) -> Locator:
	"""The dashboard, once all of its parts have answered."""
	desk.page.add_init_script(CHOSEN)
	desk.open(WORKSPACE)
	return whole(desk)


def whole(desk: Desk) -> Locator:
	desk.page.locator(".li-dashboard:not([aria-busy])").wait_for()
	desk.wait()
	return desk.page.locator(".li-dashboard")


def card(desk: Desk, name: str) -> str:
	return words(desk.page.locator(f".li-dashboard [data-card={name}]"))


def chosen_before(desk: Desk, person: Person, **choice: str) -> None:
	"""As if the person had chosen so another day."""
	key = f"li_dashboard:{person.user}"
	desk.page.add_init_script(
		f"localStorage.getItem({key!r}) || localStorage.setItem({key!r}, JSON.stringify({choice!r}))"
	)


def picture_of(desk: Desk, name: str) -> None:
	"""Of the whole dashboard, also of what would have to be scrolled to: the desk scrolls within the window, which is made as high."""
	board, size = desk.page.locator(".li-dashboard"), desk.page.viewport_size
	assert size
	height = board.evaluate("(board) => board.offsetHeight")
	desk.page.set_viewport_size({**size, "height": height + 400})
	desk.screenshot(name, of=board)
	desk.page.set_viewport_size(size)
