"""Answers of the server that come late, as where it has much to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from playwright.sync_api import Route

	from tests.browser.desk import Desk


class Held:
	"""From now on, what is asked of a method of ours is answered once it is let go; `times`: only so many."""

	def __init__(self, desk: Desk, method: str, times: int | None = None) -> None:
		self._desk = desk
		self._routes: list[Route] = []
		self._is_over = False
		address = re.compile(rf"/lead_intelligence\.api\.{re.escape(method)}(\?|$)")
		desk.page.route(address, lambda route: self._hold(route), times=times)

	def _hold(self, route: Route) -> None:
		if self._is_over:
			route.continue_()
		else:
			self._routes.append(route)

	def until_asked(self, times: int = 1) -> None:
		self._desk.until(lambda: len(self._routes) >= times)

	def let_go(self) -> None:
		"""Waits for the answers too. What is asked from now on is answered at once."""
		self._is_over = True
		for route in self._routes:
			route.continue_()
		self._desk.wait()
