"""Values as the chat programs want them: a lead's name is written by outsiders, and may call a whole channel or hide a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

# Gives the text of a placeholder's value: its name, and the text as it is.
Escape = Callable[[str, str], str]

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def as_it_is(_name: str, text: str) -> str:
	return text


def for_slack(_name: str, text: str) -> str:
	"""Without these three, Slack sees neither mentions nor links."""
	return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def for_markdown(name: str, text: str) -> str:
	"""Our own address of the lead is to stay a link."""
	if name == "url":
		return text.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
	escaped = _MARKDOWN.sub(r"\\\1", text).replace("\n", " ")
	return escaped.replace("@", f"@{_ZERO_WIDTH_SPACE}").replace("://", f":{_ZERO_WIDTH_SPACE}//")
