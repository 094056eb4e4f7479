"""One worker is at an import at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager

from lead_intelligence.adapters.alone import alone_at


def at_it(history_import: str) -> AbstractContextManager[bool]:
	"""Whether it is ours to work at."""
	return alone_at(f"import {history_import}")
