"""The browser context that most tests share, and how a test begins in it as if it were new.

A new context knows none of the desk's code, and Chromium works longer on compiling it than on most tests.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.desk import FLAGS, WIDE, chromium_path

if TYPE_CHECKING:
	from playwright.sync_api import BrowserContext, Page, Playwright

LOOKS = {"locale": "en-GB", "timezone_id": "Europe/Paris", "reduced_motion": "reduce"}


class SharedContext:
	def __init__(self, context: BrowserContext, url: str) -> None:
		self.context = context
		self._url = url
		self._first = context.pages[0]  # without a page Chromium would leave
		self._storage = context.new_cdp_session(self._first)

	def new_page(self, cookies: list, size: dict[str, int]) -> Page:
		"""A page in a browser that remembers these cookies and nothing else of the site."""
		self.context.clear_cookies()
		self._storage.send("Storage.clearDataForOrigin", {"origin": self._url, "storageTypes": "all"})
		self.context.add_cookies(cookies)
		page = self.context.new_page()
		page.set_viewport_size(size)
		return page

	def close_pages(self) -> None:
		for page in self.context.pages:
			if page != self._first:
				page.close()


@contextmanager
def shared_context(playwright: Playwright, url: str) -> Iterator[SharedContext]:
	"""On disk, as only there Chromium keeps what it compiled."""
	with tempfile.TemporaryDirectory() as folder:
		context = playwright.chromium.launch_persistent_context(
			folder, executable_path=chromium_path(), args=list(FLAGS), base_url=url, viewport=WIDE, **LOOKS
		)
		yield SharedContext(context, url)
		context.close()
