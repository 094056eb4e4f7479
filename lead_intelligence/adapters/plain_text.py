"""Text that people wrote, kept as they wrote it."""

from __future__ import annotations

import re

_TAG = re.compile("<(?=[a-zA-Z/!?])")


def as_text(text: str) -> str:
	"""The same to read, and never markup. Much on the desk shows fields as HTML, since Frappe cleans them when documents
	are saved, which our rows are not; and what outsiders write is to be kept as they wrote it. What looks like a tag gets a
	sign without width after its first, after which no browser takes it for one."""
	return _TAG.sub("<\u2060", text)
