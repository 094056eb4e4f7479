"""What the server tells a page by itself is lost to one that cannot hear it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.desk import Desk

if TYPE_CHECKING:
	from tests.bench.live_site import LiveSite


def until_live(desk: Desk) -> None:
	"""Until the page is connected and, having looked once more, says so."""
	desk.page.wait_for_function("() => frappe.realtime.socket?.connected")
	desk.press("Refresh")
	desk.page.locator(".page-head:visible .indicator-pill").filter(has_text="Live Now").wait_for()


def until_heard(desk: Desk, live_site: LiveSite, **room: str) -> None:
	"""Until the page hears what is told there. The server is asked first whether whoever looks may."""
	desk.page.evaluate("() => frappe.realtime.on('li_heard', () => (window.li_heard = true))")

	def is_heard() -> bool:
		live_site.run(_tell, **room)
		return bool(desk.page.evaluate("() => window.li_heard"))

	desk.until(is_heard)


def _tell(**room: str) -> None:
	import frappe

	frappe.publish_realtime("li_heard", {}, **room)
