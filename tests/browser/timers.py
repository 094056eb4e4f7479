"""The page's own timers, where a slow machine would lose to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from playwright.sync_api import BrowserContext, Page

_STRETCHED = """((spans) => {
	const set_timeout = window.setTimeout;
	window.setTimeout = (then, after, ...more) => set_timeout(then, spans[after] ?? after, ...more);
})"""


def stretch(pages: Page | BrowserContext, spans: Mapping[int, int]) -> None:
	"""What they open next waits so many milliseconds instead of so many."""
	pages.add_init_script(f"{_STRETCHED}({json.dumps(spans)})")
